import * as posts from '../api/posts.js';
import { comparison } from '../merge/comparison.js';
import { ask } from '../ui/dialog.js';
import { fill, h } from '../ui/dom.js';
import { problemText } from '../ui/notice.js';
import { pages, textOf } from './preview-document.js';

/**
 * Which states of a post, each as the API names it, and what they are to whoever looks.
 *
 * @typedef {object} States
 * @property {string} from
 * @property {string} to
 * @property {string} left
 * @property {string} right
 */

/**
 * Two states of a post beside each other: as text, and as readers see them.
 *
 * @param {string} id the post's
 * @param {States} which
 * @param {{ title: string, confirm?: string, act?: () => unknown }} how
 */
export async function compareStates(id, which, { title, confirm, act }) {
  const { from, to, changed } = await posts.compare(id, which.from, which.to);
  const asText = (/** @type {{ title: string, body: string }} */ { title, body }) => `${title}\n\n${body}`;
  const others = changed.filter((name) => name !== 'title' && name !== 'body');
  const rendered = h('div', { class: 'stack' });
  const asPages = h('details', { ontoggle: () => asPages.open && render(id, which, rendered) }, h('summary', {}, 'As pages'), rendered);
  return ask({
    title,
    wide: true,
    content: [
      comparison({ caption: 'Differences', left: which.left, right: which.right }, asText(from.content), asText(to.content)),
      others.length > 0 && h('p', { class: 'hint' }, `Also different: ${others.join(', ')}.`),
      asPages,
    ],
    confirm,
    act,
  });
}

/**
 * @param {string} id
 * @param {States} which
 * @param {HTMLElement} place
 */
async function render(id, { from, to, left, right }, place) {
  if (place.hasChildNodes()) return;
  try {
    const both = await posts.compare(id, from, to, true);
    const [before, after] = [both.from.page ?? '', both.to.page ?? ''];
    const words =
      textOf(before) === textOf(after)
        ? h('p', { class: 'hint' }, 'Readers get the same words.')
        : comparison({ caption: 'What readers get', left, right }, textOf(before), textOf(after));
    fill(place, words, pages([left, before], [right, after]));
  } catch (failure) {
    fill(place, problemText(failure));
  }
}
