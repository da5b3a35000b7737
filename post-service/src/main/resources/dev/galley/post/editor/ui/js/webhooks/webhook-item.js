import * as webhooks from '../api/webhooks.js';
import { ask } from '../ui/dialog.js';
import { h } from '../ui/dom.js';
import { notice } from '../ui/notice.js';
import { fully } from '../ui/times.js';
import { DeliveryLog } from './delivery-log.js';
import { OCCASIONS, occasion } from './occasions.js';
import { showSecret } from './secret-dialog.js';
import { webhookDialog } from './webhook-dialog.js';

/** @import { Webhook } from '../api/types.js' */

/** One webhook: what it wants, how it does, and what can be done with it. */
export class WebhookItem {
  /**
   * @param {Webhook} webhook
   * @param {() => Promise<void>} changed shows the list again
   */
  constructor(webhook, changed) {
    this.webhook = webhook;
    this.changed = changed;
    this.log = new DeliveryLog(webhook);
    const toggle = webhook.enabled ? 'Switch off' : 'Switch on';
    this.node = h(
      'li',
      {},
      h('div', { class: 'webhook-head' }, h('h2', {}, webhook.name), stateOf(webhook)),
      h('p', {}, h('code', {}, webhook.url)),
      h('p', { class: 'hint' }, wants(webhook)),
      h(
        'div',
        { class: 'row for-editors' },
        this.#button('Send a test', () => this.#test()),
        this.#button('Log', () => this.log.toggle()),
        this.#button('Change…', () => this.#edit()),
        this.#button('New secret…', () => this.#rotate()),
        this.#button(toggle, () => this.#switch()),
        this.#button('Delete…', () => this.#remove()),
      ),
      this.log.node,
    );
  }

  /**
   * @param {string} label
   * @param {() => Promise<unknown>} act
   */
  #button(label, act) {
    const button = h('button', { class: 'button small', type: 'button', 'aria-label': `${label} (${this.webhook.name})` }, label);
    button.addEventListener('click', async () => {
      button.disabled = true;
      await act().catch((failure) => notice(String(failure.message)));
      button.disabled = false;
    });
    return button;
  }

  async #test() {
    const { state, reason, attempts } = await webhooks.test(this.webhook.id);
    const last = attempts.at(-1);
    notice(`Test ${state}: ${reason ?? last?.summary ?? 'on its way'}`);
    await this.log.show();
  }

  #edit() {
    return webhookDialog('Change the webhook', this.webhook, async (fields) => {
      await webhooks.change(this.webhook.id, fields);
      await this.changed();
    });
  }

  async #rotate() {
    let rotated = { secret: '', previousExpiresAt: /** @type {string | null} */ (null) };
    const done = await ask({
      title: 'Make a new secret?',
      content: h('p', {}, 'Messages are signed with both secrets for a while, so that the receiver can change over.'),
      confirm: 'Make a new secret',
      act: async () => (rotated = await webhooks.rotate(this.webhook.id)),
    });
    const until = rotated.previousExpiresAt;
    if (done) await showSecret(rotated.secret, until ? `The old one is used until ${fully(until)}.` : 'The old one is not used any more.');
  }

  async #switch() {
    await webhooks.change(this.webhook.id, { enabled: !this.webhook.enabled });
    await this.changed();
  }

  async #remove() {
    const removed = await ask({
      title: `Delete ${this.webhook.name}?`,
      content: h('p', {}, 'It is told nothing any more, and its log goes away.'),
      confirm: 'Delete',
      danger: true,
      act: () => webhooks.remove(this.webhook.id),
    });
    if (removed) await this.changed();
  }
}

/** @param {Webhook} webhook */
function stateOf({ enabled, disabledReason, failures }) {
  if (!enabled) return h('span', { class: 'state' }, disabledReason ? `Off: ${disabledReason}` : 'Off');
  if (failures > 0) return h('span', { class: 'state bad' }, failures === 1 ? 'The last call failed' : `The last ${failures} calls failed`);
  return h('span', { class: 'state good' }, 'On');
}

/** @param {Webhook} webhook */
function wants({ types, tags, kinds }) {
  const parts = [
    `Told when ${(types.length > 0 ? types : [...OCCASIONS.keys()]).map(occasion).join(', and when ')}`,
    tags.length > 0 && `only tagged ${tags.join(' or ')}`,
    kinds.length > 0 && `only of kind ${kinds.join(' or ')}`,
  ];
  return parts.filter(Boolean).join('; ');
}
