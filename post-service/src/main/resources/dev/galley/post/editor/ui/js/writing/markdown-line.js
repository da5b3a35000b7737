/**
 * A stretch of a line that looks like something.
 *
 * @typedef {{ start: number, end: number, kind: string }} Stretch
 */

/**
 * In what a line begins: the text, an HTML comment, or a block of code, named by its fence.
 *
 * @typedef {string} Inside
 */

export const TEXT = '';
const COMMENT = '<!--';

const FENCE = /^ {0,3}(`{3,}|~{3,})(.*)$/;
const HEADING = /^ {0,3}#{1,6}(?=\s|$)/;
const UNDERLINE = /^ {0,3}(?:=+|-{2,})\s*$/;
const BLOCK_MARK = /^\s*(?:>\s?)*(?:(?:[-*+]|\d{1,9}[.)])\s+(?:\[[ xX]\]\s)?)?/;
const ATTRIBUTES = /^\s*\{:[^}\n]*\}\s*$/;
const DEFINITION = /^ {0,3}\[[^\]\n]{1,300}\]:\s/;

/**
 * What is looked for inside of a line; the first that begins earliest wins. Every repetition has a
 * bound, so that no line takes long.
 *
 * @type {[string, RegExp][]}
 */
const SPANS = [
  ['escape', /\\[!-/:-@[-`{-~]/y],
  ['code', /(`+)(?!`)[^\n]{1,1000}?(?<!`)\1(?!`)/y],
  ['comment', /<!--.{0,1000}?-->/y],
  ['tag', /<\/?[A-Za-z][^<>\n]{0,500}>/y],
  ['image', /!\[[^\]\n]{0,500}\](?:\([^()\n]{0,1000}(?:\([^()\n]{0,200}\)[^()\n]{0,200})?\)|\[[^\]\n]{0,300}\])/y],
  ['note', /\[\^[^\]\s]{1,100}\]/y],
  ['link', /\[[^\]\n]{1,500}\](?:\([^()\n]{0,1000}(?:\([^()\n]{0,200}\)[^()\n]{0,200})?\)|\[[^\]\n]{0,300}\])/y],
  ['strong', /(\*\*|__)(?=\S)[^\n]{1,500}?(?<=\S)\1/y],
  ['emphasis', /\*(?=[^\s*])[^*\n]{1,500}(?<=\S)\*|(?<![\p{L}\p{N}])_(?=[^\s_])[^_\n]{1,500}(?<=\S)_(?![\p{L}\p{N}])/uy],
  ['struck', /~~(?=\S)[^~\n]{1,500}(?<=\S)~~/y],
];
/** By the first letter, so that most patterns are not tried. */
const BY_FIRST = new Map(
  Object.entries({ '\\': ['escape'], '`': ['code'], '<': ['comment', 'tag'], '!': ['image'], '[': ['note', 'link'], '*': ['strong', 'emphasis'], _: ['strong', 'emphasis'], '~': ['struck'] })
    .map(([first, kinds]) => [first, SPANS.filter(([kind]) => kinds.includes(kind))]),
);
/** A longer line is no paragraph that anybody wrote: it stays plain, and typing in it quick. */
const MOST_CHARS = 5000;
const MAY_BEGIN = /[\\`<![*_~]/g;

/**
 * Finds what a line of Markdown is made of, as far as colours go. It reads lines and not documents:
 * what it takes for something else than a renderer does has the wrong colour and nothing more.
 *
 * @param {string} line
 * @param {Inside} inside in what the line begins
 * @returns {{ kind: string, stretches: Stretch[], inside: Inside }} in what the next one begins
 */
export function readLine(line, inside) {
  if (inside === COMMENT) return { kind: 'comment', stretches: [], inside: line.includes('-->') ? TEXT : COMMENT };
  const fence = FENCE.exec(line);
  if (inside) {
    const ends = fence && fence[1].startsWith(inside) && fence[2].trim() === '';
    return { kind: 'code', stretches: [], inside: ends ? TEXT : inside };
  }
  if (fence && !(fence[1][0] === '`' && fence[2].includes('`'))) return { kind: 'code', stretches: [], inside: fence[1] };
  if (/^ {0,3}<!--(?!.*-->)/.test(line)) return { kind: 'comment', stretches: [], inside: COMMENT };
  if (ATTRIBUTES.test(line)) return { kind: 'comment', stretches: [], inside: TEXT };
  const heading = HEADING.exec(line) ?? UNDERLINE.exec(line);
  const mark = heading ?? BLOCK_MARK.exec(line);
  const at = mark?.[0].length ?? 0;
  const stretches = spans(line, at);
  if (mark?.[0].trim()) stretches.unshift({ start: 0, end: at, kind: 'mark' });
  const kind = heading ? 'heading' : /^\s*>/.test(line) ? 'quote' : DEFINITION.test(line) ? 'definition' : '';
  return { kind, stretches, inside: TEXT };
}

/**
 * @param {string} line
 * @param {number} from
 */
function spans(line, from) {
  /** @type {Stretch[]} */
  const found = [];
  if (line.length > MOST_CHARS) return found;
  MAY_BEGIN.lastIndex = from;
  for (let begin = MAY_BEGIN.exec(line); begin; begin = MAY_BEGIN.exec(line)) {
    const at = begin.index;
    const span = spanAt(line, at);
    if (!span) continue;
    found.push(span);
    if (span.kind === 'link' || span.kind === 'image') found.push(...address(line, span));
    // Words in bold may hold links, links may not hold words in bold: good enough for colours.
    MAY_BEGIN.lastIndex = span.kind === 'strong' ? at + 2 : span.kind === 'emphasis' ? at + 1 : span.end;
  }
  return found;
}

/**
 * @param {string} line
 * @param {number} at
 * @returns {Stretch | null}
 */
function spanAt(line, at) {
  for (const [kind, pattern] of BY_FIRST.get(line[at]) ?? []) {
    pattern.lastIndex = at;
    const match = pattern.exec(line);
    if (match) return { start: at, end: at + match[0].length, kind };
  }
  return null;
}

/**
 * Where a link leads, which is less to read than its words.
 *
 * @param {string} line
 * @param {Stretch} link
 */
function address(line, { start, end }) {
  const from = line.indexOf(']', start);
  return [{ start: from + 1, end, kind: 'address' }];
}
