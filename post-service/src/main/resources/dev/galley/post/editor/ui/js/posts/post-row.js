import { reviewMark } from '../review/marks.js';
import { h } from '../ui/dom.js';
import { fully, shortly } from '../ui/times.js';
import { stateMark } from './states.js';

/** @import { Post } from '../api/types.js' */

/** One line of the list of posts. */
export function postRow(/** @type {Post} */ post) {
  return h(
    'li',
    {},
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
    ),
  );
}
