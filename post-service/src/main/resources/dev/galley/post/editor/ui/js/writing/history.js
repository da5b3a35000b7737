import * as posts from '../api/posts.js';
import { ask } from '../ui/dialog.js';
import { fill, h } from '../ui/dom.js';
import { notice, problemText } from '../ui/notice.js';
import { inZone, knownZone, ownZone } from '../schedule/zones.js';
import { fully, shortly } from '../ui/times.js';
import { compareStates } from './compare-states.js';
import { fieldsOf } from './draft.js';

/** @import { Post, Revision } from '../api/types.js' */
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
      fill(this.node, this.#pair(newestFirst), h('ol', { reversed: true }, newestFirst.map((each) => this.#row(each))));
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

  /** @param {Revision[]} revisions */
  #pair(revisions) {
    const choice = (/** @type {string} */ label, /** @type {string} */ chosen) =>
      h('select', { class: 'input', 'aria-label': label, value: chosen }, this.#states(revisions));
    const live = this.draft.post.live;
    const oldest = revisions[revisions.length - 1]?.revision ?? 1;
    const from = choice('Compare', live ? 'live' : String(oldest));
    const to = choice('with', 'working');
    return h(
      'form',
      {
        class: 'pair row',
        onsubmit: (/** @type {Event} */ event) => {
          event.preventDefault();
          this.#comparePair(from, to);
        },
      },
      from,
      to,
      h('button', { class: 'button small' }, 'Compare both'),
      this.mayChange && live && this.draft.post.unpublishedChanges && h('button', { class: 'button small', type: 'button', onclick: () => this.#askReset() }, 'Reset to what is live…'),
    );
  }

  /** @param {Revision[]} revisions */
  #states(revisions) {
    return [
      h('option', { value: 'working' }, 'Now'),
      this.draft.post.live && h('option', { value: 'live' }, 'What is live'),
      ...revisions.map((each) => h('option', { value: each.revision }, `${each.revision}. ${said(each)} by ${each.by}`)),
    ];
  }

  /**
   * @param {HTMLSelectElement} from
   * @param {HTMLSelectElement} to
   */
  async #comparePair(from, to) {
    const names = [from, to].map((select) => select.selectedOptions[0]?.textContent ?? '');
    try {
      await this.autosave.flush();
      await compareStates(this.draft.post.id, { from: from.value, to: to.value, left: names[0], right: names[1] }, { title: 'Compare' });
    } catch (failure) {
      notice(failure instanceof Error ? failure.message : String(failure));
    }
  }

  /** @param {number} number */
  async #compare(number) {
    try {
      await this.autosave.flush();
      const restored = await compareStates(
        this.draft.post.id,
        { from: String(number), to: 'working', left: `Revision ${number}`, right: 'Now' },
        {
          title: `Revision ${number} and now`,
          confirm: this.mayChange ? `Restore revision ${number}` : undefined,
          act: () => this.#restore(number),
        },
      );
      if (restored) notice(`Revision ${number} is back. What stood here before is in the history.`);
    } catch (failure) {
      notice(failure instanceof Error ? failure.message : String(failure));
    }
  }

  async #askReset() {
    const done = await ask({
      title: 'Reset to what is live?',
      content: h('p', {}, 'The text becomes what readers see now. What stands here stays in the history.'),
      confirm: 'Reset',
      act: async () => {
        await this.autosave.flush();
        const { id, revision } = this.draft.post;
        this.#replace(await posts.reset(id, revision));
      },
    });
    if (done) notice('The text is what readers see. What stood here before is in the history.');
  }

  /** @param {number} number */
  async #restore(number) {
    const { id, revision } = this.draft.post;
    this.#replace(await posts.restore(id, revision, number));
  }

  #replace(/** @type {Post} */ post) {
    this.draft.replace(post, fieldsOf(post));
    this.load();
  }
}

/** @param {Revision} revision */
function said({ action, note }) {
  const word = action.charAt(0) + action.slice(1).toLowerCase().replace('_', ' ');
  return note ? `${word} (${inWords(note)})` : word;
}

/** A moment as the server writes it, and by whose clocks it was chosen. */
const MOMENT = /(\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d))(?: ([A-Z]\w+(?:\/[\w+-]+)+|UTC)(?![\w/]))?/g;

/** The same with its moments as people write them, by the clocks that they were chosen by. */
const inWords = (/** @type {string} */ note) =>
  note.replace(MOMENT, (_, /** @type {string} */ moment, /** @type {string | undefined} */ zone) =>
    zone && knownZone(zone) === zone ? `${inZone(moment, zone, true)}, ${zone}` : inZone(moment, ownZone(), true));
