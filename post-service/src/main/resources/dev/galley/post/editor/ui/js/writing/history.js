import * as posts from '../api/posts.js';
import { comparison } from '../merge/comparison.js';
import { ask } from '../ui/dialog.js';
import { fill, h } from '../ui/dom.js';
import { notice, problemText } from '../ui/notice.js';
import { fully, shortly } from '../ui/times.js';
import { fieldsOf } from './draft.js';

/** @import { Revision } from '../api/types.js' */
/** @import { Autosave } from './autosave.js' */
/** @import { Draft } from './draft.js' */

/** Every saved revision of a post, to compare with and to go back to. */
export class History {
  /**
   * @param {Draft} draft
   * @param {Autosave} autosave
   * @param {boolean} mayChange
   */
  constructor(draft, autosave, mayChange) {
    this.draft = draft;
    this.mayChange = mayChange;
    this.autosave = autosave;
    this.node = h('div', { class: 'history' });
  }

  /** Reads the list again. */
  async load() {
    try {
      const { items } = await posts.revisions(this.draft.post.id);
      const newestFirst = [...items].sort((a, b) => b.revision - a.revision);
      fill(this.node, h('ol', { reversed: true }, newestFirst.map((each) => this.#row(each))));
    } catch (failure) {
      fill(this.node, problemText(failure));
    }
  }

  /** @param {Revision} revision */
  #row(revision) {
    const current = revision.revision === this.draft.post.revision;
    return h(
      'li',
      {},
      h(
        'p',
        {},
        h('strong', { class: 'figure' }, `${revision.revision}. ${said(revision)}`),
        h('span', { class: 'hint' }, ' by ', revision.by, ', '),
        h('time', { class: 'hint', datetime: revision.at, title: fully(revision.at) }, shortly(revision.at)),
      ),
      current
        ? h('span', { class: 'hint' }, 'now')
        : h(
            'button',
            {
              class: 'button small',
              type: 'button',
              'aria-label': `Compare revision ${revision.revision} with the text`,
              onclick: () => this.#compare(revision.revision),
            },
            'Compare',
          ),
    );
  }

  /** @param {number} number */
  async #compare(number) {
    try {
      await this.autosave.flush();
      const old = (await posts.revision(this.draft.post.id, number)).content;
      const names = { caption: 'Differences', left: `Revision ${number}`, right: 'Now' };
      const asText = (/** @type {{ title: string, body: string }} */ { title, body }) => `${title}\n\n${body}`;
      const restored = await ask({
        title: `Revision ${number} and now`,
        wide: true,
        content: comparison(names, asText(old), asText(this.draft.fields)),
        confirm: this.mayChange ? `Restore revision ${number}` : undefined,
        act: () => this.#restore(number),
      });
      if (restored) notice(`Revision ${number} is back. What stood here before is in the history.`);
    } catch (failure) {
      notice(failure instanceof Error ? failure.message : String(failure));
    }
  }

  /** @param {number} number */
  async #restore(number) {
    const { id, revision } = this.draft.post;
    const post = await posts.restore(id, revision, number);
    this.draft.replace(post, fieldsOf(post));
    await this.load();
  }
}

/** @param {Revision} revision */
function said({ action, note }) {
  const word = action.charAt(0) + action.slice(1).toLowerCase();
  return note ? `${word} (${note})` : word;
}
