import * as posts from '../api/posts.js';
import { fill, h } from '../ui/dom.js';
import { input } from '../ui/fields.js';
import { problemText } from '../ui/notice.js';
import { shortcuts } from '../ui/shortcuts.js';
import { newPostButtons } from './new-post.js';
import { postRow } from './post-row.js';
import { FILTERS } from './states.js';

/** @import { Router, View } from '../ui/router.js' */

const SEARCH_PAUSE_MILLIS = 250;
const PAGE_SIZE = '30';

/**
 * The list of posts: by state, by words, page by page.
 *
 * @param {Router} router
 * @param {URLSearchParams} query
 * @returns {Promise<View>}
 */
export async function postsView(router, query) {
  const state = query.get('state') ?? '';
  const list = h('ul', { class: 'posts', 'aria-label': 'Posts' });
  const more = h('div', { class: 'more' });
  const search = input({
    type: 'search',
    maxlength: '200',
    value: query.get('q') ?? '',
    placeholder: 'Search titles and text',
    'aria-label': 'Search posts',
    oninput: () => {
      clearTimeout(pause);
      pause = setTimeout(searchAgain, SEARCH_PAUSE_MILLIS);
    },
  });
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let pause;
  let asked = 0;

  /** @param {string | null} [cursor] */
  async function load(cursor = null) {
    asked += 1;
    const mine = asked;
    const page = await posts.list({ state, q: search.value.trim(), cursor, limit: PAGE_SIZE });
    if (mine !== asked) return;
    const rows = page.items.map(postRow);
    if (cursor) list.append(...rows);
    else fill(list, rows);
    fill(more, ending(page.next, cursor));
    if (cursor) rows[0]?.querySelector('a')?.focus();
  }

  /**
   * @param {string | null | undefined} next
   * @param {string | null} cursor
   */
  function ending(next, cursor) {
    if (next) {
      return h('button', { class: 'button', type: 'button', onclick: () => load(next) }, 'Show more');
    }
    const none = !cursor && !list.childElementCount;
    return none && h('p', { class: 'empty' }, search.value ? 'No post has these words.' : 'No posts here yet.');
  }

  async function searchAgain() {
    router.rename(address(state, search.value.trim()));
    await load().catch((failure) => fill(more, problemText(failure)));
  }

  const { buttons, writeWeekNote } = await newPostButtons(router);
  await load();
  const stopShortcuts = shortcuts([
    { keys: '/', text: 'Search the posts', run: () => search.focus() },
    { keys: 'N', text: 'Begin a week note', run: writeWeekNote },
  ]);
  return {
    title: 'Posts',
    node: h(
      'div',
      { class: 'page' },
      h('div', { class: 'page-head' }, h('h1', {}, 'Posts'), h('div', { class: 'row' }, buttons)),
      stateLinks(state, search.value),
      h('search', { class: 'search' }, search),
      list,
      more,
    ),
    leave: stopShortcuts,
  };
}

/**
 * @param {string} state
 * @param {string} words
 */
function stateLinks(state, words) {
  return h(
    'nav',
    { class: 'states', 'aria-label': 'Posts by state' },
    FILTERS.map(([value, label]) =>
      h('a', { href: address(value, words), 'aria-current': value === state ? 'true' : null }, label),
    ),
  );
}

/**
 * @param {string} state
 * @param {string} words
 */
function address(state, words) {
  const query = new URLSearchParams();
  if (state) query.set('state', state);
  if (words) query.set('q', words);
  return query.size ? `/editor/?${query}` : '/editor/';
}
