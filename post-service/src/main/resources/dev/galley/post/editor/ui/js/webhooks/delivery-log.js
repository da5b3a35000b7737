import * as webhooks from '../api/webhooks.js';
import { fill, h } from '../ui/dom.js';
import { notice, problemText } from '../ui/notice.js';
import { duration, fully, shortly } from '../ui/times.js';

/** @import { Attempt, Webhook, WebhookDelivery } from '../api/types.js' */

/** @type {Record<WebhookDelivery['state'], string>} */
const MARKS = { delivered: 'good', waiting: 'waiting', failed: 'bad' };

/** What was sent to a webhook, newest first, with every attempt. */
export class DeliveryLog {
  /** @param {Webhook} webhook */
  constructor(webhook) {
    this.webhook = webhook;
    this.list = h('ol');
    this.more = h('div');
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
      const { items, next } = await webhooks.deliveries(this.webhook.id, cursor);
      this.list.append(...items.map((delivery) => this.#row(delivery)));
      const again = () => this.#load(next ?? undefined);
      const older = next && h('button', { class: 'button small', type: 'button', onclick: again }, 'Older');
      fill(this.more, this.list.childElementCount ? older : h('p', { class: 'hint' }, 'Nothing was sent yet.'));
    } catch (failure) {
      fill(this.more, problemText(failure));
    }
  }

  /** @param {WebhookDelivery} delivery */
  #row(delivery) {
    const { type, state, reason, acceptedAt, attempts } = delivery;
    const message = h('pre', { class: 'code', tabindex: '0', role: 'group', 'aria-label': 'Message' });
    return h(
      'li',
      {},
      h(
        'details',
        { ontoggle: () => this.#read(delivery, message) },
        h(
          'summary',
          {},
          h('span', { class: `state ${MARKS[state]}` }, state),
          h('span', {}, type),
          h('time', { class: 'hint', datetime: acceptedAt, title: fully(acceptedAt) }, shortly(acceptedAt)),
        ),
        reason && h('p', { class: 'wrong' }, reason),
        h('ol', { class: 'attempts' }, attempts.map(attemptLine)),
        message,
        h('button', { class: 'button small', type: 'button', onclick: () => this.#resend(delivery) }, 'Send again'),
      ),
    );
  }

  /**
   * Shows the message, which the list does not have.
   *
   * @param {WebhookDelivery} delivery
   * @param {HTMLElement} message
   */
  async #read({ id }, message) {
    if (message.textContent) return;
    try {
      fill(message, (await webhooks.delivery(this.webhook.id, id)).payload ?? 'No longer kept');
    } catch (failure) {
      fill(message, problemText(failure));
    }
  }

  /** @param {WebhookDelivery} delivery */
  async #resend({ id }) {
    try {
      await webhooks.resend(this.webhook.id, id);
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
