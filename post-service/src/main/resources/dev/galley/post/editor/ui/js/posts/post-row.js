import { reviewMark } from '../review/marks.js';
import { h } from '../ui/dom.js';
import { fully, shortly } from '../ui/times.js';
import { scheduleMark } from '../schedule/schedule-mark.js';
import { stateMark } from './states.js';

/** @import { Post } from '../api/types.js' */

/**
 * One line of the list of posts.
 *
 * @param {Post} post
 * @param {HTMLElement} [pick] chooses it
 * @param {string | false} [heading] of the day whose first post it is
 */
export function postRow(post, pick, heading = false) {
  return h(
    'li',
    {},
    heading && h('h2', { class: 'day' }, heading),
    pick,
    h('a', { href: `/editor/posts/${post.id}` }, post.title || 'Untitled'),
    stateMark(post.state),
    h(
      'p',
      { class: 'about' },
      post.authors.length > 0 && h('span', {}, post.authors.join(', ')),
      h('span', {}, post.kind),
      h('time', { datetime: post.updatedAt, title: fully(post.updatedAt) }, shortly(post.updatedAt)),
      post.unpublishedChanges && h('span', { class: 'changed' }, 'unpublished changes'),
      reviewMark(post),
      scheduleMark(post),
    ),
  );
}
