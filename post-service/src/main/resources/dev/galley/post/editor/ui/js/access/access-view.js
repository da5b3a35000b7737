import * as people from '../api/people.js';
import * as tokens from '../api/tokens.js';
import { ask } from '../ui/dialog.js';
import { fill, h } from '../ui/dom.js';
import { fully, shortly } from '../ui/times.js';

/** @import { Child } from '../ui/dom.js' */
/** @import { Router, View } from '../ui/router.js' */
/** @import { Session, Token } from '../api/tokens.js' */

/** The token of whoever started the service; it ends with the process. */
const LOCAL = 'local';

/**
 * Who can come in: tokens, and the browsers that are signed in with them.
 *
 * @param {Router} router
 * @returns {Promise<View>}
 */
export async function accessView(router) {
  const rows = h('tbody');
  const load = async () => {
    const [{ items }, everybody] = await Promise.all([tokens.list(), people.list()]);
    const names = new Map(everybody.items.map(({ id, name }) => [id, name]));
    fill(rows, items.flatMap((token) => [tokenRow(token, names.get(token.personId ?? ''), end), ...token.sessions.map((session) => sessionRow(token, session, end))]));
  };
  /** @type {End} */
  async function end(id, title, says) {
    const ended = await ask({ title, content: h('p', {}, says), confirm: 'End it', danger: true, act: () => tokens.end(id) });
    // What was ended may be what this page was read with.
    if (ended) await load().catch(() => router.open());
  }
  await load();
  return {
    title: 'Access',
    node: h(
      'div',
      { class: 'page' },
      h('div', { class: 'page-head' }, h('h1', {}, 'Access'), h('a', { class: 'button', href: '/editor/audit' }, 'Audit')),
      h(
        'p',
        { class: 'hint intro' },
        'Tokens, and the browsers that are signed in with each. What ends here is refused everywhere within ten seconds.',
      ),
      h(
        'div',
        { class: 'records', tabindex: '0', role: 'region', 'aria-label': 'Access' },
        h(
          'table',
          {},
          h('thead', {}, h('tr', {}, ['Who', 'May', 'Since', 'Last used', 'Ends'].map((name) => h('th', { scope: 'col' }, name)), h('td'))),
          rows,
        ),
      ),
    ),
  };
}

/** @typedef {(id: string, title: string, says: string) => Promise<void>} End asks first */

/**
 * @param {Token} token
 * @param {string | undefined} person whose it is
 * @param {End} end
 */
function tokenRow({ id, name, role, createdAt, lastUsedAt, expiresAt, sessions }, person, end) {
  const local = id === LOCAL;
  const says = local
    ? 'The browsers that are signed in with it have to sign in again. The token itself ends with the process.'
    : 'Programs with this token, and the browsers that are signed in with it, are refused from now on.';
  const mayEnd = !local || sessions.length > 0;
  return row(
    h('th', { scope: 'row' }, name, person && h('span', { class: 'hint' }, ` of ${person}`)),
    h('span', { class: 'word' }, role),
    time(createdAt),
    lastUsedAt ? time(lastUsedAt) : 'not yet',
    expiresAt ? time(expiresAt) : local ? 'with the process' : 'never',
    mayEnd && button(local ? 'End its sessions…' : 'Revoke…', `token ${name}`, () => end(id, `End ${name}?`, says)),
  );
}

/**
 * @param {Token} token
 * @param {Session} session
 * @param {End} end
 */
function sessionRow({ name, role }, { id, createdAt, lastUsedAt, expiresAt }, end) {
  const title = 'End this session?';
  return row(
    h('td', {}, `a browser, by ${name}`),
    h('span', { class: 'word' }, role),
    time(createdAt),
    lastUsedAt ? time(lastUsedAt) : 'not yet',
    time(expiresAt),
    button('End…', `session since ${fully(createdAt)}`, () => end(id, title, 'That browser has to sign in again.')),
  );
}

/**
 * @param {HTMLElement} who
 * @param {...Child} cells
 */
const row = (who, ...cells) => h('tr', {}, who, cells.map((cell) => h('td', {}, cell)));

const time = (/** @type {string} */ at) => h('time', { datetime: at, title: fully(at) }, shortly(at));

/**
 * @param {string} label
 * @param {string} of
 * @param {() => void} onclick
 */
const button = (label, of, onclick) =>
  h('button', { class: 'button small', type: 'button', 'aria-label': `${label} (${of})`, onclick }, label);
