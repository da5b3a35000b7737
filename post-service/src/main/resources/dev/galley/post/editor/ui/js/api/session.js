import { call } from './http.js';

/** @typedef {{ id: string, name: string, role: string }} Person */

/** @type {Promise<Person> | null} */
let asked = null;

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

export const mayChange = async () => (await current()).role !== 'reader';
