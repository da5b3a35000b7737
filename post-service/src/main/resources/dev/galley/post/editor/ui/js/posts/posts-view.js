import * as posts from '../api/posts.js';
import * as session from '../api/session.js';
import { fill, h } from '../ui/dom.js';
import { input } from '../ui/fields.js';
import { problemText } from '../ui/notice.js';
import { shortcuts } from '../ui/shortcuts.js';
import { dayOf } from '../schedule/zones.js';
import { newPostButtons } from './new-post.js';
import { postRow } from './post-row.js';
import { Selection } from './selection.js';
import { filters } from './states.js';

/** @import { Post } from '../api/types.js' */
/** @import { Router, View } from '../ui/router.js' */

const SEARCH_PAUSE_MILLIS = 250;
const PAGE_SIZE = '30';
/** Of what is found, so many can be chosen at once. */
const MOST_CHOSEN = 1000;
const LARGEST_PAGE = '200';

/** Where the list was left: Back leads to the same rows and the same post. */
let left = { address: '', rows: 0, post: '' };

/**
 * The list of posts: by state, by words, page by page.
 *
 * @param {Router} router
 * @param {URLSearchParams} query
 * @param {boolean} back
 * @returns {Promise<View>}
 */
export async function postsView(router, query, back) {
  // What is asked of others is beside the state: a live post can be in review, too.
  const asked = query.get('review');
  const state = asked ? `review=${asked}` : (query.get('state') ?? '');
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
  let asking = 0;

  const found = () => ({ ...narrowed(state), q: search.value.trim() });
  const selection = new Selection(list, everything, () => loadAgain(list.childElementCount));
  const mayChange = await session.mayChange();
  const row = (/** @type {Post} */ post, /** @type {string | false} */ heading = false) =>
    postRow(post, mayChange ? selection.box(post) : undefined, heading);

  /** All posts that the list stands for, as many as can be chosen. */
  async function everything() {
    /** @type {Post[]} */
    const all = [];
    let page = await posts.list({ ...found(), limit: LARGEST_PAGE });
    for (all.push(...page.items); page.next && all.length < MOST_CHOSEN; all.push(...page.items)) {
      page = await posts.list({ ...found(), cursor: page.next, limit: LARGEST_PAGE });
    }
    return { posts: all.slice(0, MOST_CHOSEN), all: !page.next };
  }

  /** @param {string | null} [cursor] */
  async function load(cursor = null) {
    asking += 1;
    const mine = asking;
    const page = await posts.list({ ...found(), cursor, limit: PAGE_SIZE });
    if (mine !== asking) return;
    if (!cursor) selection.begin();
    const rows = state === 'SCHEDULED' ? byDay(page.items, cursor !== null) : page.items.map((post) => row(post));
    if (cursor) list.append(...rows);
    else fill(list, rows);
    fill(more, ending(page.next, cursor));
    return { next: page.next, first: rows[0] };
  }

  let day = '';

  /**
   * @param {Post[]} coming
   * @param {boolean} more whether the rows follow others
   */
  function byDay(coming, more) {
    if (!more) day = '';
    return coming.map((post) => {
      const its = post.schedule?.failure ? 'Not done' : dayOf(post.schedule?.at ?? '');
      const first = its !== day && its;
      day = its;
      return row(post, first);
    });
  }

  async function loadMore(/** @type {string} */ cursor) {
    const loaded = await load(cursor);
    loaded?.first?.querySelector('a')?.focus();
  }

  async function loadAgain(/** @type {number} */ rows) {
    let loaded = await load();
    while (loaded?.next && list.childElementCount < rows) loaded = await load(loaded.next);
  }

  /**
   * @param {string | null | undefined} next
   * @param {string | null} cursor
   */
  function ending(next, cursor) {
    if (next) {
      return h('button', { class: 'button', type: 'button', onclick: () => loadMore(next) }, 'Show more');
    }
    const none = !cursor && !list.childElementCount;
    return none && h('p', { class: 'empty' }, emptiness(state, search.value));
  }

  const here = () => address(state, search.value.trim());

  async function searchAgain() {
    router.rename(here());
    await load().catch((failure) => fill(more, problemText(failure)));
  }

  const anyIn = async (/** @type {string} */ state) => (await posts.list({ state, limit: '1' })).items.length > 0;
  const shown = await filters(anyIn, state);
  const { buttons, writeWeekNote } = await newPostButtons(router);
  const returned = back && left.address === location.pathname + location.search;
  await loadAgain(returned ? left.rows : 0);
  const stopShortcuts = shortcuts([
    { keys: '/', text: 'Search the posts', run: () => search.focus() },
    ...(mayChange
      ? [
          { keys: 'N', text: 'Begin a week note', run: writeWeekNote },
          { keys: 'X', text: 'Select several posts, and back', run: () => selection.open(!selection.isOpen) },
        ]
      : []),
  ]);
  return {
    title: 'Posts',
    node: h(
      'div',
      { class: 'page' },
      h('div', { class: 'page-head' }, h('h1', {}, 'Posts'), h('div', { class: 'row for-editors' }, buttons)),
      stateLinks(shown, state, search.value),
      h('div', { class: 'search' }, h('search', {}, search), mayChange && selection.toggle),
      selection.bar,
      list,
      more,
    ),
    shown() {
      if (returned) /** @type {HTMLElement | null} */ (list.querySelector(`a[href="${left.post}"]`))?.focus();
    },
    leave() {
      stopShortcuts();
      left = { address: here(), rows: list.childElementCount, post: location.pathname };
    },
  };
}

/**
 * @param {string} state
 * @param {string} words
 */
function emptiness(state, words) {
  if (words) return 'No post here has these words.';
  if (state === 'SCHEDULED') return 'Nothing is scheduled. A post’s Publish button offers a time.';
  if (state) return 'No post is in this state.';
  return ['No posts yet. Begin one above, or ', h('a', { href: '/editor/import' }, 'import'), ' those you have.'];
}

/**
 * @param {string[][]} filters
 * @param {string} state
 * @param {string} words
 */
function stateLinks(filters, state, words) {
  return h(
    'nav',
    { class: 'states', 'aria-label': 'Posts by state' },
    filters.map(([value, label]) =>
      h('a', { href: address(value, words), 'aria-current': value === state ? 'true' : null }, label),
    ),
  );
}

/**
 * The parameter that narrows the list.
 *
 * @param {string} state or `review=` and what its review waits for
 * @returns {Record<string, string>}
 */
function narrowed(state) {
  if (state.startsWith('review=')) return { review: state.slice('review='.length) };
  return state ? { state } : {};
}

/**
 * @param {string} state
 * @param {string} words
 */
function address(state, words) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(narrowed(state))) query.set(name, value);
  if (words) query.set('q', words);
  return query.size ? `/editor/?${query}` : '/editor/';
}
