import * as api from '../api/assets.js';
import * as session from '../api/session.js';
import { described, nameOf, thumbnail } from '../pictures/thumbnail.js';
import { counted } from '../ui/counted.js';
import { fill, h } from '../ui/dom.js';
import { takeDropped } from '../ui/drop.js';
import { input } from '../ui/fields.js';
import { notice, problemText } from '../ui/notice.js';
import { shortcuts } from '../ui/shortcuts.js';
import { assetDialog } from './asset-dialog.js';
import { Describing } from './describing.js';
import { replication } from './replication.js';
import { Uploads } from './uploads.js';

/** @import { Asset } from '../api/assets.js' */
/** @import { Router, View } from '../ui/router.js' */

const SEARCH_PAUSE_MILLIS = 250;
const PAGE_SIZE = '48';

/** What the list can be narrowed to, each with the API's own filter. */
const FILTERS = [
  { show: '', label: 'All', filter: {} },
  { show: 'used', label: 'Used', filter: { used: 'true' } },
  { show: 'unused', label: 'Unused', filter: { used: 'false' } },
  { show: 'removed', label: 'Removed', filter: { removed: 'true' } },
];

/**
 * The site's pictures and other files.
 *
 * @param {Router} router
 * @param {URLSearchParams} query
 * @returns {Promise<View>}
 */
export async function assetsView(router, query) {
  const me = await session.current();
  const chosen = FILTERS.find(({ show }) => show === query.get('show')) ?? FILTERS[0];
  const mayChange = me.role !== 'reader' && chosen.show !== 'removed';
  const list = h('ul', { class: 'files', 'aria-label': 'Files' });
  const more = h('div', { class: 'more' });
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let pause;
  let asking = 0;
  const search = input({
    type: 'search',
    maxlength: '200',
    value: query.get('q') ?? '',
    placeholder: 'Search names and descriptions',
    'aria-label': 'Search files',
    oninput: () => {
      clearTimeout(pause);
      pause = setTimeout(searchAgain, SEARCH_PAUSE_MILLIS);
    },
  });
  const describing = new Describing(() => load());
  const uploads = new Uploads(() => load());

  /** @param {string | null} [cursor] */
  async function load(cursor = null) {
    asking += 1;
    const mine = asking;
    const page = await api.list({ ...chosen.filter, q: search.value.trim(), cursor, limit: PAGE_SIZE });
    if (mine !== asking) return;
    if (!cursor) describing.begin();
    const rows = page.items.map((asset) => row(asset));
    if (cursor) list.append(...rows);
    else fill(list, rows);
    fill(more, ending(page.next));
    return rows;
  }

  /** @param {string | null | undefined} next */
  function ending(next) {
    if (next) return h('button', { class: 'button', type: 'button', onclick: () => showMore(next) }, 'Show more');
    return !list.childElementCount && h('p', { class: 'empty' }, emptiness(chosen.show, search.value.trim()));
  }

  async function showMore(/** @type {string} */ next) {
    const rows = await load(next).catch((failure) => fill(more, problemText(failure)));
    rows?.[0]?.querySelector('button')?.focus();
  }

  /** @param {Asset} asset */
  function row(asset) {
    /** @type {HTMLElement} */
    const node = h(
      'li',
      {},
      h(
        'button',
        { class: 'file', type: 'button', onclick: () => open(asset, node) },
        thumbnail(asset),
        h('strong', { title: `/${asset.path}` }, nameOf(asset)),
        h('span', { class: 'hint' }, described(asset)),
        marks(asset),
      ),
      mayChange && describing.fields(asset),
    );
    return node;
  }

  /**
   * @param {Asset} asset
   * @param {HTMLElement} node
   */
  async function open(asset, node) {
    try {
      const after = await assetDialog(asset.path, { change: mayChange, remove: await session.mayManage() });
      if (after === 'gone') await load();
      else if (after) {
        const changed = row(after);
        node.replaceWith(changed);
        changed.querySelector('button')?.focus();
      }
    } catch (failure) {
      notice(failure instanceof Error ? failure.message : String(failure));
    }
  }

  const links = FILTERS.map(({ show, label }) => h('a', { 'aria-current': show === chosen.show ? 'true' : null }, label));
  // What was searched for is searched for in the other lists, too.
  const lead = () => links.forEach((link, index) => (link.href = address(FILTERS[index].show, search.value.trim())));
  lead();

  async function searchAgain() {
    router.rename(address(chosen.show, search.value.trim()));
    lead();
    await load().catch((failure) => fill(more, problemText(failure)));
  }

  const file = h('input', {
    type: 'file',
    multiple: true,
    class: 'unseen',
    tabindex: '-1',
    'aria-label': 'Files from this machine',
    onchange: () => {
      uploads.add([...(file.files ?? [])]);
      file.value = '';
    },
  });
  await load();
  const stopShortcuts = shortcuts([
    { keys: '/', text: 'Search the files', run: () => search.focus() },
    ...(mayChange ? [{ keys: 'U', text: 'Upload files', run: () => file.click() }] : []),
  ]);
  const node = h(
    'div',
    { class: 'page wide files-page' },
    h(
      'div',
      { class: 'page-head' },
      h('h1', {}, 'Files'),
      mayChange && h('div', { class: 'row for-editors' }, describing.toggle, h('button', { class: 'button primary', type: 'button', onclick: () => file.click() }, 'Upload…'), file),
    ),
    me.role === 'owner' && replication(),
    h('nav', { class: 'states', 'aria-label': 'Files by use' }, links),
    h('div', { class: 'search' }, h('search', {}, search)),
    mayChange && h('p', { class: 'hint' }, 'Files can be dropped here. Readers see a file as soon as something on the site uses it, or when it is shared.'),
    uploads.node,
    describing.bar,
    list,
    more,
  );
  describing.of(list);
  if (mayChange) takeDropped(node, ({ files }) => uploads.add([...files]));
  return { title: 'Files', node, leave: stopShortcuts };
}

/** @param {Asset} asset */
function marks({ type, alt, decorative, shared, removed }) {
  return h(
    'span',
    { class: 'marks' },
    removed && h('span', { class: 'state waiting' }, `until ${new Date(removed.until).toLocaleDateString()}`),
    !removed && type.startsWith('image/') && !alt && !decorative && h('span', { class: 'state waiting' }, 'not described'),
    !removed && shared && h('span', { class: 'state good' }, 'shared'),
  );
}

/**
 * @param {string} show
 * @param {string} words
 */
function emptiness(show, words) {
  if (words) return 'No file here has these words.';
  if (show === 'unused') return 'Posts use all of them.';
  if (show === 'removed') return `Nothing was removed in the last ${counted(30, 'day')}.`;
  return 'No files yet. Upload some, or drop them here.';
}

/**
 * @param {string} show
 * @param {string} words
 */
function address(show, words) {
  const query = new URLSearchParams();
  if (show) query.set('show', show);
  if (words) query.set('q', words);
  return query.size ? `/editor/files?${query}` : '/editor/files';
}
