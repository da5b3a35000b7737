import { call } from './http.js';

/** @import { ChannelDelivery } from './types.js' */
/** @import { Page } from './posts.js' */

/**
 * @typedef {'slack' | 'mattermost' | 'discord' | 'matrix' | 'mastodon'} Form
 *
 * @typedef {object} Room a room of a chat
 * @property {string} id
 * @property {string} name
 * @property {Form} form
 * @property {string} host of its address, which is shown to nobody again
 * @property {string[]} tags empty for all
 * @property {boolean} enabled
 * @property {string | null} disabledReason
 * @property {number} failures since the last success
 * @property {string | null} gaveUpAt
 *
 * @typedef {{ name: string, tags: string[], url?: string, token?: string, visibility?: string }} RoomFields
 */

const at = (/** @type {string} */ id) => `/api/channels/${encodeURIComponent(id)}`;

/** @type {() => Promise<Page<Room>>} */
export const list = () => call('GET', '/api/channels');

/** @type {(fields: RoomFields & { form: Form }) => Promise<Room>} */
export const create = (fields) => call('POST', '/api/channels', { body: fields });

/** @type {(id: string, fields: Partial<RoomFields & { enabled: boolean }>) => Promise<Room>} */
export const change = (id, fields) => call('PATCH', at(id), { body: fields });

/** @type {(id: string) => Promise<void>} */
export const remove = (id) => call('DELETE', at(id));

/** Says something now. @type {(id: string) => Promise<ChannelDelivery>} */
export const test = (id) => call('POST', `${at(id)}/test`);

/** @type {(id: string, cursor?: string) => Promise<Page<ChannelDelivery>>} */
export const deliveries = (id, cursor) =>
  call('GET', `${at(id)}/deliveries?${new URLSearchParams({ limit: '20', ...(cursor ? { cursor } : {}) })}`);

/** All that failed. @type {(id: string) => Promise<{ resent: number }>} */
export const resendFailed = (id) => call('POST', `${at(id)}/resend`);
