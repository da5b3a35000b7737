import { call } from './http.js';

/** @import { Page } from './posts.js' */

/**
 * @typedef {object} Mail
 * @property {string} id
 * @property {string} at
 * @property {string} to
 * @property {string} subject
 * @property {string | null} [text] only of one that was asked for by its id
 */

/** Those that are kept here, the newest first. @type {(cursor?: string) => Promise<Page<Mail> & { sent: boolean }>} */
export const list = (cursor) =>
  call('GET', `/api/mail?${new URLSearchParams({ limit: '50', ...(cursor ? { cursor } : {}) })}`);

/** @type {(id: string) => Promise<Mail>} */
export const get = (id) => call('GET', `/api/mail/${encodeURIComponent(id)}`);

/** Sends a live post to one address, to see how it looks. @type {(postId: string, to: string) => Promise<void>} */
export const test = (postId, to) => call('POST', '/api/mail/test', { body: { postId, to } });

/** Tells those who were sent an announced revision what was wrong with it. @type {(postId: string, revision: number, text: string) => Promise<void>} */
export const correct = (postId, revision, text) => call('POST', '/api/corrections', { body: { postId, revision, text } });
