import * as announcements from '../api/announcements.js';
import * as subscribers from '../api/subscribers.js';
import { fill, h } from '../ui/dom.js';
import { notice, problemText } from '../ui/notice.js';
import { fully, shortly } from '../ui/times.js';

/** @import { Undelivered as Problem } from '../api/announcements.js' */

/** Mails that were not taken, and those of which it is not known; nothing where there are none. */
export class Undelivered {
  constructor() {
    this.list = h('ol');
    this.more = h('div');
    this.node = h(
      'section',
      { class: 'undelivered', 'aria-label': 'Mails that did not arrive', hidden: true },
      h('h2', {}, 'Mails that did not arrive'),
      h('p', { class: 'hint' }, 'Refused by the server, or unclear: Galley or the server went away while it was handed over. An unclear one may have arrived, so it is sent again only when you say so.'),
      h('div', { class: 'log' }, this.list, this.more),
    );
  }

  /** @param {string} [cursor] */
  async load(cursor) {
    try {
      const { items, next } = await announcements.problems('email', cursor);
      if (!cursor) fill(this.list);
      this.list.append(...items.map((problem) => this.#row(problem)));
      fill(this.more, next && h('button', { class: 'button small', type: 'button', onclick: () => this.load(next) }, 'Older'));
      this.node.hidden = this.list.childElementCount === 0;
    } catch (failure) {
      fill(this.more, problemText(failure));
      this.node.hidden = false;
    }
  }

  /** @param {Problem} problem */
  #row({ id, announcement, recipientId, state, reason, acceptedAt }) {
    const address = h('p', {}, '…');
    const post = /^[\w-]{36}(?=:\d+)/.exec(announcement)?.[0];
    const again = async () => {
      try {
        await announcements.resend(announcement, id);
        notice('On its way again.');
        await this.load();
      } catch (failure) {
        notice(failure instanceof Error ? failure.message : String(failure));
      }
    };
    return h(
      'li',
      {},
      h(
        'details',
        { ontoggle: () => name(recipientId, address) },
        h(
          'summary',
          {},
          h('span', { class: 'state bad' }, state),
          h('span', { class: 'wrong' }, reason),
          h('time', { class: 'hint', datetime: acceptedAt, title: fully(acceptedAt) }, shortly(acceptedAt)),
        ),
        address,
        h(
          'div',
          { class: 'row' },
          post && h('a', { class: 'button small', href: `/editor/posts/${post}` }, 'The post'),
          h('button', { class: 'button small', type: 'button', onclick: again }, 'Send again'),
        ),
      ),
    );
  }
}

/**
 * Addresses are kept with subscribers alone.
 *
 * @param {string} id
 * @param {HTMLElement} place
 */
async function name(id, place) {
  try {
    fill(place, (await subscribers.get(id)).address);
  } catch (failure) {
    fill(place, failure instanceof Error ? failure.message : String(failure));
  }
}
