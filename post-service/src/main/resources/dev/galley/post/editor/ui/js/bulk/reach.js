import * as channels from '../api/channels.js';
import * as subscribers from '../api/subscribers.js';
import { wants } from '../publish/audience.js';
import { counted } from '../ui/counted.js';
import { fill, h } from '../ui/dom.js';

/** @import { Channel } from '../api/channels.js' */
/** @import { Post } from '../api/types.js' */

/** Of more different audiences it is only said that there are. */
const MOST_ASKED = 30;

/**
 * Whom the announcements of many posts reach: filled in when it is known.
 *
 * @param {Post[]} announced
 */
export function reach(announced) {
  const node = h('p', { class: 'hint', role: 'status' });
  if (announced.length > 0) {
    sentence(announced)
      .then((words) => fill(node, words))
      .catch(() => fill(node, 'Whom the announcements reach cannot be told at the moment.'));
  }
  return node;
}

/** @param {Post[]} announced */
async function sentence(announced) {
  const groups = [...grouped(announced).values()];
  if (groups.length > MOST_ASKED) return 'Everybody who subscribed to them is told of each.';
  const [all, ...reached] = await Promise.all([channels.list(), ...groups.map(([post]) => subscribers.audience(aboutOf(post)))]);
  const sizes = groups.map((posts) => posts.length);
  const sum = (/** @type {number[]} */ numbers) => numbers.reduce((a, b) => a + b, 0);
  const mails = sum(reached.map(({ atOnce }, index) => atOnce * sizes[index]));
  const inDigests = Math.max(...reached.map(({ daily, weekly }) => daily.subscribers + weekly.subscribers));
  const calls = (/** @type {Channel['kind']} */ kind) =>
    sum(all.filter((channel) => channel.kind === kind).map((channel) => announced.filter((post) => wants(channel, post)).length));
  const pings = sum(reached.map(({ websub }, index) => websub * sizes[index]));
  const parts = [
    mails > 0 && `${counted(mails, 'mail')} at once`,
    inDigests > 0 && `the digests of ${groups.length > 1 ? 'at least ' : ''}${counted(inDigests, 'subscriber')}`,
    calls('webhook') > 0 && `${counted(calls('webhook'), 'call')} of webhooks`,
    calls('room') > 0 && `${counted(calls('room'), 'message')} to chat rooms`,
    pings > 0 && `${counted(pings, 'message')} by WebSub`,
  ].filter(Boolean);
  return parts.length > 0 ? `The announcements come to ${parts.join(', ')}.` : 'Nobody has subscribed yet, so the announcements reach the feeds alone.';
}

const aboutOf = (/** @type {Post} */ { tags, authors, kind }) => ({ tags, authors, kind });

/** @param {Post[]} posts */
function grouped(posts) {
  /** @type {Map<string, Post[]>} */
  const groups = new Map();
  for (const post of posts) {
    const key = JSON.stringify(aboutOf(post));
    groups.set(key, [...(groups.get(key) ?? []), post]);
  }
  return groups;
}
