import { fill, h } from '../ui/dom.js';

/** @import { Draft } from '../writing/draft.js' */
/** @import { Actions } from './publishing.js' */

/** The ways out: unpublish what is on the site, delete what is not. */
export class Leaving {
  /**
   * @param {Draft} draft
   * @param {Actions} actions
   */
  constructor(draft, actions) {
    this.node = h('div', { class: 'leaving for-editors' });
    const refresh = () => fill(this.node, draft.post.live ? unpublish : remove);
    const unpublish = button('Unpublish…', actions.unpublish);
    const remove = button('Delete…', actions.remove, ' for-managers');
    draft.addEventListener('stored', refresh);
    refresh();
  }
}

/**
 * @param {string} label
 * @param {() => void} onclick
 * @param {string} [classes]
 */
const button = (label, onclick, classes = '') => h('button', { class: `button danger${classes}`, type: 'button', onclick }, label);
