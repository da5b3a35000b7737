import * as announcements from './announcements.js';
import * as rooms from './rooms.js';
import * as session from './session.js';
import * as webhooks from './webhooks.js';

/** @import { Webhook } from './types.js' */
/** @import { Room } from './rooms.js' */

/** @typedef {{ kind: 'webhook' } & Webhook | { kind: 'room' } & Room} Channel */

/** All that are told of posts, but for people by e-mail. @returns {Promise<Channel[]>} */
export async function list() {
  const [hooks, chats] = await Promise.all([webhooks.list(), rooms.list()]);
  return [
    ...hooks.items.map((hook) => ({ kind: /** @type {const} */ ('webhook'), ...hook })),
    ...chats.items.map((room) => ({ kind: /** @type {const} */ ('room'), ...room })),
  ];
}

/** How to call the API about one. */
export function of(/** @type {Pick<Channel, 'kind' | 'id'>} */ { kind, id }) {
  const api = kind === 'webhook' ? webhooks : rooms;
  return {
    test: () => api.test(id),
    remove: () => api.remove(id),
    /** Off also says that somebody has seen why it is. */
    enable: (/** @type {boolean} */ enabled) => api.change(id, { enabled }),
    deliveries: (/** @type {string | undefined} */ cursor) => api.deliveries(id, cursor),
    resendFailed: () => api.resendFailed(id),
    resend: (/** @type {{ id: string, postId: string, revision: number }} */ delivery) =>
      kind === 'webhook' ? webhooks.resend(id, delivery.id) : announcements.resend(delivery.id.slice(0, delivery.id.indexOf(`:chat:${id}`)), delivery.id),
    /** The message itself; null where none is kept. */
    message: async (/** @type {{ id: string }} */ delivery) => (kind === 'webhook' ? (await webhooks.delivery(id, delivery.id)).payload : null),
  };
}

/** Those that were switched off for failing, and nobody has said anything to it yet. */
export const givenUp = (/** @type {Channel[]} */ channels) => channels.filter(({ gaveUpAt }) => gaveUpAt);

/** Whether any is; asked by what is shown everywhere, so it is quiet when it cannot be found out. */
export async function anyGivenUp() {
  try {
    return (await session.mayManage()) && givenUp(await list()).length > 0;
  } catch {
    return false;
  }
}
