import * as links from '../api/preview-links.js';
import { ask } from '../ui/dialog.js';
import { fill, h } from '../ui/dom.js';
import { field, input } from '../ui/fields.js';
import { notice, problemText } from '../ui/notice.js';
import { fully, shortly } from '../ui/times.js';

/** @import { PreviewLink } from '../api/preview-links.js' */
/** @import { Autosave } from '../writing/autosave.js' */

const TIMES = [
  [1, 'a day'],
  [7, 'a week'],
  [30, '30 days'],
  [90, '90 days'],
];
const USUAL_DAYS = '7';
const DAY_MILLIS = 86_400_000;

/**
 * The way to show a post to somebody who has no account.
 *
 * @param {string} id the post's
 * @param {Autosave} autosave
 */
export function previewLinks(id, autosave) {
  return h(
    'div',
    { class: 'for-editors' },
    h('button', { class: 'button', type: 'button', onclick: () => share(id, autosave) }, 'Preview links…'),
  );
}

/**
 * @param {string} id
 * @param {Autosave} autosave
 */
async function share(id, autosave) {
  const label = input({ maxlength: '100' });
  const days = h('select', { class: 'input' }, TIMES.map(([value, name]) => h('option', { value }, name)));
  days.value = USUAL_DAYS;
  const made = h('div');
  const list = h('ul', { class: 'preview-links', 'aria-label': 'Preview links' });
  const refresh = async () => {
    try {
      const { items } = await links.list(id);
      const nothing = h('li', { class: 'hint' }, 'Nobody has a link now.');
      fill(list, items.length > 0 ? items.map((link) => row(link)) : nothing);
    } catch (failure) {
      fill(list, h('li', {}, problemText(failure)));
    }
  };
  const row = (/** @type {PreviewLink} */ link) =>
    h(
      'li',
      {},
      h('span', {}, h('strong', {}, link.label || 'For nobody in particular'), h('span', { class: 'hint' }, ` by ${link.by}, until `, h('time', { datetime: link.expiresAt, title: fully(link.expiresAt) }, shortly(link.expiresAt)))),
      h('button', { class: 'button small danger', type: 'button', 'aria-label': `End the link ${link.label ? `for ${link.label}` : `until ${fully(link.expiresAt)}`}`, onclick: () => end(link) }, 'End'),
    );
  const end = async (/** @type {PreviewLink} */ link) => {
    try {
      await links.revoke(id, link);
      fill(made);
    } catch (failure) {
      notice(failure instanceof Error ? failure.message : String(failure));
    }
    await refresh();
  };
  const make = async () => {
    try {
      await autosave.flush();
      const expiresAt = new Date(Date.now() + Number(days.value) * DAY_MILLIS - 1000).toISOString();
      const link = await links.create(id, { expiresAt, ...(label.value.trim() && { label: label.value.trim() }) });
      show(link.url ?? '');
      label.value = '';
    } catch (failure) {
      fill(made, problemText(failure));
    }
    await refresh();
  };
  const show = (/** @type {string} */ url) => {
    const address = input({ value: url, readonly: true, name: 'preview-link' });
    const copy = async () => {
      address.select();
      try {
        await navigator.clipboard.writeText(url);
        notice('The link is copied.');
      } catch {
        notice('Copy the link that is selected.');
      }
    };
    fill(
      made,
      field('The link', address, 'It is shown this once. Whoever has it sees the text as it is when they look.'),
      h('button', { class: 'button small', type: 'button', onclick: copy }, 'Copy'),
    );
    address.focus();
    address.select();
  };
  const closing = ask({
    title: 'Show it before it is published',
    content: [
      h('p', {}, 'A link shows the page as readers would see it, without an account, until it ends.'),
      field('For whom', label, 'Only for this list.'),
      field('Good for', days),
      h('div', {}, h('button', { class: 'button', type: 'button', onclick: make }, 'Make a link')),
      made,
      list,
    ],
  });
  await refresh();
  await closing;
}
