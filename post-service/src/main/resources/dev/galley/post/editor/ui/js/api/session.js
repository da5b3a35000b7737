import { call } from './http.js';

/** @import { Somebody } from './people.js' */

/**
 * @typedef {object} Person
 * @property {string} id
 * @property {string} name
 * @property {string} role
 * @property {Somebody | null} person null for a token that is no person's
 */

/** @type {Promise<Person> | null} */
let asked = null;

let left = false;

/**
 * Exchanges a token, or what a sign-in link carries, for a session cookie that scripts cannot read.
 *
 * @type {(token: string, replace?: boolean) => Promise<void>} with `replace`, a link takes the
 *     place of the session that there is
 */
export async function signIn(token, replace = false) {
  asked = null;
  await call('POST', '/api/session', { body: { token, replace } });
}

/** @type {() => Promise<void>} */
export async function signOut() {
  await call('DELETE', '/api/session');
  asked = null;
  left = true;
}

/** Whether somebody has just signed out here; says so once. */
export function takeLeft() {
  const was = left;
  left = false;
  return was;
}

/**
 * Who is signed in; asked once a session.
 *
 * @returns {Promise<Person>}
 */
export function current() {
  asked ??= /** @type {Promise<Person>} */ (call('GET', '/api/tokens/current')).catch((failure) => {
    asked = null;
    throw failure;
  });
  return asked;
}

/** Whether the server answers, whatever it says; fails where it does not. */
export const isReachable = () => call('GET', '/api/tokens/current');

/** Forgets who is signed in: it has changed. */
export function forget() {
  asked = null;
}

/** How one can sign in here. @type {() => Promise<{ mail: boolean, provider: string | null }>} */
export const waysIn = () => call('GET', '/api/session');

/** Has a link mailed to whoever has the address. @type {(email: string) => Promise<void>} */
export const askForLink = (email) => call('POST', '/api/session/link', { body: { email } });

const EMAIL_TOKEN = 'galley.email-token';

/** Keeps what a link in a mail holds until somebody is signed in. @type {(token: string) => void} */
export const keepEmailToken = (token) => sessionStorage.setItem(EMAIL_TOKEN, token);

/** What was kept, once. */
export function takeEmailToken() {
  const token = sessionStorage.getItem(EMAIL_TOKEN);
  sessionStorage.removeItem(EMAIL_TOKEN);
  return token;
}

/** Where to sign in by the provider, which leads back. @type {(back: string) => Promise<{ url: string }>} */
export const atProvider = (back) => call('POST', '/api/session/oidc', { body: { back } });

/** Where to sign out at the provider as well. @type {() => Promise<{ url: string | null }>} */
export const atProvidersEnd = () => call('GET', '/api/session/oidc/end');

/** @type {() => Promise<PublicKeyCredentialRequestOptionsJSON>} */
export const passkeyOptions = () => call('POST', '/api/session/passkey/options');

/** @type {(credential: unknown) => Promise<void>} */
export async function signInWithPasskey(credential) {
  asked = null;
  await call('POST', '/api/session/passkey', { body: { credential } });
}

/** What only editors and owners may. */
export const mayManage = async () => ['editor', 'owner'].includes((await current()).role);

export const mayChange = async () => (await current()).role !== 'reader';

/** By which notes and presence know who is signed in. */
export async function personId() {
  const { id, person } = await current();
  return person?.id ?? id;
}
