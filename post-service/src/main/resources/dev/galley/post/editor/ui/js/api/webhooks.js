import { call } from './http.js';

/** @import { Webhook, WebhookDelivery, WebhookFields } from './types.js' */
/** @import { Page } from './posts.js' */

const at = (/** @type {string} */ id) => `/api/webhooks/${encodeURIComponent(id)}`;

/** @type {() => Promise<Page<Webhook>>} */
export const list = () => call('GET', '/api/webhooks');

/** @type {(fields: WebhookFields) => Promise<Webhook>} */
export const create = (fields) => call('POST', '/api/webhooks', { body: fields });

/** @type {(id: string, fields: Partial<WebhookFields & { enabled: boolean }>) => Promise<Webhook>} */
export const change = (id, fields) => call('PATCH', at(id), { body: fields });

/** @type {(id: string) => Promise<void>} */
export const remove = (id) => call('DELETE', at(id));

/** Sends a ping. @type {(id: string) => Promise<WebhookDelivery>} */
export const test = (id) => call('POST', `${at(id)}/test`);

/** @type {(id: string) => Promise<{ secret: string, previousExpiresAt: string | null }>} */
export const rotate = (id) => call('POST', `${at(id)}/rotate`);

/** @type {(id: string, cursor?: string) => Promise<Page<WebhookDelivery>>} */
export const deliveries = (id, cursor) =>
  call('GET', `${at(id)}/deliveries?${new URLSearchParams({ limit: '20', ...(cursor ? { cursor } : {}) })}`);

/** With the message. @type {(id: string, deliveryId: string) => Promise<WebhookDelivery>} */
export const delivery = (id, deliveryId) => call('GET', `${at(id)}/deliveries/${encodeURIComponent(deliveryId)}`);

/** All that failed. @type {(id: string) => Promise<{ resent: number }>} */
export const resendFailed = (id) => call('POST', `${at(id)}/resend`);

/** @type {(id: string, deliveryId: string) => Promise<WebhookDelivery>} */
export const resend = (id, deliveryId) =>
  call('POST', `${at(id)}/deliveries/${encodeURIComponent(deliveryId)}/resend`);
