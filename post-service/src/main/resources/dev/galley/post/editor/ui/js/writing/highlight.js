import { h } from '../ui/dom.js';
import { TEXT, readLine } from './markdown-line.js';

/** @import { Inside, Stretch } from './markdown-line.js' */

/**
 * A passage of the text that is marked, by offsets in the whole text.
 *
 * @typedef {{ start: number, end: number, kind: string, id?: string }} Mark
 */

/**
 * @typedef {object} Line
 * @property {string} text
 * @property {HTMLElement} node
 * @property {Inside | null} before in what it begins; null while that is not known
 * @property {Inside} after in what the next one begins
 * @property {string} kind
 * @property {Stretch[]} stretches
 * @property {boolean} marked
 */

/**
 * The text in colours, laid out exactly as the field in front of it, whose own letters cannot be
 * seen. The field stays the browser's: caret, undo, spelling, input methods and screen readers know
 * nothing of this. So nothing here may change how wide a letter is.
 */
export class Highlight {
  /** @type {Line[]} */
  #lines = [];
  #text = '';
  /** @type {Map<string, Mark[]>} */
  #marks = new Map();
  /** @type {Mark[]} */
  #all = [];

  constructor() {
    this.node = h('div', { class: 'highlight', 'aria-hidden': 'true' });
  }

  /** Shows another text; only lines that changed are looked at. */
  show(/** @type {string} */ text) {
    const before = this.#text;
    if (text === before && this.#lines.length > 0) return;
    this.#text = text;
    this.#moveMarks(before, text);
    const texts = text.split('\n');
    const [first, kept] = sameEnds(this.#lines, texts);
    const fresh = texts.slice(first, texts.length - kept).map(lineOf);
    const old = this.#lines.splice(first, this.#lines.length - first - kept, ...fresh);
    const next = this.#lines[first + fresh.length]?.node ?? null;
    for (const { node } of old) node.remove();
    const nodes = document.createDocumentFragment();
    for (const { node } of fresh) nodes.append(node);
    this.node.insertBefore(nodes, next);
    this.#read(first, first + fresh.length);
  }

  /**
   * Marks passages, in place of those of the same group.
   *
   * @param {string} group whose they are, such as `find`
   * @param {Mark[]} marks
   */
  mark(group, marks) {
    if (marks.length === 0 && !this.#marks.get(group)?.length) return;
    this.#marks.set(group, marks);
    this.#all = [...this.#marks.values()].flat();
    this.#paintMarks();
  }

  /** The passages of a group, where they are now. */
  marks(/** @type {string} */ group) {
    return this.#marks.get(group) ?? [];
  }

  /**
   * Where a passage is shown, in the window; null when it is empty.
   *
   * @param {number} start
   * @param {number} end
   */
  place(start, end) {
    const range = document.createRange();
    range.setStart(...this.#point(start));
    range.setEnd(...this.#point(end));
    const [first] = range.getClientRects();
    return first ?? this.#lineAt(start).line.node.getBoundingClientRect();
  }

  /** @param {number} offset */
  #lineAt(offset) {
    let at = 0;
    for (const line of this.#lines) {
      if (offset <= at + line.text.length) return { line, within: offset - at };
      at += line.text.length + 1;
    }
    const line = this.#lines[this.#lines.length - 1];
    return { line, within: line.text.length };
  }

  /**
   * @param {number} offset
   * @returns {[Node, number]}
   */
  #point(offset) {
    const { line, within } = this.#lineAt(offset);
    const walker = document.createTreeWalker(line.node, NodeFilter.SHOW_TEXT);
    let rest = within;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const { length } = /** @type {Text} */ (node);
      if (rest <= length) return [node, rest];
      rest -= length;
    }
    return [line.node, 0];
  }

  /**
   * Reads lines from the first on that is new, to where nothing is different any more.
   *
   * @param {number} first
   * @param {number} known the first one that was read before
   */
  #read(first, known) {
    let inside = first > 0 ? this.#lines[first - 1].after : TEXT;
    let offset = 0;
    for (let index = 0; index < first; index += 1) offset += this.#lines[index].text.length + 1;
    for (let index = first; index < this.#lines.length; index += 1) {
      const line = this.#lines[index];
      if (index >= known && line.before === inside) return;
      const { kind, stretches, inside: after } = readLine(line.text, inside);
      Object.assign(line, { before: inside, after, kind, stretches });
      this.#paint(line, offset);
      offset += line.text.length + 1;
      inside = after;
    }
  }

  #paintMarks() {
    let offset = 0;
    for (const line of this.#lines) {
      if (line.marked || this.#marksIn(line, offset).length > 0) this.#paint(line, offset);
      offset += line.text.length + 1;
    }
  }

  /**
   * @param {Line} line
   * @param {number} offset where it begins
   * @returns {Stretch[]}
   */
  #marksIn({ text }, offset) {
    return this.#all.flatMap(({ start, end, kind }) =>
      start < offset + text.length && end > offset
        ? [{ start: Math.max(0, start - offset), end: Math.min(text.length, end - offset), kind: `marked ${kind}` }]
        : [],
    );
  }

  /**
   * @param {Line} line
   * @param {number} offset
   */
  #paint(line, offset) {
    const marks = this.#marksIn(line, offset);
    line.marked = marks.length > 0;
    line.node.className = line.kind ? `line md-${line.kind}` : 'line';
    const stretches = line.stretches.map((each) => ({ ...each, kind: `md-${each.kind}` }));
    line.node.replaceChildren(...pieces(line.text, [...stretches, ...marks]));
  }

  /**
   * Marks stay with their words.
   *
   * @param {string} before
   * @param {string} after
   */
  #moveMarks(before, after) {
    if (this.#all.length === 0) return;
    const { start, removed, added } = changeBetween(before, after);
    const moved = (/** @type {number} */ at, /** @type {boolean} */ end) => {
      if (at < start || (at === start && end)) return at;
      return at >= start + removed ? at + added - removed : end ? start : start + added;
    };
    for (const [group, marks] of this.#marks) {
      this.#marks.set(
        group,
        marks
          .map((mark) => ({ ...mark, start: moved(mark.start, false), end: moved(mark.end, true) }))
          .filter((mark) => mark.end > mark.start),
      );
    }
    this.#all = [...this.#marks.values()].flat();
  }
}

