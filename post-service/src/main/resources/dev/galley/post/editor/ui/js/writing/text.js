import { h } from '../ui/dom.js';
import { markdownKeys } from './markdown-keys.js';

/** @import { Draft } from './draft.js' */

const COUNT_PAUSE_MILLIS = 600;
const WORDS_PER_MINUTE = 230;

/** Title and text of a post. */
export class Text {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /**
   * @param {Draft} draft
   * @param {boolean} mayChange
   */
  constructor(draft, mayChange) {
    this.draft = draft;
    this.title = h('textarea', {
      class: 'title',
      rows: '1',
      'aria-label': 'Title',
      placeholder: 'Title',
      readonly: !mayChange,
      value: draft.fields.title,
      oninput: () => this.#titleEdited(),
      onkeydown: (/** @type {KeyboardEvent} */ event) => this.#leaveTitle(event),
    });
    this.area = h('textarea', {
      class: 'text',
      'aria-label': 'Text in Markdown',
      placeholder: 'Write…',
      readonly: !mayChange,
      value: draft.fields.body,
      oninput: () => this.#edited(),
    });
    this.count = h('p', { class: 'count figure' });
    this.keys = mayChange ? markdownKeys(this.area) : [];
    this.node = h('section', { class: 'text-column', 'aria-label': 'Writing' }, this.title, this.area, this.count);
    draft.addEventListener('replaced', () => this.#replaced());
    this.#counted();
  }

  /** Puts the caret where writing goes on: behind a short text, at the top of a long one. */
  focus() {
    const { title, area } = this;
    if (!title.value) return title.focus();
    const caret = area.scrollHeight > area.clientHeight ? 0 : area.value.length;
    area.setSelectionRange(caret, caret);
    area.focus({ preventScroll: true });
    area.scrollTop = 0;
  }

  #titleEdited() {
    const line = this.title.value.replace(/\s*\n\s*/g, ' ');
    if (line !== this.title.value) this.title.value = line;
    this.draft.edit('title', line);
  }

  /** @param {KeyboardEvent} event */
  #leaveTitle(event) {
    if (event.key !== 'Enter' || event.ctrlKey || event.metaKey || event.isComposing) return;
    event.preventDefault();
    this.area.focus();
  }

  #edited() {
    this.draft.edit('body', this.area.value);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#counted(), COUNT_PAUSE_MILLIS);
  }

  #counted() {
    const words = this.area.value.match(/\S+/g)?.length ?? 0;
    const minutes = Math.max(1, Math.round(words / WORDS_PER_MINUTE));
    this.count.textContent = `${words.toLocaleString()} words · ${minutes} min`;
  }

  /** Takes over what came from elsewhere and keeps the caret at the same words. */
  #replaced() {
    const { area, title, draft } = this;
    if (title.value !== draft.fields.title) title.value = draft.fields.title;
    const [before, after] = [area.value, draft.fields.body];
    if (before === after) return;
    let start = 0;
    while (start < before.length && before[start] === after[start]) start += 1;
    let end = 0;
    const room = Math.min(before.length, after.length) - start;
    while (end < room && before.at(-1 - end) === after.at(-1 - end)) end += 1;
    area.setRangeText(after.slice(start, after.length - end), start, before.length - end, 'preserve');
    this.#counted();
  }
}
