import { fill, h } from '../ui/dom.js';
import { TEXT, readLine } from '../writing/markdown-line.js';

/** @import { Draft } from '../writing/draft.js' */
/** @import { Tab } from '../ui/tabs.js' */

const PAUSE_MILLIS = 400;
const UNDERLINE = /^ {0,3}(=+|-{2,})\s*$/;

/** @typedef {{ level: number, words: string, start: number }} Heading */

/**
 * The headings of the text, to go to.
 *
 * @param {Draft} draft
 * @param {(start: number) => void} go
 * @returns {Tab}
 */
export function outlineTab(draft, go) {
  const node = h('nav', { class: 'outline', 'aria-label': 'Headings' });
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  let active = false;
  const show = () => {
    const headings = headingsOf(draft.fields.body);
    const top = Math.min(...headings.map(({ level }) => level));
    fill(
      node,
      headings.length === 0
        ? h('p', { class: 'hint' }, 'No headings yet. A line that begins with ## is one.')
        : h('ol', {}, headings.map(({ level, words, start }) => row(level - top, level, words, () => go(start)))),
    );
  };
  for (const event of ['edited', 'replaced']) {
    draft.addEventListener(event, () => {
      clearTimeout(timer);
      if (active) timer = setTimeout(show, PAUSE_MILLIS);
    });
  }
  return {
    name: 'outline',
    label: 'Outline',
    panel: h('div', { class: 'panel' }, node),
    shown() {
      active = true;
      show();
    },
    hidden: () => (active = false),
  };
}

/**
 * @param {number} depth
 * @param {number} level
 * @param {string} words
 * @param {() => void} go
 */
function row(depth, level, words, go) {
  return h(
    'li',
    { class: `depth-${depth}` },
    h('button', { class: 'button quiet', type: 'button', onclick: go }, words || 'Without words', h('span', { class: 'unseen' }, `, level ${level}`)),
  );
}

/**
 * @param {string} text
 * @returns {Heading[]}
 */
function headingsOf(text) {
  /** @type {Heading[]} */
  const found = [];
  let inside = TEXT;
  let start = 0;
  let before = { words: '', start: 0 };
  for (const line of text.split('\n')) {
    const { kind, inside: after } = readLine(line, inside);
    const underline = kind === 'heading' ? UNDERLINE.exec(line) : null;
    if (underline && before.words) found.push({ ...before, level: underline[1][0] === '=' ? 1 : 2 });
    else if (kind === 'heading' && !underline) found.push(atx(line, start));
    before = { words: kind === '' && !inside ? line.trim() : '', start };
    inside = after;
    start += line.length + 1;
  }
  return found;
}

/**
 * @param {string} line
 * @param {number} start
 * @returns {Heading}
 */
function atx(line, start) {
  const marks = /#+/.exec(line)?.[0].length ?? 1;
  const words = line.replace(/^\s*#+\s*/, '').replace(/\s+#+\s*$/, '').replace(/\s*\{[:#][^}]*\}\s*$/, '');
  return { level: marks, words, start };
}
