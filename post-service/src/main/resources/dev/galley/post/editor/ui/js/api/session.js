import { call } from './http.js';

/** @typedef {{ id: string, name: string, role: string }} Person */

/**
 * Exchanges a token, or what a sign-in link carries, for a session cookie that scripts cannot read.
 *
 * @type {(token: string, replace?: boolean) => Promise<void>} with `replace`, a link takes the
 *     place of the session that there is
 */
export const signIn = (token, replace = false) => call('POST', '/api/session', { body: { token, replace } });

/** @type {() => Promise<void>} */
export const signOut = () => call('DELETE', '/api/session');

/** @type {() => Promise<Person>} */
export const current = () => call('GET', '/api/tokens/current');
