import { call } from './http.js';

/**
 * @typedef {object} Somebody
 * @property {string} id
 * @property {string} name
 * @property {string} slug the author's
 * @property {string} [email] for owners, and of oneself
 * @property {'author' | 'editor' | 'owner'} role
 * @property {number} version
 *
 * @typedef {{ name: string, slug?: string, email?: string, role?: string }} Wish
 *
 * @typedef {object} Link that signs in once
 * @property {string | null} url null when it was mailed
 * @property {boolean} mailed
 * @property {string} expiresAt
 *
 * @typedef {object} OwnSession a browser
 * @property {string} id
 * @property {string} createdAt
 * @property {string | null} lastUsedAt
 * @property {string} expiresAt
 * @property {boolean} current
 *
 * @typedef {{ id: string, label: string, createdAt: string, lastUsedAt: string | null }} Passkey
 */
/** @import { Token } from './tokens.js' */

const path = (/** @type {string} */ id) => `/api/people/${encodeURIComponent(id)}`;

/** @type {() => Promise<{ items: Somebody[] }>} */
export const list = () => call('GET', '/api/people');

/** @type {(wish: Wish) => Promise<Somebody>} */
export const add = (wish) => call('POST', '/api/people', { body: wish });

/** @type {(person: Somebody, wish: Partial<Wish>) => Promise<Somebody>} */
export const change = ({ id, version }, wish) => call('PATCH', path(id), { body: wish, revision: version });

/** @type {(person: Somebody) => Promise<void>} */
export const remove = ({ id, version }) => call('DELETE', path(id), { revision: version });

/** @type {(id: string) => Promise<Link>} */
export const link = (id) => call('POST', `${path(id)}/sign-in-link`);

/** Signs somebody out everywhere. @type {(id: string) => Promise<void>} */
export const endSessions = (id) => call('DELETE', `${path(id)}/sessions`);

/** Has a question mailed to another address of one's own. @type {(email: string) => Promise<void>} */
export const askForEmail = (email) => call('POST', `${path('me')}/email`, { body: { email } });

/** Answers it by what the link in the mail holds. @type {(token: string) => Promise<void>} */
export const confirmEmail = (token) => call('POST', `${path('me')}/email/confirm`, { body: { token } });

/** Forgets by which account of the provider somebody signs in. @type {(id: string) => Promise<void>} */
export const forgetAccount = (id) => call('DELETE', `${path(id)}/account`);

/** Makes whoever is signed in with the first token the first owner. @type {(wish: Wish) => Promise<Somebody>} */
export const introduce = (wish) => call('POST', path('me'), { body: wish });

/** @type {() => Promise<{ items: OwnSession[] }>} */
export const ownSessions = () => call('GET', `${path('me')}/sessions`);

/** @type {(id: string) => Promise<void>} */
export const endOwnSession = (id) => call('DELETE', `${path('me')}/sessions/${encodeURIComponent(id)}`);

/** @type {() => Promise<{ items: Token[] }>} */
export const ownTokens = () => call('GET', `${path('me')}/tokens`);

/** @type {(wish: { name: string, role: string, expiresInDays: number | null }) => Promise<Token & { token: string }>} */
export const addToken = (wish) => call('POST', `${path('me')}/tokens`, { body: wish });

/** @type {(id: string) => Promise<void>} */
export const endToken = (id) => call('DELETE', `${path('me')}/tokens/${encodeURIComponent(id)}`);

/** @type {() => Promise<{ items: Passkey[] }>} */
export const passkeys = () => call('GET', `${path('me')}/passkeys`);

/** @type {(id: string) => Promise<void>} */
export const removePasskey = (id) => call('DELETE', `${path('me')}/passkeys/${encodeURIComponent(id)}`);

/** @type {() => Promise<PublicKeyCredentialCreationOptionsJSON>} */
export const passkeyOptions = () => call('POST', `${path('me')}/passkeys/options`);

/** @type {(label: string, credential: unknown) => Promise<Passkey>} */
export const addPasskey = (label, credential) => call('POST', `${path('me')}/passkeys`, { body: { label, credential } });
