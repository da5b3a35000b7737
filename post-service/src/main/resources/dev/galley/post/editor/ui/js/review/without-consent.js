import * as reviews from '../api/reviews.js';
import * as session from '../api/session.js';
import { fill, h } from '../ui/dom.js';

/** @import { Post } from '../api/types.js' */

/**
 * What the publication's dialog asks where consent is missing; nothing where it is not.
 *
 * @param {Post} post
 */
export function withoutConsent(post) {
  const box = h('input', { type: 'checkbox' });
  const node = h('div');
  // Without an answer nothing is asked here; the publication itself is refused then.
  show(post, node, box).catch(() => fill(node));
  return { node, read: () => (box.checked ? { withoutConsent: true } : {}) };
}

/**
 * @param {Post} post
 * @param {HTMLElement} node
 * @param {HTMLInputElement} box
 */
async function show(post, node, box) {
  const { kinds } = await reviews.settings();
  if (kinds.length === 0) return;
  const { needed, round, contentRevision } = await reviews.read(post.id);
  if (!needed) return;
  if (round?.state === 'consented' && round.revision === contentRevision) return;
  const mayGo = ['editor', 'owner'].includes((await session.current()).role);
  fill(
    node,
    h(
      'div',
      { class: 'debt' },
      h('p', {}, 'This post is published by consent, and there is none to this text yet. Ask for it under Review.'),
      mayGo && h('label', { class: 'check' }, box, ' Publish it without; somebody else will have to review it afterwards'),
    ),
  );
}
