import { call } from './http.js';

/** @import { Page } from './posts.js' */

/**
 * @typedef {object} Entry something that was done
 * @property {string} id
 * @property {string} at
 * @property {string} action such as `token-created`
 * @property {{ id: string, name: string, person?: string } | null} by null for somebody unknown
 * @property {string} from an address
 * @property {string | null} subject
 * @property {string | null} detail
 */

/** @type {(cursor?: string) => Promise<Page<Entry>>} the newest first */
export const list = (cursor) =>
  call('GET', `/api/audit?${new URLSearchParams({ limit: '50', ...(cursor ? { cursor } : {}) })}`);
