import * as posts from '../api/posts.js';
import { fill, h } from '../ui/dom.js';
import { problemText } from '../ui/notice.js';
import { LABELS } from '../writing/draft.js';

/** @import { CheckItem } from '../api/posts.js' */
/** @import { Draft, FieldName } from '../writing/draft.js' */

/**
 * What to look at before a post is published, each with the way to its place.
 */
export class Checklist {
  #asked = 0;

  /**
   * @param {Draft} draft
   * @param {(item: CheckItem) => void} go
   */
  constructor(draft, go) {
    this.draft = draft;
    this.go = go;
    this.node = h('section', { class: 'checks stack tight', 'aria-label': 'Checks', 'aria-busy': 'true' }, h('p', { class: 'hint' }, 'Looking…'));
  }

  /** Looks again at what the server has. */
  async load() {
    this.#asked += 1;
    const mine = this.#asked;
    try {
      const list = await posts.checks(this.draft.post.id);
      if (mine !== this.#asked) return null;
      fill(this.node, [this.#rows(list.items), list.complete ? null : h('p', { class: 'hint' }, 'Not everything could be checked: there are no previews at the moment.')]);
      return list;
    } catch (failure) {
      if (mine === this.#asked) fill(this.node, problemText(failure));
      return null;
    } finally {
      if (mine === this.#asked) this.node.removeAttribute('aria-busy');
    }
  }

  /** @param {CheckItem[]} items */
  #rows(items) {
    if (items.length === 0) return h('p', { class: 'state good' }, 'Nothing to mend.');
    return h('ul', { class: 'check-list' }, items.map((item) => this.#row(item)));
  }

  /** @param {CheckItem} item */
  #row(item) {
    const label = LABELS[/** @type {FieldName} */ (item.field)];
    const where = item.field === 'body' ? item.start !== null && 'Show' : label && `Go to ${label.toLowerCase()}`;
    return h(
      'li',
      {},
      item.required && h('span', { class: 'state bad' }, 'Required'),
      h('span', { class: 'check-words' }, item.message),
      where && h('button', { class: 'button small', type: 'button', 'aria-label': `${where}: ${item.message}`, onclick: () => this.go(item) }, where),
    );
  }
}
