import { fill, h } from '../ui/dom.js';
import { stateMark } from '../posts/states.js';
import { scheduleMark } from '../schedule/schedule-mark.js';
import { SaveMark } from './save-mark.js';

/** @import { Post } from '../api/types.js' */
/** @import { Draft } from './draft.js' */

/** The line above a post: its state, what is saved, and Publish. */
export class PostBar {
  /**
   * @param {Draft} draft
   * @param {{ save: () => void, signIn: () => void, publish: () => void, unschedule: () => void }} actions
   */
  constructor(draft, actions) {
    this.draft = draft;
    this.saved = new SaveMark({ retry: actions.save, signIn: actions.signIn });
    this.heading = h('h1', { class: 'unseen' });
    this.state = h('div', { class: 'row' });
    this.present = h('div');
    this.cancel = h('button', { class: 'button small for-editors', type: 'button', onclick: actions.unschedule }, 'Cancel schedule');
    this.button = h('button', { class: 'button primary for-editors', type: 'button', onclick: actions.publish });
    this.node = h('div', { class: 'post-bar' }, this.heading, this.state, this.present, this.saved.node, this.button);
    draft.addEventListener('stored', () => this.#refresh());
    this.#refresh();
    this.saved.show({ kind: 'saved', at: null });
  }

  #refresh() {
    const { post, fields } = this.draft;
    fill(this.heading, fields.title || 'Untitled');
    fill(
      this.state,
      stateMark(post.state),
      post.unpublishedChanges && h('span', { class: 'changed hint' }, 'unpublished changes'),
      scheduleMark(post),
      post.schedule && this.cancel,
      post.live && h('a', { class: 'hint', href: `/${post.live.slug}`, target: '_blank' }, 'View page'),
    );
    fill(this.button, publishLabel(post));
    this.button.hidden = post.state === 'TEMPLATE';
    // Nothing asks to be published when readers have it all.
    this.button.classList.toggle('primary', !post.live || post.unpublishedChanges);
  }
}

/** @param {Post} post */
function publishLabel(post) {
  if (!post.live) return post.state === 'SCHEDULED' ? 'Publish or move…' : 'Publish…';
  return post.unpublishedChanges ? 'Publish changes…' : 'Publish again…';
}
