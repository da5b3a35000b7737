import { h } from '../ui/dom.js';
import { inZone, ownZone } from './zones.js';

/** @import { Post } from '../api/types.js' */

/**
 * What shall happen to a post at a time, or why it did not; nothing where nothing shall.
 *
 * @param {Post} post
 */
export function scheduleMark({ schedule, live }) {
  if (!schedule) return null;
  const { action, at, zone, by, failure } = schedule;
  const when = h('time', { datetime: at, title: `${inZone(at, zone, true)}, by ${by}` }, inZone(at, ownZone()));
  if (failure) return h('span', { class: 'schedule failed' }, 'Not done at ', when, `: ${failure.reason}`);
  const what = action === 'unpublish' ? 'Leaves the site' : live ? 'Changes go live' : 'Goes live';
  return h('span', { class: 'schedule' }, `${what} `, when);
}
