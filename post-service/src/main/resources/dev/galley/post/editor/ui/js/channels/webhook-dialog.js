import { ask } from '../ui/dialog.js';
import { h } from '../ui/dom.js';
import { field, input, splitList } from '../ui/fields.js';
import { OCCASIONS } from './occasions.js';

/** @import { Webhook, WebhookFields } from '../api/types.js' */

const TYPES = [...OCCASIONS];

/**
 * Asks for what makes a webhook.
 *
 * @param {string} title
 * @param {Webhook | null} webhook the one to change; null for a new one
 * @param {(fields: WebhookFields) => Promise<void>} save
 */
export function webhookDialog(title, webhook, save) {
  const url = input({ type: 'url', required: true, placeholder: 'https://', value: webhook?.url ?? '' });
  const name = input({ value: webhook?.name ?? '', maxlength: '100' });
  const tags = input({ value: webhook?.tags.join(', ') ?? '' });
  const kinds = input({ value: webhook?.kinds.join(', ') ?? '' });
  const boxes = TYPES.map(([value]) => h('input', { type: 'checkbox', value, checked: isOn(webhook, value) }));
  return ask({
    title,
    content: [
      field('Address', url, 'It gets a POST request. Addresses inside this network are refused.'),
      field('Name', name, 'How the timeline calls it; the host’s name without one.'),
      h(
        'fieldset',
        { class: 'stack tight' },
        h('legend', {}, 'Tell it when'),
        TYPES.map(([, label], index) => h('label', { class: 'check' }, boxes[index], label)),
      ),
      field('Only with one of these tags', tags, 'With commas between; all posts without any.'),
      field('Only of these kinds', kinds, 'Such as blog; all kinds without any.'),
    ],
    confirm: webhook ? 'Save' : 'Add webhook',
    act: () => {
      const types = boxes.filter((box) => box.checked).map((box) => box.value);
      if (types.length === 0) throw new Error('Choose at least one occasion.');
      return save({
        url: url.value.trim(),
        name: name.value.trim(),
        types: types.length === TYPES.length ? [] : types,
        tags: splitList(tags.value),
        kinds: splitList(kinds.value),
      });
    },
  });
}

/**
 * @param {Webhook | null} webhook
 * @param {string} type
 */
const isOn = (webhook, type) => !webhook || webhook.types.length === 0 || webhook.types.includes(type);
