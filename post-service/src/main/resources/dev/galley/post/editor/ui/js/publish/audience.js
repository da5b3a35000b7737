import * as subscribers from '../api/subscribers.js';
import * as webhooks from '../api/webhooks.js';
import { fill, h } from '../ui/dom.js';

/** @import { Post } from '../api/types.js' */

/**
 * Whom a post reaches when it is announced: filled in when it is known, empty when it cannot be found
 * out.
 *
 * @param {Post} post
 */
export function audience(post) {
  const node = h('p', { class: 'hint', role: 'status' });
  const about = { tags: post.tags, authors: post.authors, kind: post.kind };
  Promise.all([subscribers.audience(about), webhooks.list()])
    .then(([reached, { items }]) => fill(node, sentence(reached, items.filter((hook) => wants(hook, about)).length)))
    .catch(() => fill(node));
  return node;
}

/**
 * @param {subscribers.Audience} reached
 * @param {number} hooks
 */
function sentence({ atOnce, daily, weekly }, hooks) {
  const parts = [
    atOnce && `${atOnce} by e-mail at once`,
    daily.subscribers && `${daily.subscribers} in the digest of ${weekday(daily.at)}`,
    weekly.subscribers && `${weekly.subscribers} in ${weekday(weekly.at)}’s weekly digest`,
    hooks && `${hooks} ${hooks === 1 ? 'webhook' : 'webhooks'}`,
  ].filter(Boolean);
  return parts.length > 0 ? `An announcement reaches ${parts.join(', ')}.` : 'Nobody has subscribed yet, so an announcement reaches the feeds alone.';
}

const weekday = (/** @type {string} */ at) => new Date(at).toLocaleDateString('en', { weekday: 'long' });

/**
 * @param {import('../api/types.js').Webhook} hook
 * @param {{ tags: string[], kind: string }} post
 */
const wants = ({ enabled, types, tags, kinds }, post) =>
  enabled &&
  (types.length === 0 || types.includes('post.published')) &&
  (tags.length === 0 || tags.some((tag) => post.tags.includes(tag))) &&
  (kinds.length === 0 || kinds.includes(post.kind));
