import { call } from './http.js';

/** @typedef {{ id: string, name: string, role: string }} Person */

/**
 * Exchanges a token for a session cookie that scripts cannot read.
 *
 * @type {(token: string) => Promise<void>}
 */
export const signIn = (token) => call('POST', '/api/session', { body: { token } });

/** @type {() => Promise<void>} */
export const signOut = () => call('DELETE', '/api/session');

/** @type {() => Promise<Person>} */
export const current = () => call('GET', '/api/tokens/current');
