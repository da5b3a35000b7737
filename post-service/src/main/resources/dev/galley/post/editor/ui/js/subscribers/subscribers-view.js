import * as subscribers from '../api/subscribers.js';
import { ask } from '../ui/dialog.js';
import { fill, h } from '../ui/dom.js';
import { input } from '../ui/fields.js';
import { notice, problemText } from '../ui/notice.js';
import { fully, shortly } from '../ui/times.js';
import { importDialog } from './import-dialog.js';
import { Undelivered } from './undelivered.js';

/** @import { View } from '../ui/router.js' */
/** @import { Counts, Subscriber } from '../api/subscribers.js' */

const STATES = [
  ['', 'All'],
  ['active', 'Get mails'],
  ['pending', 'Not confirmed'],
  ['ended', 'Have ended it'],
  ['bounced', 'Cannot be reached'],
  ['complained', 'Complained'],
];

/** @type {Record<Subscriber['pace'], string>} */
const PACES = { 'at-once': 'at once', daily: 'daily', weekly: 'weekly' };

/**
 * Who takes posts by e-mail.
 *
 * @returns {Promise<View>}
 */
export async function subscribersView() {
  const rows = h('tbody');
  const numbers = h('p', { class: 'hint intro' });
  const digests = h('div', { class: 'hint intro' });
  const more = h('div', { class: 'more' });
  const search = input({ type: 'search', 'aria-label': 'Search the addresses', placeholder: 'Search' });
  const state = h(
    'select',
    { class: 'input', 'aria-label': 'State' },
    STATES.map(([value, label]) => h('option', { value }, label)),
  );

  /** @param {string} [cursor] */
  async function load(cursor) {
    const { items, next } = await subscribers.list({ state: state.value, q: search.value.trim(), cursor });
    if (!cursor) fill(rows);
    rows.append(...items.map((one) => row(one, show)));
    const none = !rows.childElementCount && h('p', { class: 'empty' }, 'Nobody here. People subscribe at /subscribe.');
    fill(more, next ? h('button', { class: 'button', type: 'button', onclick: () => again(next) }, 'Show more') : none);
  }
  const again = (/** @type {string | undefined} */ cursor) =>
    load(cursor).catch((failure) => fill(more, problemText(failure)));
  async function show() {
    fill(numbers, sentence(await subscribers.counts()));
    const { daily, weekly } = await subscribers.digests();
    fill(digests, h('p', {}, digest('daily', daily)), h('p', {}, digest('weekly', weekly)));
    await load();
  }
  const undelivered = new Undelivered();
  search.addEventListener('input', () => again(undefined));
  state.addEventListener('change', () => again(undefined));
  await Promise.all([show(), undelivered.load()]);
  return {
    title: 'Subscribers',
    node: h(
      'div',
      { class: 'page' },
      h(
        'div',
        { class: 'page-head' },
        h('h1', {}, 'Subscribers'),
        h(
          'div',
          { class: 'row' },
          h('button', { class: 'button', type: 'button', onclick: () => importDialog(show) }, 'Import…'),
          h('a', { class: 'button', href: '/api/subscribers/export', download: 'subscribers.csv' }, 'Export'),
        ),
      ),
      numbers,
      digests,
      undelivered.node,
      h('search', { class: 'search row' }, search, state),
      h(
        'div',
        { class: 'records', tabindex: '0', role: 'region', 'aria-label': 'Subscribers' },
        h(
          'table',
          {},
          h('thead', {}, h('tr', {}, ['Address', 'State', 'What', 'Since'].map((name) => h('th', { scope: 'col' }, name)), h('td'))),
          rows,
        ),
      ),
      more,
    ),
  };
}

function sentence(/** @type {Counts} */ { states, paces }) {
  const byPace = Object.entries(PACES).map(([pace, words]) => `${paces[/** @type {Subscriber['pace']} */ (pace)]} ${words}`);
  return `${states.active} get mails (${byPace.join(', ')}); ${states.pending} have not confirmed, ${states.ended} have ended it, ${states.bounced} cannot be reached, ${states.complained} complained.`;
}

/**
 * @param {string} name
 * @param {subscribers.Waiting} next
 */
function digest(name, { at, titles }) {
  const holds = titles.length > 0 ? `holds ${titles.map((title) => `“${title}”`).join(', ')} so far` : 'holds nothing yet, and is not sent then';
  return `The next ${name} digest, ${fully(at)}, ${holds}.`;
}

/**
 * @param {Subscriber} subscriber
 * @param {() => Promise<void>} changed
 */
function row({ id, address, state, choice, pace, source, createdAt, confirmedAt, reason }, changed) {
  const since = confirmedAt ?? createdAt;
  const erase = async () => {
    const erased = await ask({
      title: 'Erase this address?',
      content: h('p', {}, `All that is kept of ${address} goes away, also that it ended the subscription: an import could bring it back.`),
      confirm: 'Erase',
      danger: true,
      act: () => subscribers.erase(id),
    });
    if (erased) {
      notice('Erased.');
      await changed();
    }
  };
  return h(
    'tr',
    {},
    h('td', {}, address),
    h('td', { title: reason }, STATES.find(([value]) => value === state)?.[1] ?? state),
    h('td', {}, `${choice}, ${PACES[pace] ?? pace}`),
    h('td', { title: source }, h('time', { datetime: since, title: fully(since) }, shortly(since))),
    h('td', {}, h('button', { class: 'button small', type: 'button', 'aria-label': `Erase ${address}`, onclick: erase }, 'Erase…')),
  );
}
