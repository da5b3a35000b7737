import { call } from './http.js';
import * as channels from './channels.js';

/** @import { Step } from './types.js' */
/** @import { Page } from './posts.js' */

/** Steps that have a log of their own. @type {Map<string, channels.Channel['kind']>} */
const KINDS = new Map([['webhook', 'webhook'], ['chat', 'room']]);

/**
 * Tries again what failed: a webhook or a room from its own log, everything else from the list of failures.
 *
 * @param {string} postId
 * @param {number} revision
 * @param {Step} step
 */
export async function retry(postId, revision, { step, target }) {
  const kind = KINDS.get(step);
  if (kind && target) {
    const channel = channels.of({ kind, id: target });
    const sent = await find(channel.deliveries, (each) => each.postId === postId && each.revision === revision);
    return channel.resend(sent);
  }
  const failure = await find(
    failures,
    (each) => each.postId === postId && each.revision === revision && each.step === step && (each.target ?? null) === (target ?? null),
  );
  return call('POST', `/api/failures/${encodeURIComponent(failure.id)}/retry`);
}

/** @type {(cursor?: string) => Promise<Page<{ id: string, postId: string, revision: number, step: string, target?: string | null }>>} */
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
