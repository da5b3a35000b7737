import * as websub from '../api/websub.js';
import { ask } from '../ui/dialog.js';
import { fill, h } from '../ui/dom.js';
import { problemText } from '../ui/notice.js';
import { fully, shortly } from '../ui/times.js';

/** @import { Subscription } from '../api/websub.js' */

/** Programs that are subscribed to a feed at the site's own hub. */
export class Subscriptions {
  constructor() {
    this.list = h('ul', { class: 'subscriptions' });
    this.more = h('div');
    this.node = h('div', {}, this.list, this.more);
  }

  /** @param {string} [cursor] */
  async load(cursor) {
    try {
      const { items, next } = await websub.list(cursor);
      if (!cursor) fill(this.list);
      this.list.append(...items.map((one) => this.#row(one)));
      const none = !this.list.childElementCount && h('p', { class: 'empty' }, 'No feed reader is subscribed.');
      fill(this.more, next ? h('button', { class: 'button small', type: 'button', onclick: () => this.load(next) }, 'Show more') : none);
    } catch (failure) {
      fill(this.more, problemText(failure));
    }
  }

  /** @param {Subscription} subscription */
  #row({ id, topic, host, until, failures }) {
    const end = async () => {
      const ended = await ask({
        title: `End the subscription of ${host}?`,
        content: h('p', {}, 'It is told nothing any more, unless it subscribes again.'),
        confirm: 'End it',
        danger: true,
        act: () => websub.end(id),
      });
      if (ended) await this.load();
    };
    return h(
      'li',
      {},
      h('span', {}, h('strong', {}, host), ' to ', h('code', {}, topic)),
      failures > 0 && h('span', { class: 'state bad' }, failures === 1 ? 'The last call failed' : `The last ${failures} calls failed`),
      h('span', { class: 'hint' }, until ? ['until ', h('time', { datetime: until, title: fully(until) }, shortly(until))] : 'not confirmed'),
      h('button', { class: 'button small for-managers', type: 'button', 'aria-label': `End… (${host})`, onclick: end }, 'End…'),
    );
  }
}
