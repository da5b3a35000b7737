import * as posts from '../api/posts.js';
import { fill, h } from '../ui/dom.js';
import { notice } from '../ui/notice.js';

/** @import { Autosave } from '../writing/autosave.js' */
/** @import { Draft } from '../writing/draft.js' */

/**
 * Makes a draft a template and back; there is nothing to see where that is not possible.
 *
 * @param {Draft} draft
 * @param {Autosave} autosave
 */
export function templateSwitch(draft, autosave) {
  const node = h('div', { class: 'for-editors stack' });
  const change = async (/** @type {boolean} */ isOne) => {
    try {
      await autosave.flush();
      const { id, revision } = draft.post;
      draft.stored(await posts.asTemplate(id, revision, isOne), {});
      notice(isOne ? 'Posts can begin with this now.' : 'It is a draft again.');
    } catch (failure) {
      notice(failure instanceof Error ? failure.message : String(failure));
    }
  };
  const button = (/** @type {string} */ label, /** @type {() => void} */ onclick) =>
    h('div', {}, h('button', { class: 'button', type: 'button', onclick }, label));
  const refresh = () => {
    const { state, firstPublishedAt } = draft.post;
    if (state === 'TEMPLATE') {
      fill(node, h('p', { class: 'hint' }, 'This is a template: {week}, {date} and {author} are filled in when a post begins with it.'), button('Make it a draft again', () => change(false)));
    } else fill(node, state === 'DRAFT' && !firstPublishedAt && button('Use as a template', () => change(true)));
  };
  draft.addEventListener('stored', refresh);
  refresh();
  return node;
}
