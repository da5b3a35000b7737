import * as api from '../api/notes.js';
import * as session from '../api/session.js';
import { fill, h } from '../ui/dom.js';
import { notice, problemText } from '../ui/notice.js';
import { changeBetween } from '../writing/highlight.js';
import { noteItem } from './note-item.js';

/** @import { Anchor, Note } from '../api/notes.js' */
/** @import { Draft } from '../writing/draft.js' */
/** @import { Autosave } from '../writing/autosave.js' */
/** @import { Text } from '../writing/text.js' */

const CONTEXT_CHARS = 40;
const MOST_CHARS = 1000;

/** Notes on a post and its passages: a list beside the text, and marks in it. */
export class Notes {
  /** @type {Note[]} */
  #notes = [];
  #me = '';
  #asked = 0;
  /** @type {{ start: number, end: number } | null} */
  #passage = null;

  /**
   * @param {Draft} draft
   * @param {Text} text
   * @param {Autosave} autosave
   * @param {boolean} mayWrite
   * @param {{ go: (start: number, end: number) => void, counted: (open: number) => void }} view leads to
   *     a passage, and hears how many notes are open
   */
  constructor(draft, text, autosave, mayWrite, view) {
    this.draft = draft;
    this.text = text;
    this.autosave = autosave;
    this.mayWrite = mayWrite;
    this.view = view;
    this.quote = h('blockquote', { class: 'passage', hidden: true });
    this.words = h('textarea', {
      class: 'input',
      rows: '3',
      maxlength: '2000',
      'aria-label': 'New note',
      placeholder: 'A note for those who write this. Select words first for a note on them.',
      onfocus: () => this.#quote(),
    });
    this.trouble = h('div');
    this.list = h('ol', { class: 'notes', 'aria-label': 'Notes' });
    this.settled = h('ol', { class: 'notes', 'aria-label': 'Resolved notes' });
    this.settledPart = h('details', { hidden: true }, h('summary', {}, 'Resolved'), this.settled);
    this.node = h('div', { class: 'notes-panel stack' }, mayWrite && this.#form(), this.trouble, this.list, this.settledPart);
  }

  #form() {
    return h(
      'form',
      {
        class: 'stack',
        onsubmit: (/** @type {Event} */ event) => {
          event.preventDefault();
          this.#add();
        },
      },
      this.quote,
      this.words,
      h('div', { class: 'row' }, h('button', { class: 'button' }, 'Add note')),
    );
  }

  /** Begins a note on what is selected in the text. */
  begin() {
    this.#quote();
    this.words.focus();
  }

  #quote() {
    const { start, end } = this.text.selection;
    const words = this.text.area.value.slice(start, end);
    this.#passage = words.trim() ? { start, end } : null;
    this.quote.hidden = !this.#passage;
    fill(this.quote, this.#passage && shortened(words));
  }

  /** Reads all notes again. */
  async load() {
    this.#asked += 1;
    const mine = this.#asked;
    try {
      this.#me = await session.personId();
      const { items } = await api.list(this.draft.post.id);
      if (mine !== this.#asked) return;
      this.#notes = items;
      fill(this.trouble);
      this.#draw();
    } catch (failure) {
      fill(this.trouble, problemText(failure));
    }
  }

  #draw() {
    const open = this.#notes.filter((note) => !note.resolved);
    const settled = this.#notes.filter((note) => note.resolved);
    this.#mark(open);
    const nothing = h('li', { class: 'empty' }, 'No notes.');
    fill(this.list, open.length > 0 ? open.map((note) => this.#item(note)) : nothing);
    fill(this.settled, settled.map((note) => this.#item(note)));
    this.settledPart.hidden = settled.length === 0;
    this.view.counted(open.length);
  }

  /** Where the server found the passages is where they are in what it has; what was typed since moves them. */
  #mark(/** @type {Note[]} */ notes) {
    const { value } = this.text.area;
    const shift = shifted(this.draft.base.body, value);
    const marks = notes.flatMap(({ id, place }) => {
      if (!place) return [];
      const [start, end] = [shift(place.start), shift(place.end)];
      return end > start ? [{ start, end, kind: 'marked', id }] : [];
    });
    this.text.mark('notes', marks);
  }

  /** @param {Note} note */
  #item(note) {
    return noteItem(note, {
      me: this.#me,
      mayWrite: this.mayWrite,
      go: () => this.#go(note),
      settle: (how) => this.#do(() => api.settle(this.draft.post.id, note, how)),
      reply: (text) => this.#do(() => api.reply(this.draft.post.id, note, text)),
      reword: (text) => this.#do(() => api.reword(this.draft.post.id, note, text)),
      remove: () => this.#do(() => api.remove(this.draft.post.id, note)),
      removeReply: (reply) => this.#do(() => api.removeReply(this.draft.post.id, note, reply)),
    });
  }

  #go(/** @type {Note} */ note) {
    const mark = this.text.marks('notes').find(({ id }) => id === note.id);
    if (mark) this.view.go(mark.start, mark.end);
    else notice('The text of this note is gone.');
  }

  async #add() {
    const text = this.words.value.trim();
    if (!text) return;
    const passage = this.#passage;
    const done = await this.#do(async () => {
      // The server looks for the passage in what it has.
      if (passage) await this.autosave.flush();
      await api.add(this.draft.post.id, { text, ...(passage && { anchor: anchorOf(this.text.area.value, passage) }) });
    });
    if (!done) return;
    this.words.value = '';
    this.#passage = null;
    this.quote.hidden = true;
  }

  /** @param {() => Promise<unknown>} change */
  async #do(change) {
    try {
      await change();
      await this.load();
      return true;
    } catch (failure) {
      await this.load();
      fill(this.trouble, problemText(failure));
      return false;
    }
  }
}

/**
 * @param {string} text
 * @param {{ start: number, end: number }} passage
 * @returns {Anchor}
 */
function anchorOf(text, { start, end }) {
  const last = Math.min(end, start + MOST_CHARS);
  return {
    exact: text.slice(start, last),
    prefix: text.slice(Math.max(0, start - CONTEXT_CHARS), start),
    suffix: text.slice(last, last + CONTEXT_CHARS),
    start,
  };
}

/**
 * How offsets of one text are to be read in another that differs from it in one place.
 *
 * @param {string} before
 * @param {string} after
 * @returns {(offset: number) => number}
 */
function shifted(before, after) {
  const { start, removed, added } = changeBetween(before.replace(/\r\n?/g, '\n'), after);
  return (offset) => {
    if (offset <= start) return offset;
    return offset >= start + removed ? offset + added - removed : Math.min(offset, start + added);
  };
}

const shortened = (/** @type {string} */ words) => (words.length > 160 ? `${words.slice(0, 159)}…` : words);
