import { call } from './http.js';

/** @import { Post, PostFields, Publication, Removal, Revision, Template, Update, Wish } from './types.js' */

const at = (/** @type {string} */ id) => `/api/posts/${encodeURIComponent(id)}`;

/**
 * @template T
 * @typedef {{ items: T[], next?: string | null }} Page
 */

/** @typedef {{ revision: number, content: Post, page?: string }} Side */

/**
 * @param {Record<string, string | null | undefined>} filter
 * @returns {Promise<Page<Post>>}
 */
export function list(filter) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(filter)) if (value) query.set(name, value);
  return call('GET', `/api/posts?${query}`);
}

/** @type {(id: string) => Promise<Post>} */
export const read = (id) => call('GET', at(id));

/** @type {(fields: Partial<PostFields>) => Promise<Post>} */
export const create = (fields) =>
  call('POST', '/api/posts', { body: fields, key: crypto.randomUUID() });

/**
 * Changes some fields (RFC 7396).
 *
 * @param {string} id
 * @param {number} revision the one that the change was made on
 * @param {Partial<PostFields>} fields
 * @param {{ keepalive?: boolean }} [options]
 * @returns {Promise<Post>}
 */
export const change = (id, revision, fields, options) =>
  call('PATCH', at(id), {
    body: fields,
    type: 'application/merge-patch+json',
    revision,
    ...options,
  });

/** @type {(id: string, revision: number) => Promise<void>} */
export const remove = (id, revision) => call('DELETE', at(id), { revision });

/** @type {(id: string, revision: number, how: { update: Update, changeNote?: string, publishedAt?: string, withoutConsent?: boolean }) => Promise<Post>} */
export const publish = (id, revision, how) =>
  call('POST', `${at(id)}/publish`, { body: how, revision });

/** @type {(id: string, revision: number, how: { how: Removal, to?: string, reason?: string }) => Promise<Post>} */
export const unpublish = (id, revision, how) =>
  call('POST', `${at(id)}/unpublish`, { body: how, revision });

/**
 * What became of one of many posts.
 *
 * @typedef {object} Outcome
 * @property {string} id
 * @property {'done' | 'refused' | 'unclear' | 'not-tried'} outcome
 * @property {number | null} revision since then
 * @property {string | null} reason why it was not done
 */

/** @typedef {{ id: string, revision: number }} Chosen */

/** At most 200, each as if it was the only one. @type {(chosen: Chosen[], how: { update?: Update }) => Promise<{ items: Outcome[] }>} */
export const publishMany = (chosen, how) => call('POST', '/api/posts/publish', { body: { posts: chosen, ...how } });

/** @type {(chosen: Chosen[], how: { how: Removal, to?: string, reason?: string }) => Promise<{ items: Outcome[] }>} */
export const unpublishMany = (chosen, how) => call('POST', '/api/posts/unpublish', { body: { posts: chosen, ...how } });

/** @type {(id: string, revision: number, what: Wish) => Promise<Post>} */
export const schedule = (id, revision, what) => call('POST', `${at(id)}/schedule`, { body: what, revision });

/** @type {(id: string, revision: number) => Promise<Post>} */
export const unschedule = (id, revision) => call('DELETE', `${at(id)}/schedule`, { revision });

/**
 * By which clocks things happen.
 *
 * @type {() => Promise<{ zone: string, now: string }>}
 */
export const clocks = () => call('GET', '/api/schedule');

/** @type {(id: string) => Promise<Page<Revision>>} */
export const revisions = (id) => call('GET', `${at(id)}/revisions`);

/** @type {(id: string, revision: number) => Promise<{ content: Post }>} */
export const revision = (id, revision) => call('GET', `${at(id)}/revisions/${revision}`);

/** @type {(id: string, current: number, restored: number) => Promise<Post>} */
export const restore = (id, current, restored) =>
  call('POST', `${at(id)}/revisions/${restored}/restore`, { revision: current });

/**
 * Two states of a post; `rendered` with the pages that they would have.
 *
 * @type {(id: string, from: string, to: string, rendered?: boolean) => Promise<{ from: Side, to: Side, changed: string[] }>}
 */
export const compare = (id, from, to, rendered = false) =>
  call('GET', `${at(id)}/comparison?${new URLSearchParams({ from, to, rendered: String(rendered) })}`);

/** @type {(id: string, revision: number) => Promise<Post>} */
export const reset = (id, revision) => call('POST', `${at(id)}/reset`, { revision });

/** @type {(id: string) => Promise<Page<Publication>>} */
export const deliveries = (id) => call('GET', `${at(id)}/deliveries`);

/**
 * Something to look at before a post is published.
 *
 * @typedef {object} CheckItem
 * @property {string} code such as `dead-link`
 * @property {string} message
 * @property {string} field of the post
 * @property {number | null} start where in the field it is
 * @property {number | null} end
 * @property {boolean} required whether the post is not published as long as it is so
 */

/** @type {(id: string) => Promise<{ revision: number, complete: boolean, items: CheckItem[] }>} */
export const checks = (id) => call('GET', `${at(id)}/checks`);

/** Where the same publications come as server-sent events. */
export const deliveriesUrl = (/** @type {string} */ id) => `${at(id)}/deliveries`;

/** @type {(author?: string) => Promise<Page<Template>>} */
export const templates = (author = '') =>
  call('GET', `/api/templates?${new URLSearchParams(author ? { author } : {})}`);

/** @type {(name: string, author?: string) => Promise<Template>} */
export const template = (name, author = '') =>
  call('GET', `/api/templates/${encodeURIComponent(name)}?${new URLSearchParams(author ? { author } : {})}`);

/** @type {(id: string, revision: number, isOne: boolean) => Promise<Post>} */
export const asTemplate = (id, revision, isOne) => call(isOne ? 'PUT' : 'DELETE', `${at(id)}/template`, { revision });

/**
 * How a post would look with a content. The address of the original is nothing that shows.
 *
 * @param {Post} post
 * @param {Partial<PostFields> & { metadata: Record<string, unknown> }} content
 * @param {AbortSignal} [signal]
 * @returns {Promise<{ page?: string, html?: string, warnings?: string[] }>}
 */
export const preview = ({ firstPublishedAt, publishedAt }, { canonicalUrl, ...content }, signal) =>
  call('POST', '/api/preview', { body: { ...content, firstPublishedAt, publishedAt }, signal });
