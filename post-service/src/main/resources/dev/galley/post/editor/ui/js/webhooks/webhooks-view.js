import * as webhooks from '../api/webhooks.js';
import { fill, h } from '../ui/dom.js';
import { WebhookItem } from './webhook-item.js';
import { showSecret } from './secret-dialog.js';
import { webhookDialog } from './webhook-dialog.js';

/** @import { View } from '../ui/router.js' */

/**
 * Whom Galley tells over HTTP.
 *
 * @returns {Promise<View>}
 */
export async function webhooksView() {
  const list = h('ul', { class: 'webhooks' });
  const show = async () => {
    const { items } = await webhooks.list();
    const none = h('li', { class: 'empty' }, 'No webhooks yet. Add one to tell another program of your posts.');
    fill(list, items.length > 0 ? items.map((webhook) => new WebhookItem(webhook, show).node) : none);
  };
  const add = () =>
    webhookDialog('Add a webhook', null, async (fields) => {
      const { secret } = await webhooks.create(fields);
      await show();
      if (secret) showSecret(secret, 'The webhook is in use from now on.');
    });
  await show();
  return {
    title: 'Webhooks',
    node: h(
      'div',
      { class: 'page' },
      h(
        'div',
        { class: 'page-head' },
        h('h1', {}, 'Webhooks'),
        h('button', { class: 'button primary for-editors', type: 'button', onclick: add }, 'Add webhook'),
      ),
      h(
        'p',
        { class: 'hint intro' },
        'Programs that are told when a post appears or leaves, once its page is live. Each message is signed (Standard Webhooks) and tried again for three days.',
      ),
      list,
    ),
  };
}
