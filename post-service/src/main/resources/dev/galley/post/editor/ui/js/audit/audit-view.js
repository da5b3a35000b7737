import * as audit from '../api/audit.js';
import { fill, h } from '../ui/dom.js';
import { problemText } from '../ui/notice.js';
import { fully } from '../ui/times.js';

/** @import { View } from '../ui/router.js' */
/** @import { Entry } from '../api/audit.js' */

/**
 * Who did what from where.
 *
 * @returns {Promise<View>}
 */
export async function auditView() {
  const rows = h('tbody');
  const more = h('div', { class: 'more' });
  /** @param {string} [cursor] */
  async function load(cursor) {
    const { items, next } = await audit.list(cursor);
    rows.append(...items.map(row));
    fill(more, next && h('button', { class: 'button', type: 'button', onclick: () => loadMore(next) }, 'Show more'));
  }
  const loadMore = (/** @type {string} */ cursor) =>
    load(cursor).catch((failure) => fill(more, problemText(failure)));
  await load();
  return {
    title: 'Audit',
    node: h(
      'div',
      { class: 'page' },
      h('div', { class: 'page-head' }, h('h1', {}, 'Audit'), h('a', { class: 'button', href: '/editor/access' }, 'Access')),
      h(
        'p',
        { class: 'hint intro' },
        'Sign-ins, people, tokens, webhooks, subscribers, imports, exports and what was deleted or dismissed. Nothing here can be changed.',
      ),
      h(
        'div',
        { class: 'records', tabindex: '0', role: 'region', 'aria-label': 'Audit' },
        h(
          'table',
          {},
          h('thead', {}, h('tr', {}, ['When', 'Who', 'What', 'From'].map((name) => h('th', { scope: 'col' }, name)))),
          rows,
        ),
      ),
      more,
    ),
  };
}

function row(/** @type {Entry} */ { at, by, action, subject, detail, from }) {
  const words = action.replaceAll('-', ' ');
  return h(
    'tr',
    {},
    h('td', {}, h('time', { datetime: at, title: fully(at) }, new Date(at).toLocaleString())),
    h('td', { title: by && `${by.person ? 'Person' : 'Token'} ${by.person ?? by.id}` }, by?.name ?? 'unknown', by && !by.person && h('span', { class: 'hint' }, ' (a machine)')),
    h(
      'td',
      {},
      words.charAt(0).toUpperCase() + words.slice(1),
      [detail, subject].map((more) => more && h('span', { class: 'hint' }, ` ${more}`)),
    ),
    h('td', {}, from),
  );
}
