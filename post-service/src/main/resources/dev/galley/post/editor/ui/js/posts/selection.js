import { counted } from '../ui/counted.js';
import { fill, h } from '../ui/dom.js';
import { later } from '../ui/later.js';
import { notice } from '../ui/notice.js';

/** @import { Post } from '../api/types.js' */

const WORDS = 'Choose posts from the list';

/** What can be done with many posts; managers can do what `true` stands beside. */
const ACTIONS = /** @type {const} */ ([
  ['publish', 'Publish…', false],
  ['unpublish', 'Unpublish…', false],
  ['tag', 'Tags…', false],
  ['unschedule', 'Cancel schedules…', false],
  ['remove', 'Delete…', true],
]);

/** Which posts are chosen in a list, to do something with all of them. */
export class Selection {
  /** @type {Map<string, Post>} */
  #chosen = new Map();
  /** The boxes that are shown, from the top. @type {{ box: HTMLInputElement, post: Post }[]} */
  #shown = [];
  #last = -1;
  #busy = false;

  /**
   * @param {HTMLElement} list
   * @param {() => Promise<{ posts: Post[], all: boolean }>} everything all posts that the list stands for
   * @param {() => Promise<void>} changed hears that posts have changed
   */
  constructor(list, everything, changed) {
    this.list = list;
    this.everything = everything;
    this.changed = changed;
    this.said = h('p', { class: 'figure', role: 'status' });
    const button = (/** @type {string} */ label, /** @type {() => unknown} */ onclick, classes = '') =>
      h('button', { class: `button small${classes}`, type: 'button', onclick }, label);
    this.actions = ACTIONS.map(([name, label, managers]) =>
      button(label, () => this.#act(name), `${managers ? ' for-managers' : ''}${name === 'remove' ? ' danger' : ''}`),
    );
    this.toggle = h('button', { class: 'button', type: 'button', 'aria-expanded': 'false', onclick: () => this.open(!this.isOpen) }, 'Select');
    this.bar = h(
      'section',
      { class: 'selection', 'aria-label': 'Selected posts', hidden: true },
      this.said,
      h('div', { class: 'row' }, button('All shown', () => this.#choose(this.#shown)), button('All found', () => this.#chooseAll()), button('None', () => this.#choose([]))),
      h('div', { class: 'row' }, this.actions, button('Done', () => this.open(false))),
    );
    this.#tell();
  }

  get isOpen() {
    return !this.bar.hidden;
  }

  /** Begins to choose, or ends it. */
  open(/** @type {boolean} */ open) {
    this.bar.hidden = !open;
    this.toggle.setAttribute('aria-expanded', String(open));
    this.list.classList.toggle('selecting', open);
    if (!open) this.#choose([]);
    (open ? this.#shown[0]?.box : this.toggle)?.focus();
  }

  /** Forgets the boxes that were shown: the list begins anew. */
  begin() {
    this.#shown = [];
    this.#last = -1;
  }

  /** The box that chooses a post. */
  box(/** @type {Post} */ post) {
    const index = this.#shown.length;
    // What has changed since it was chosen is meant as it is now shown.
    if (this.#chosen.has(post.id)) this.#chosen.set(post.id, post);
    const box = h('input', {
      type: 'checkbox',
      class: 'pick',
      'aria-label': `Select ${post.title || 'Untitled'}`,
      checked: this.#chosen.has(post.id),
      onclick: (/** @type {MouseEvent} */ event) => this.#clicked(index, event.shiftKey),
    });
    this.#shown.push({ box, post });
    return box;
  }

  /**
   * @param {number} index
   * @param {boolean} range with all from the one that was clicked before
   */
  #clicked(index, range) {
    const { checked } = this.#shown[index].box;
    const from = range && this.#last >= 0 ? Math.min(this.#last, index) : index;
    const to = range && this.#last >= 0 ? Math.max(this.#last, index) : index;
    for (const { box, post } of this.#shown.slice(from, to + 1)) {
      box.checked = checked;
      if (checked) this.#chosen.set(post.id, post);
      else this.#chosen.delete(post.id);
    }
    this.#last = index;
    this.#tell();
  }

  /** @param {{ post: Post }[]} these in place of those before */
  #choose(these) {
    this.#chosen = new Map(these.map(({ post }) => [post.id, post]));
    for (const { box, post } of this.#shown) box.checked = this.#chosen.has(post.id);
    this.#tell();
  }

  async #chooseAll() {
    try {
      fill(this.said, 'Looking…');
      const { posts, all } = await this.everything();
      this.#choose(posts.map((post) => ({ post })));
      if (!all) fill(this.said, `The first ${posts.length.toLocaleString()} are selected; there are more`);
    } catch (failure) {
      this.#tell();
      notice(failure instanceof Error ? failure.message : String(failure));
    }
  }

  #tell() {
    const { size } = this.#chosen;
    fill(this.said, size > 0 ? `${counted(size, 'post')} selected` : WORDS);
    for (const action of this.actions) action.disabled = size === 0;
  }

  /** @param {typeof ACTIONS[number][0]} name */
  async #act(name) {
    if (this.#busy) return;
    this.#busy = true;
    try {
      const bulk = await later(import('../bulk/actions.js'));
      const results = await bulk.actions[name]([...this.#chosen.values()]);
      if (!results) return;
      // What could not be done stays chosen, to be tried again.
      const left = results.filter(({ outcome }) => outcome !== 'done');
      this.#choose(left);
      await this.changed();
    } catch (failure) {
      notice(failure instanceof Error ? failure.message : String(failure));
    } finally {
      this.#busy = false;
    }
  }
}
