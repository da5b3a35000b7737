import * as channels from '../api/channels.js';
import * as rooms from '../api/rooms.js';
import * as session from '../api/session.js';
import * as webhooks from '../api/webhooks.js';
import { fill, h } from '../ui/dom.js';
import { ChannelItem } from './channel-item.js';
import { roomDialog } from './room-dialog.js';
import { showSecret } from './secret-dialog.js';
import { Subscriptions } from './subscriptions.js';
import { webhookDialog } from './webhook-dialog.js';

/** @import { View } from '../ui/router.js' */
/** @import { Channel } from '../api/channels.js' */

/**
 * Whom Galley tells of posts: programs and chats; people by e-mail have a view of their own.
 *
 * @param {(anyGivenUp: boolean) => void} shown hears whether something is to be decided
 * @returns {Promise<View>}
 */
export async function channelsView(shown) {
  const decisions = h('div', { class: 'stack decisions' });
  const hooks = h('ul', { class: 'channels' });
  const chats = h('ul', { class: 'channels' });
  const show = async () => {
    const all = await channels.list();
    const items = new Map(all.map((channel) => [channel.id, new ChannelItem(channel, show)]));
    /** @type {(kind: Channel['kind'], none: string) => HTMLElement | HTMLElement[]} */
    const nodes = (kind, none) => {
      const found = all.filter((channel) => channel.kind === kind).flatMap(({ id }) => items.get(id)?.node ?? []);
      return found.length > 0 ? found : h('li', { class: 'empty' }, none);
    };
    fill(hooks, nodes('webhook', 'No webhooks yet. Add one to tell another program of your posts.'));
    fill(chats, nodes('room', 'No chat rooms yet. Add one to tell your colleagues where they are.'));
    const givenUp = channels.givenUp(all);
    fill(decisions, givenUp.map(({ id }) => items.get(id)?.decision));
    shown(givenUp.length > 0);
  };
  const addWebhook = () =>
    webhookDialog('Add a webhook', null, async (fields) => {
      const { secret } = await webhooks.create(fields);
      await show();
      if (secret) showSecret(secret, 'The webhook is in use from now on.');
    });
  const addRoom = () =>
    roomDialog('Add a chat room', null, async (fields) => {
      await rooms.create(fields);
      await show();
    });
  // Who reads is for those who may end it.
  const subscriptions = (await session.mayManage()) ? new Subscriptions() : null;
  await Promise.all([show(), subscriptions?.load()]);
  return {
    title: 'Channels',
    node: h(
      'div',
      { class: 'page' },
      h('div', { class: 'page-head' }, h('h1', {}, 'Channels')),
      decisions,
      h(
        'p',
        { class: 'hint intro' },
        'Who is told when a post appears or leaves, once its page is live. What fails is tried again for three days, and each channel’s log says what it was told. People who get mails are under ',
        h('a', { class: 'for-managers', href: '/editor/subscribers' }, 'Subscribers'),
        '.',
      ),
      section('Webhooks', 'Programs. Each message is signed (Standard Webhooks).', 'Add webhook', addWebhook, hooks),
      section('Chat rooms and accounts', 'A short message with a link. What is unclear, such as a call without an answer, is not said twice.', 'Add chat room', addRoom, chats),
      subscriptions && section('Feed readers', 'Programs that have subscribed to a feed at this site’s hub (WebSub), each for a time.', null, null, subscriptions.node),
    ),
  };
}

/**
 * @param {string} title
 * @param {string} about
 * @param {string | null} label
 * @param {(() => unknown) | null} add
 * @param {HTMLElement} list
 */
const section = (title, about, label, add, list) =>
  h(
    'section',
    { class: 'channel-kind', 'aria-label': title },
    h('div', { class: 'channel-head' }, h('h2', {}, title), label && h('button', { class: 'button small for-managers', type: 'button', onclick: add }, label)),
    h('p', { class: 'hint' }, about),
    list,
  );
