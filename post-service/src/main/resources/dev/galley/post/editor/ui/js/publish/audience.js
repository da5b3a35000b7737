import * as channels from '../api/channels.js';
import * as subscribers from '../api/subscribers.js';
import { fill, h } from '../ui/dom.js';

/** @import { Post } from '../api/types.js' */
/** @import { Channel } from '../api/channels.js' */

/**
 * Whom a post reaches when it is announced: filled in when it is known, empty when it cannot be found
 * out.
 *
 * @param {Post} post
 */
export function audience(post) {
  const node = h('p', { class: 'hint', role: 'status' });
  const about = { tags: post.tags, authors: post.authors, kind: post.kind };
  Promise.all([subscribers.audience(about), channels.list()])
    .then(([reached, all]) => fill(node, sentence(reached, all.filter((channel) => wants(channel, about)))))
    .catch(() => fill(node));
  return node;
}

/**
 * @param {subscribers.Audience} reached
 * @param {Channel[]} told
 */
function sentence({ atOnce, daily, weekly, websub }, told) {
  const count = (/** @type {Channel['kind']} */ kind, /** @type {string} */ name) => {
    const number = told.filter((channel) => channel.kind === kind).length;
    return number > 0 && `${number} ${name}${number === 1 ? '' : 's'}`;
  };
  const parts = [
    atOnce && `${atOnce} by e-mail at once`,
    daily.subscribers && `${daily.subscribers} in the digest of ${weekday(daily.at)}`,
    weekly.subscribers && `${weekly.subscribers} in ${weekday(weekly.at)}’s weekly digest`,
    count('webhook', 'webhook'),
    count('room', 'chat room'),
    websub && `${websub} program${websub === 1 ? '' : 's'} by WebSub`,
  ].filter(Boolean);
  return parts.length > 0 ? `An announcement reaches ${parts.join(', ')}.` : 'Nobody has subscribed yet, so an announcement reaches the feeds alone.';
}

const weekday = (/** @type {string} */ at) => new Date(at).toLocaleDateString('en', { weekday: 'long' });

/**
 * Whether a channel is told of a publication.
 *
 * @param {Channel} channel
 * @param {{ tags: string[], kind: string }} post
 */
export function wants(channel, post) {
  /** @type {{ types: string[], kinds: string[] }} */
  const { types, kinds } = channel.kind === 'webhook' ? channel : { types: [], kinds: [] };
  return (
    channel.enabled &&
    (types.length === 0 || types.includes('post.published')) &&
    (channel.tags.length === 0 || channel.tags.some((tag) => post.tags.includes(tag))) &&
    (kinds.length === 0 || kinds.includes(post.kind))
  );
}
