import { fill, h } from '../ui/dom.js';
import { input } from '../ui/fields.js';

/** @import { Text } from './text.js' */
/** @import { Mark } from './highlight.js' */
/** @import { Tool } from './toolbar.js' */

const MOST_SHOWN = 1000;
const GROUP = 'find';

/** Finds words in the text, and puts others in their place. */
export class Find {
  /** @type {Mark[]} */
  #found = [];
  #current = -1;

  /**
   * @param {Text} text
   * @param {boolean} mayChange
   */
  constructor(text, mayChange) {
    this.text = text;
    this.words = input({ 'aria-label': 'Find', placeholder: 'Find', oninput: () => this.#search(true), onkeydown: this.#keys((back) => this.#step(back ? -1 : 1)) });
    this.others = input({ 'aria-label': 'Replace by', placeholder: 'Replace by', onkeydown: this.#keys(() => this.#replace()) });
    this.exact = h('input', { type: 'checkbox', onchange: () => this.#search(true) });
    this.said = h('span', { class: 'hint figure', role: 'status' });
    const button = (/** @type {string} */ label, /** @type {() => void} */ run) =>
      h('button', { class: 'button small', type: 'button', onclick: run }, label);
    this.node = h(
      'div',
      { class: 'find', role: 'search', 'aria-label': 'In this text', hidden: true },
      this.words,
      h('div', { class: 'row' }, button('Previous', () => this.#step(-1)), button('Next', () => this.#step(1)), h('label', { class: 'check' }, this.exact, 'Same case'), this.said),
      mayChange && this.others,
      h(
        'div',
        { class: 'row' },
        mayChange && [button('Replace', () => this.#replace()), button('Replace all', () => this.#replaceAll())],
        button('Done', () => this.close()),
      ),
    );
    /** @type {Tool} */
    this.tool = { label: mayChange ? 'Find and replace' : 'Find', sign: 'Find', keys: 'Ctrl+F', run: () => this.open() };
  }

  /** Opens the search, for what is selected. */
  open() {
    const { start, end } = this.text.selection;
    const selected = this.text.area.value.slice(start, end);
    if (selected && !selected.includes('\n')) this.words.value = selected;
    this.node.hidden = false;
    this.words.focus();
    this.words.select();
    this.#search(true);
  }

  /** Ends the search and leaves what was found selected. */
  close() {
    this.node.hidden = true;
    this.text.mark(GROUP, []);
    this.text.area.focus({ preventScroll: true });
  }

  /** The text is another one now. */
  edited() {
    if (!this.node.hidden) this.#search(false);
  }

  /** @param {boolean} go */
  #search(go) {
    this.#found = occurrences(this.text.area.value, this.words.value, this.exact.checked);
    const from = this.text.selection.start;
    const next = this.#found.findIndex(({ start }) => start >= from);
    this.#current = next < 0 ? Math.min(0, this.#found.length - 1) : next;
    this.#show(go);
  }

  /** @param {number} by */
  #step(by) {
    const { length } = this.#found;
    if (length === 0) return;
    this.#current = (this.#current + by + length) % length;
    this.#show(true);
  }

  /** @param {boolean} go */
  #show(go) {
    const found = this.#found;
    const current = found[this.#current];
    this.text.mark(GROUP, found.slice(0, MOST_SHOWN).map((each) => (each === current ? { ...each, kind: 'found current' } : each)));
    if (go && current) this.text.go(current.start, current.end, { focus: false });
    fill(this.said, this.words.value && (found.length === 0 ? 'Not found' : `${this.#current + 1} of ${found.length}`));
  }

  #replace() {
    const current = this.#found[this.#current];
    if (!current) return;
    const by = this.others.value;
    this.text.replace(current.start, current.end, by);
    this.text.area.setSelectionRange(current.start + by.length, current.start + by.length);
    this.#search(true);
    this.others.focus();
  }

  /** One change, so that one undo takes it back. */
  #replaceAll() {
    const found = this.#found;
    if (found.length === 0) return;
    const { value } = this.text.area;
    const [from, to] = [found[0].start, found[found.length - 1].end];
    const words = found.map(({ end }, index) => {
      const until = found[index + 1]?.start ?? end;
      return this.others.value + value.slice(end, until);
    });
    this.text.replace(from, to, words.join(''));
    this.text.go(from, from, { focus: false });
    this.#search(false);
    fill(this.said, found.length === 1 ? 'Replaced one' : `Replaced ${found.length}`);
    this.others.focus();
  }

  /** @param {(back: boolean) => void} enter */
  #keys(enter) {
    return (/** @type {KeyboardEvent} */ event) => {
      if (event.isComposing) return;
      if (event.key === 'Enter') enter(event.shiftKey);
      else if (event.key === 'Escape') this.close();
      else return;
      event.preventDefault();
      event.stopPropagation();
    };
  }
}

/**
 * @param {string} text
 * @param {string} words
 * @param {boolean} exact
 * @returns {Mark[]}
 */
function occurrences(text, words, exact) {
  if (!words) return [];
  const pattern = new RegExp(words.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'), exact ? 'gu' : 'giu');
  return [...text.matchAll(pattern)].map(({ index, 0: { length } }) => ({ start: index, end: index + length, kind: 'found' }));
}
