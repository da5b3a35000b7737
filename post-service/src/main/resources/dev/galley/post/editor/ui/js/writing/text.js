import { linkTool } from '../links/link-dialog.js';
import { pictureTool } from '../pictures/add-pictures.js';
import { h } from '../ui/dom.js';
import { Find } from './find.js';
import { FullScreen } from './full-screen.js';
import { Highlight, changeBetween } from './highlight.js';
import { markdownKeys } from './markdown-keys.js';
import { toolbar } from './toolbar.js';

/** @import { Draft } from './draft.js' */
/** @import { Mark } from './highlight.js' */

const COUNT_PAUSE_MILLIS = 600;
const WORDS_PER_MINUTE = 230;
/** How far from the upper edge a place comes to rest. */
const AT_HEIGHT = 0.3;

/**
 * Title and text of a post. Whoever wants to point at something in the text uses {@link go},
 * {@link mark} and {@link selection}; what changes is heard from the draft.
 */
export class Text {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  #highlight = new Highlight();

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
    this.find = new Find(this, mayChange);
    this.fullScreen = new FullScreen();
    this.sheet = h('div', { class: 'sheet' }, this.#highlight.node, this.area);
    const { actions, keys } = mayChange
      ? markdownKeys(this.area, [linkTool(this), pictureTool(this)])
      : { actions: [], keys: [] };
    this.keys = keys;
    this.tools = toolbar('Formatting', this.area, [...actions, this.find.tool, this.fullScreen.tool]);
    this.node = h(
      'section',
      { class: 'text-column', 'aria-label': 'Writing' },
      this.title,
      h('div', { class: 'tools' }, this.tools, this.find.node),
      this.sheet,
      this.count,
    );
    draft.addEventListener('replaced', () => this.#replaced());
    this.#shown();
    this.#counted();
  }

  /** What is selected, or where the caret is. */
  get selection() {
    return { start: this.area.selectionStart, end: this.area.selectionEnd };
  }

  /** Puts the caret where writing goes on: behind a short text, at the top of a long one. */
  focus() {
    const { title, area, sheet } = this;
    if (!title.value) return title.focus();
    const caret = area.offsetHeight > sheet.clientHeight ? 0 : area.value.length;
    area.setSelectionRange(caret, caret);
    area.focus({ preventScroll: true });
    sheet.scrollTop = 0;
  }

  /**
   * Selects a passage and brings it into sight.
   *
   * @param {number} start
   * @param {number} [end]
   * @param {{ focus?: boolean }} [how] without the focus the passage is only shown
   */
  go(start, end = start, { focus = true } = {}) {
    this.area.setSelectionRange(start, end);
    if (focus) this.area.focus({ preventScroll: true });
    const { top, height } = this.#highlight.place(start, end);
    const scroller = this.sheet.scrollHeight > this.sheet.clientHeight ? this.sheet : document.scrollingElement;
    const frame = scroller === this.sheet ? this.sheet.getBoundingClientRect() : { top: 0, height: window.innerHeight };
    const within = top - frame.top;
    if (within < 0.2 * frame.height || within + height > 0.85 * frame.height) scroller?.scrollBy(0, within - AT_HEIGHT * frame.height);
  }

  /**
   * Marks passages, in place of the former ones of the same group. They stay with their words; the
   * kind is a class for the style sheet.
   *
   * @param {string} group
   * @param {Mark[]} marks
   */
  mark(group, marks) {
    this.#highlight.mark(group, marks);
  }

  /** The passages of a group, where they are now. */
  marks(/** @type {string} */ group) {
    return this.#highlight.marks(group);
  }

  /**
   * Puts words in place of a passage, so that the browser's undo knows it, and selects them.
   *
   * @param {number} start
   * @param {number} end
   * @param {string} words
   */
  replace(start, end, words) {
    this.area.focus({ preventScroll: true });
    this.area.setSelectionRange(start, end);
    document.execCommand('insertText', false, words);
    this.area.setSelectionRange(start, start + words.length);
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
    this.#shown();
    this.draft.edit('body', this.area.value);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#counted(), COUNT_PAUSE_MILLIS);
  }

  #shown() {
    this.#highlight.show(this.area.value);
    this.find.edited();
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
    const { start, removed, added } = changeBetween(before, after);
    area.setRangeText(after.slice(start, start + added), start, start + removed, 'preserve');
    this.#shown();
    this.#counted();
  }
}
