import { call } from './http.js';

/**
 * @typedef {object} Session a browser that is signed in
 * @property {string} id
 * @property {string} createdAt
 * @property {string | null} lastUsedAt
 * @property {string} expiresAt
 *
 * @typedef {object} Token
 * @property {string} id
 * @property {string} name
 * @property {string} [personId] whose it is; absent for a machine's
 * @property {string} role
 * @property {string} createdAt
 * @property {string | null} lastUsedAt
 * @property {string | null} expiresAt null for one that does not end by itself
 * @property {Session[]} sessions of browsers that are signed in with it
 */

/** @type {() => Promise<{ items: Token[] }>} */
export const list = () => call('GET', '/api/tokens');

/** Ends a token with its sessions, or one session. @type {(id: string) => Promise<void>} */
export const end = (id) => call('DELETE', `/api/tokens/${encodeURIComponent(id)}`);
