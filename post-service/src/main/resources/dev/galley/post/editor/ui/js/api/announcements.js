import { call } from './http.js';

/** @import { Page } from './posts.js' */

/**
 * @typedef {object} Undelivered what a recipient was not told, or of which it is not known
 * @property {string} id
 * @property {string} announcement what was told: a post's id and its revision, or a digest
 * @property {string} recipientId
 * @property {'failed' | 'unclear'} state
 * @property {string} acceptedAt
 * @property {string | null} reason
 */

/** Of all announcements by a channel. @type {(channel: string, cursor?: string) => Promise<Page<Undelivered>>} */
export const problems = (channel, cursor) =>
  call('GET', `/api/announcements/problems?${new URLSearchParams({ channel, limit: '20', ...(cursor ? { cursor } : {}) })}`);

/** Has one recipient told again, also where it is not known whether it was. @type {(announcement: string, id: string) => Promise<void>} */
export const resend = (announcement, id) =>
  call('POST', `/api/announcements/${encodeURIComponent(announcement)}/problems/${encodeURIComponent(id)}/resend`);
