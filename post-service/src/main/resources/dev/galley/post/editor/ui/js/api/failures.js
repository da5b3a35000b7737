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
export async function retry(postId, revision, { step, target }) {
  if (step === 'webhook' && target) {
    const sent = await find(
      (cursor) => webhooks.deliveries(target, cursor),
      (each) => each.postId === postId && each.revision === revision,
    );
    return webhooks.resend(target, sent.id);
  }
  const failure = await find(
    failures,
    (each) => each.postId === postId && each.revision === revision && each.step === step,
  );
  return call('POST', `/api/failures/${encodeURIComponent(failure.id)}/retry`);
}

/** @type {(cursor?: string) => Promise<Page<{ id: string, postId: string, revision: number, step: string }>>} */
const failures = (cursor) => call('GET', `/api/failures?${new URLSearchParams(cursor ? { cursor } : {})}`);

/**
 * Looks through a list page by page.
 *
 * @template T
 * @param {(cursor?: string) => Promise<Page<T>>} pageAt
 * @param {(item: T) => boolean} wanted
 * @returns {Promise<T>}
 */
async function find(pageAt, wanted) {
  /** @type {string | undefined} */
  let cursor;
  do {
    const page = await pageAt(cursor);
    const found = page.items.find(wanted);
    if (found) return found;
    cursor = page.next ?? undefined;
  } while (cursor);
  throw new Error('It is not in the list of failures any more; it may have succeeded since.');
}
