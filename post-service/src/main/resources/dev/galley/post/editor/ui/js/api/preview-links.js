import { call } from './http.js';

/**
 * @typedef {object} PreviewLink
 * @property {string} id
 * @property {string | null} label for whom it is
 * @property {string} by
 * @property {string} expiresAt
 * @property {string | null} url only right after it was made
 */

const at = (/** @type {string} */ id) => `/api/posts/${encodeURIComponent(id)}/preview-links`;

/** @type {(id: string) => Promise<{ items: PreviewLink[] }>} */
export const list = (id) => call('GET', at(id));

/** @type {(id: string, link: { label?: string, expiresAt: string }) => Promise<PreviewLink>} */
export const create = (id, link) => call('POST', at(id), { body: link });

/** @type {(id: string, link: PreviewLink) => Promise<void>} */
export const revoke = (id, link) => call('DELETE', `${at(id)}/${link.id}`);
