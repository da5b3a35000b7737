import { call } from './http.js';

/** @import { Page } from './posts.js' */

/**
 * @typedef {object} Subscriber
 * @property {string} id
 * @property {string} address
 * @property {'pending' | 'active' | 'ended' | 'bounced' | 'complained'} state
 * @property {string} choice `all`, `tag:x` or `author:x`
 * @property {'at-once' | 'daily' | 'weekly'} pace
 * @property {string} source
 * @property {string} createdAt
 * @property {string | null} [confirmedAt]
 * @property {string | null} [reason]
 *
 * @typedef {object} Counts
 * @property {Record<Subscriber['state'], number>} states
 * @property {Record<Subscriber['pace'], number>} paces of the active ones
 *
 * @typedef {object} Report
 * @property {number} added
 * @property {number} known
 * @property {number} refusedLines
 * @property {{ line: number, reason: string }[]} refused
 *
 * @typedef {{ subscribers: number, at: string }} NextDigest
 * @typedef {{ at: string, titles: string[] }} Waiting
 * @typedef {{ atOnce: number, daily: NextDigest, weekly: NextDigest, websub: number }} Audience
 */

/** @type {(query: { state?: string, q?: string, cursor?: string }) => Promise<Page<Subscriber>>} the newest first */
export const list = (query) => {
  const given = Object.entries(query).filter(([, value]) => value);
  return call('GET', `/api/subscribers?${new URLSearchParams(given)}`);
};

/** @type {(id: string) => Promise<Subscriber>} */
export const get = (id) => call('GET', `/api/subscribers/${encodeURIComponent(id)}`);

/** @type {() => Promise<Counts>} */
export const counts = () => call('GET', '/api/subscribers/counts');

/** @type {(id: string) => Promise<void>} */
export const erase = (id) => call('DELETE', `/api/subscribers/${encodeURIComponent(id)}`);

/** @type {(csv: Blob, source: string, pace: string) => Promise<Report>} */
export const bring = (csv, source, pace) =>
  call('POST', `/api/subscribers/import?${new URLSearchParams({ source, pace })}`, { body: csv, type: 'text/csv;charset=UTF-8' });

/** Whom a post would reach by e-mail, and by WebSub. @type {(post: { tags: string[], authors: string[], kind: string }) => Promise<Audience>} */
export const audience = ({ tags, authors, kind }) =>
  call(
    'GET',
    `/api/audience?${new URLSearchParams([...tags.map((tag) => ['tag', tag]), ...authors.map((author) => ['author', author]), ['kind', kind]])}`,
  );

/** What the next digests will hold. @type {() => Promise<{ daily: Waiting, weekly: Waiting }>} */
export const digests = () => call('GET', '/api/digests');
