import { h } from '../ui/dom.js';
import { commonRuns } from './match.js';

/** @import { Leaf } from '../ui/dom.js' */

/** So many unchanged lines stay around a change. */
const CONTEXT = 1;

/**
 * Two texts side by side, line by line, with the words that differ marked.
 *
 * @param {{ caption: string, left: string, right: string }} names
 * @param {string} left
 * @param {string} right
 */
export function comparison(names, left, right) {
  const lines = { left: left.split('\n'), right: right.split('\n') };
  const rows = [];
  let done = { left: 0, right: 0 };
  for (const run of [...commonRuns(lines.left, lines.right), end(lines)]) {
    rows.push(...changed(lines.left.slice(done.left, run.a), lines.right.slice(done.right, run.b)));
    rows.push(...unchanged(lines.left.slice(run.a, run.a + run.length)));
    done = { left: run.a + run.length, right: run.b + run.length };
  }
  return h(
    'div',
    { class: 'comparison', tabindex: '0', role: 'region', 'aria-label': names.caption },
    h(
      'table',
      {},
      h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, names.left), h('th', { scope: 'col' }, names.right))),
      h('tbody', {}, rows),
    ),
  );
}

/** @param {{ left: string[], right: string[] }} lines */
const end = (lines) => ({ a: lines.left.length, b: lines.right.length, length: 0 });

/**
 * @param {string[]} left
 * @param {string[]} right
 */
function changed(left, right) {
  return Array.from({ length: Math.max(left.length, right.length) }, (_, index) => {
    const [before, after] = words(left[index] ?? '', right[index] ?? '');
    return h(
      'tr',
      { class: 'changed' },
      h('td', {}, left[index] === undefined ? null : before),
      h('td', {}, right[index] === undefined ? null : after),
    );
  });
}

/** @param {string[]} lines */
function unchanged(lines) {
  const row = (/** @type {string} */ line) => h('tr', {}, h('td', {}, line), h('td', {}, line));
  const hidden = lines.length - 2 * CONTEXT;
  if (hidden < 2) return lines.map(row);
  return [
    ...lines.slice(0, CONTEXT).map(row),
    h('tr', { class: 'gap' }, h('td', { colspan: '2' }, `${hidden} lines are the same`)),
    ...lines.slice(-CONTEXT).map(row),
  ];
}

/**
 * @param {string} left
 * @param {string} right
 * @returns {[Leaf[], Leaf[]]}
 */
function words(left, right) {
  const parts = { left: left.split(/(\s+)/), right: right.split(/(\s+)/) };
  /** @type {Leaf[]} */
  const before = [];
  /** @type {Leaf[]} */
  const after = [];
  let done = { left: 0, right: 0 };
  for (const run of [...commonRuns(parts.left, parts.right), end(parts)]) {
    before.push(marked('del', parts.left.slice(done.left, run.a)));
    after.push(marked('ins', parts.right.slice(done.right, run.b)));
    const common = parts.left.slice(run.a, run.a + run.length).join('');
    before.push(common);
    after.push(common);
    done = { left: run.a + run.length, right: run.b + run.length };
  }
  return [before, after];
}

/**
 * @param {'del' | 'ins'} tag
 * @param {string[]} parts
 */
const marked = (tag, parts) => (parts.length > 0 ? h(tag, {}, parts.join('')) : null);
