import { call } from './http.js';

/** @import { Page } from './posts.js' */

/**
 * @typedef {object} Subscription of a program to a feed, which it made itself
 * @property {string} id
 * @property {string} topic the feed's address
 * @property {string} host of the callback, which is shown to nobody
 * @property {string | null} since
 * @property {string | null} until null as long as the subscriber has not confirmed it
 * @property {number} failures since the last success
 */

/** @type {(cursor?: string) => Promise<Page<Subscription>>} */
export const list = (cursor) => call('GET', `/api/websub?${new URLSearchParams({ limit: '20', ...(cursor ? { cursor } : {}) })}`);

/** @type {(id: string) => Promise<void>} */
export const end = (id) => call('DELETE', `/api/websub/${encodeURIComponent(id)}`);
