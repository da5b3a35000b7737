import { call } from './http.js';
import * as webhooks from './webhooks.js';

/** @import { Step } from './types.js' */
/** @import { Page } from './posts.js' */

/**
 * Tries again what failed: a webhook from its own log, everything else from the list of failures.
 *
 * @param {string} postId
 * @param {number} revision
 * @param {Step} step
 */
export async function retry(postId, revision, step) {
  if (step.step === 'webhook' && step.target) return resend(postId, revision, step.target);
  /** @type {Page<{ id: string, step: string, revision: number }>} */
  const { items } = await call('GET', `/api/failures?${new URLSearchParams({ post: postId })}`);
  const failure = items.find((each) => each.step === step.step && each.revision === revision);
  if (!failure) throw new Error('This failure is not in the list any more.');
  return call('POST', `/api/failures/${encodeURIComponent(failure.id)}/retry`);
}

/**
 * @param {string} postId
 * @param {number} revision
 * @param {string} webhookId
 */
async function resend(postId, revision, webhookId) {
  let cursor;
  do {
    const page = await webhooks.deliveries(webhookId, cursor);
    const sent = page.items.find((each) => each.postId === postId && each.revision === revision);
    if (sent) return webhooks.resend(webhookId, sent.id);
    cursor = page.next ?? undefined;
  } while (cursor);
  throw new Error('This delivery is not in the webhook’s log any more.');
}
