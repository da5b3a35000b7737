import * as mails from '../api/mails.js';
import { fill, h } from '../ui/dom.js';
import { problemText } from '../ui/notice.js';
import { fully, shortly } from '../ui/times.js';

/** @import { View } from '../ui/router.js' */
/** @import { Mail } from '../api/mails.js' */

const ADDRESS = /(https?:\/\/[^\s<>]+)/;

/**
 * The mails that are kept here, since no mail server is set.
 *
 * @returns {Promise<View>}
 */
export async function mailView() {
  const list = h('ol', { class: 'log' });
  const more = h('div', { class: 'more' });
  /** @param {string} [cursor] */
  async function load(cursor) {
    const { items, next, sent } = await mails.list(cursor);
    list.append(...items.map(item));
    const none = !list.childElementCount && h('p', { class: 'empty' }, sent ? 'Mails go to the mail server; none are kept here.' : 'No mails yet.');
    fill(more, next ? h('button', { class: 'button', type: 'button', onclick: () => loadMore(next) }, 'Show more') : none);
  }
  const loadMore = (/** @type {string} */ cursor) =>
    load(cursor).catch((failure) => fill(more, problemText(failure)));
  await load();
  return {
    title: 'Mail',
    node: h(
      'div',
      { class: 'page' },
      h('div', { class: 'page-head' }, h('h1', {}, 'Mail')),
      h('p', { class: 'hint intro' }, 'What would be sent. As long as no mail server is set, mails are kept as files in data/mail, which any mail program opens.'),
      list,
      more,
    ),
  };
}

/** @param {Mail} mail */
function item({ id, at, to, subject }) {
  const text = h('pre', { tabindex: '0', role: 'group', 'aria-label': subject });
  const read = async () => {
    if (text.textContent) return;
    try {
      const lines = ((await mails.get(id)).text ?? '').split(ADDRESS);
      fill(text, lines.map((part, index) => (index % 2 ? h('a', { href: part }, part) : part)));
    } catch (failure) {
      fill(text, problemText(failure));
    }
  };
  return h(
    'li',
    {},
    h(
      'details',
      { ontoggle: read },
      h('summary', {}, h('span', {}, subject), h('span', { class: 'hint' }, to), h('time', { class: 'hint', datetime: at, title: fully(at) }, shortly(at))),
      text,
    ),
  );
}
