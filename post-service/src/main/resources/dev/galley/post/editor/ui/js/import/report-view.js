import { h } from '../ui/dom.js';
import { groups, recognised, text } from './plan.js';

/** @import { Report } from '../api/imports.js' */
/** @import { Group, Line } from './plan.js' */

/** More would be read by nobody here; the file has all. */
const SHOWN = 100;

/**
 * What an import did or would do, with the files behind each.
 *
 * @param {Report} report
 * @param {string} name of the imported file
 */
export function reportView(report, name) {
  const base = `${name.replace(/\.\w+$/, '')}-${report.dryRun ? 'plan' : 'report'}`;
  return h(
    'div',
    { class: 'stack' },
    h('p', {}, recognised(report)),
    h('div', { class: 'plan' }, groups(report).map(group)),
    h(
      'p',
      { class: 'row' },
      download('As text', `${base}.txt`, 'text/plain', () => text(report)),
      download('As JSON', `${base}.json`, 'application/json', () => `${JSON.stringify({ ...report, upload: undefined }, null, 2)}\n`),
    ),
  );
}

/** @param {Group} group */
function group({ title, hint, mark, lines }) {
  const list = h('ul');
  const open = () => {
    if (list.childElementCount) return;
    list.append(...lines.slice(0, SHOWN).map(item));
    if (lines.length > SHOWN) list.append(h('li', { class: 'hint' }, `and ${lines.length - SHOWN} more: take the list as text or JSON.`));
  };
  return h(
    'details',
    { ontoggle: open },
    h('summary', {}, h('span', { class: `state ${mark}` }, title), h('span', { class: 'figure' }, lines.length)),
    hint && h('p', { class: 'hint' }, hint),
    list,
  );
}

/** @param {Line} line */
const item = ({ path, says, post }) =>
  h(
    'li',
    {},
    h('code', {}, post ? h('a', { href: `/editor/posts/${encodeURIComponent(post)}` }, path) : path),
    says && h('span', {}, says),
  );

/**
 * @param {string} label
 * @param {string} file
 * @param {string} type
 * @param {() => string} content
 */
function download(label, file, type, content) {
  const save = () => {
    const href = URL.createObjectURL(new Blob([content()], { type: `${type};charset=utf-8` }));
    h('a', { href, download: file }).click();
    setTimeout(() => URL.revokeObjectURL(href), 60_000);
  };
  return h('button', { class: 'button small', type: 'button', onclick: save }, label);
}
