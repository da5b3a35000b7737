import * as channels from '../api/channels.js';
import * as rooms from '../api/rooms.js';
import * as webhooks from '../api/webhooks.js';
import { ask } from '../ui/dialog.js';
import { h } from '../ui/dom.js';
import { notice } from '../ui/notice.js';
import { fully } from '../ui/times.js';
import { DeliveryLog } from './delivery-log.js';
import { OCCASIONS, occasion } from './occasions.js';
import { FORMS, roomDialog } from './room-dialog.js';
import { showSecret } from './secret-dialog.js';
import { webhookDialog } from './webhook-dialog.js';

/** @import { Channel } from '../api/channels.js' */

/** One channel: what it wants, how it does, and what can be done with it. */
export class ChannelItem {
  /**
   * @param {Channel} channel
   * @param {() => Promise<void>} changed shows the list again
   */
  constructor(channel, changed) {
    this.channel = channel;
    this.api = channels.of(channel);
    this.changed = changed;
    this.log = new DeliveryLog(channel);
    this.node = h(
      'li',
      {},
      h('div', { class: 'channel-head' }, h('h3', {}, channel.name), stateOf(channel)),
      h('p', {}, where(channel)),
      h('p', { class: 'hint' }, wants(channel)),
      h(
        'div',
        { class: 'row for-managers' },
        this.#button('Send a test', () => this.#test()),
        this.#button('Log', () => this.log.toggle()),
        this.#button('Change…', () => this.#edit()),
        channel.kind === 'webhook' && this.#button('New secret…', () => this.#rotate()),
        this.#button(channel.enabled ? 'Switch off' : 'Switch on', () => this.#switch(!channel.enabled)),
        this.#button('Delete…', () => this.#remove()),
      ),
      this.log.node,
    );
  }

  /** What is to be decided about one that was given up. */
  get decision() {
    const { name, disabledReason } = this.channel;
    return h(
      'div',
      { class: 'problem for-managers', role: 'alert' },
      h('p', {}, h('strong', {}, name), ` was switched off, and is told nothing any more. ${disabledReason ?? ''}`),
      h(
        'div',
        { class: 'row' },
        this.#button('Switch on again', () => this.#switch(true)),
        this.#button('Leave it off', () => this.#switch(false)),
      ),
    );
  }

  /**
   * @param {string} label
   * @param {() => Promise<unknown>} act
   */
  #button(label, act) {
    const button = h('button', { class: 'button small', type: 'button', 'aria-label': `${label} (${this.channel.name})` }, label);
    button.addEventListener('click', async () => {
      button.disabled = true;
      await act().catch((failure) => notice(String(failure.message)));
      button.disabled = false;
    });
    return button;
  }

  async #test() {
    const { state, reason, attempts } = await this.api.test();
    const last = attempts.at(-1);
    notice(`Test ${state}: ${reason ?? last?.summary ?? 'on its way'}`);
    await this.log.show();
  }

  #edit() {
    const { channel } = this;
    return channel.kind === 'webhook'
      ? webhookDialog('Change the webhook', channel, async (fields) => {
          await webhooks.change(channel.id, fields);
          await this.changed();
        })
      : roomDialog('Change the chat room', channel, async ({ form: _, ...fields }) => {
          await rooms.change(channel.id, fields);
          await this.changed();
        });
  }

  async #rotate() {
    let rotated = { secret: '', previousExpiresAt: /** @type {string | null} */ (null) };
    const done = await ask({
      title: 'Make a new secret?',
      content: h('p', {}, 'Messages are signed with both secrets for a while, so that the receiver can change over.'),
      confirm: 'Make a new secret',
      act: async () => (rotated = await webhooks.rotate(this.channel.id)),
    });
    const until = rotated.previousExpiresAt;
    if (done) await showSecret(rotated.secret, until ? `The old one is used until ${fully(until)}.` : 'The old one is not used any more.');
  }

  /** @param {boolean} on */
  async #switch(on) {
    await this.api.enable(on);
    await this.changed();
  }

  async #remove() {
    const removed = await ask({
      title: `Delete ${this.channel.name}?`,
      content: h('p', {}, 'It is told nothing any more, and its log goes away.'),
      confirm: 'Delete',
      danger: true,
      act: () => this.api.remove(),
    });
    if (removed) await this.changed();
  }
}

/** @param {Channel} channel */
function stateOf({ enabled, disabledReason, failures, gaveUpAt }) {
  if (!enabled) return h('span', { class: `state ${gaveUpAt ? 'bad' : ''}` }, disabledReason ? `Off: ${disabledReason}` : 'Off');
  if (failures > 0) return h('span', { class: 'state bad' }, failures === 1 ? 'The last call failed' : `The last ${failures} calls failed`);
  return h('span', { class: 'state good' }, 'On');
}

/** @param {Channel} channel */
function where(channel) {
  if (channel.kind === 'webhook') return h('code', {}, channel.url);
  return `${FORMS.find(({ value }) => value === channel.form)?.label ?? channel.form}, at ${channel.host}`;
}

/** @param {Channel} channel */
function wants(channel) {
  const some = channel.kind === 'webhook' ? channel.types : channel.form === 'mastodon' ? ['post.published'] : [];
  const types = some.length > 0 ? some : [...OCCASIONS.keys()];
  const kinds = channel.kind === 'webhook' ? channel.kinds : [];
  const parts = [
    `Told when ${types.map(occasion).join(', and when ')}`,
    channel.tags.length > 0 && `only tagged ${channel.tags.join(' or ')}`,
    kinds.length > 0 && `only of kind ${kinds.join(' or ')}`,
  ];
  return parts.filter(Boolean).join('; ');
}
