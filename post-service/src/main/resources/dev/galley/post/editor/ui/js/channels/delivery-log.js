import * as channels from '../api/channels.js';
import { fill, h } from '../ui/dom.js';
import { notice, problemText } from '../ui/notice.js';
import { duration, fully, shortly } from '../ui/times.js';

/** @import { Attempt, ChannelDelivery } from '../api/types.js' */
/** @import { Channel } from '../api/channels.js' */

/** @type {Record<ChannelDelivery['state'], string>} */
const MARKS = { delivered: 'good', waiting: 'waiting', failed: 'bad', unclear: 'bad' };

/** What a channel was told, newest first, with every attempt. */
export class DeliveryLog {
  /** @param {Channel} channel */
  constructor(channel) {
    this.channel = channel;
    this.api = channels.of(channel);
    this.list = h('ol');
    this.more = h('div', { class: 'row' });
    this.node = h('div', { class: 'log', hidden: true }, this.list, this.more);
  }

  async toggle() {
    if (this.node.hidden) await this.show();
    else this.node.hidden = true;
  }

  /** Reads the newest part of the log. */
  async show() {
    this.node.hidden = false;
    fill(this.list);
    await this.#load();
  }

  /** @param {string} [cursor] */
  async #load(cursor) {
    try {
      const { items, next } = await this.api.deliveries(cursor);
      this.list.append(...items.map((delivery) => this.#row(delivery)));
      const again = () => this.#load(next ?? undefined);
      const older = next && h('button', { class: 'button small', type: 'button', onclick: again }, 'Older');
      const failed = this.list.querySelector('.failed') && h('button', { class: 'button small', type: 'button', onclick: () => this.#resendFailed() }, 'Send all again that failed');
      fill(this.more, this.list.childElementCount ? [older, failed] : h('p', { class: 'hint' }, 'Nothing was sent yet.'));
    } catch (failure) {
      fill(this.more, problemText(failure));
    }
  }

  /** @param {ChannelDelivery} delivery */
  #row(delivery) {
    const { type, state, reason, acceptedAt, attempts, postId, revision, title } = delivery;
    const isTest = postId === 'ping' || type === 'ping';
    const message = h('pre', { class: 'code', tabindex: '0', role: 'group', 'aria-label': 'Message' });
    return h(
      'li',
      { class: state },
      h(
        'details',
        { ontoggle: () => this.#read(delivery, message) },
        h(
          'summary',
          {},
          h('span', { class: `state ${MARKS[state]}` }, state),
          h('span', {}, isTest ? 'a test' : (title ?? `a post, revision ${revision}`), type && !isTest && h('span', { class: 'hint' }, ` ${type}`)),
          h('time', { class: 'hint', datetime: acceptedAt, title: fully(acceptedAt) }, shortly(acceptedAt)),
        ),
        reason && h('p', { class: 'wrong' }, reason),
        state === 'unclear' && h('p', { class: 'hint' }, 'Perhaps it was said. Look there first: sending it again may say it twice.'),
        h('ol', { class: 'attempts' }, attempts.map(attemptLine)),
        this.channel.kind === 'webhook' && message,
        h(
          'div',
          { class: 'row' },
          !isTest && h('a', { class: 'button small', href: `/editor/posts/${encodeURIComponent(postId)}` }, 'The post'),
          h('button', { class: 'button small', type: 'button', onclick: () => this.#again(() => this.api.resend(delivery)) }, 'Send again'),
        ),
      ),
    );
  }

  /**
   * Shows the message, which the list does not have.
   *
   * @param {ChannelDelivery} delivery
   * @param {HTMLElement} message
   */
  async #read(delivery, message) {
    if (message.textContent) return;
    try {
      fill(message, (await this.api.message(delivery)) ?? 'No longer kept');
    } catch (failure) {
      fill(message, problemText(failure));
    }
  }

  #resendFailed() {
    return this.#again(async () => {
      const { resent } = await this.api.resendFailed();
      if (resent === 0) throw new Error('None of them is kept any more.');
    });
  }

  /** @param {() => Promise<unknown>} act */
  async #again(act) {
    try {
      await act();
      notice('On its way again.');
      await this.show();
    } catch (failure) {
      notice(failure instanceof Error ? failure.message : String(failure));
    }
  }
}

/** @param {Attempt} attempt */
const attemptLine = ({ number, at, durationMillis, summary }) =>
  h('li', { class: 'figure' }, `${number}. `, h('time', { datetime: at }, fully(at)), `: ${summary} (${duration(durationMillis)})`);