/**
 * The one stretch in which two texts differ.
 *
 * @param {string} before
 * @param {string} after
 */
export function changeBetween(before, after) {
  let start = 0;
  const shorter = Math.min(before.length, after.length);
  while (start < shorter && before[start] === after[start]) start += 1;
  let end = 0;
  while (end < shorter - start && before.at(-1 - end) === after.at(-1 - end)) end += 1;
  return { start, removed: before.length - start - end, added: after.length - start - end };
}

/**
 * How many lines are the same at the beginning, and how many at the end.
 *
 * @param {Line[]} lines
 * @param {string[]} texts
 * @returns {[number, number]}
 */
function sameEnds(lines, texts) {
  const shorter = Math.min(lines.length, texts.length);
  let first = 0;
  while (first < shorter && lines[first].text === texts[first]) first += 1;
  let last = 0;
  while (last < shorter - first && lines[lines.length - 1 - last].text === texts[texts.length - 1 - last]) last += 1;
  return [first, last];
}

/** @returns {Line} */
const lineOf = (/** @type {string} */ text) => ({
  text,
  node: h('div', { class: 'line' }),
  before: null,
  after: TEXT,
  kind: '',
  stretches: [],
  marked: false,
});

/**
 * A line cut wherever a stretch begins or ends, each piece with the classes of all that it is in.
 *
 * @param {string} text
 * @param {Stretch[]} stretches
 * @returns {(Node | string)[]}
 */
function pieces(text, stretches) {
  // An empty line has a height, too.
  if (text === '') return [document.createElement('br')];
  if (stretches.length === 0) return [text];
  const cuts = [...new Set([0, text.length, ...stretches.flatMap(({ start, end }) => [start, end])])].sort((a, b) => a - b);
  const sorted = [...stretches].sort((a, b) => a.start - b.start);
  /** @type {Stretch[]} */
  let open = [];
  let next = 0;
  return cuts.slice(0, -1).map((from, index) => {
    while (next < sorted.length && sorted[next].start <= from) open.push(sorted[next++]);
    open = open.filter(({ end }) => end > from);
    const piece = text.slice(from, cuts[index + 1]);
    return open.length > 0 ? h('span', { class: open.map(({ kind }) => kind).join(' ') }, piece) : piece;
  });
}
