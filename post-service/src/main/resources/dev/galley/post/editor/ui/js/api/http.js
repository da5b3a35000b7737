/** @import { ProblemBody } from './types.js' */

/** An answer that is not a success, or no answer at all (status 0). */
export class Problem extends Error {
  /**
   * @param {number} status
   * @param {ProblemBody} body
   */
  constructor(status, body) {
    super(wrongs(body) || body.detail || body.title || `The server answered ${status}.`);
    this.status = status;
    /** The last part of the problem's type, such as `slug-taken`. */
    this.kind = (body.type ?? '').replace(/^.*\//, '');
    /** What is wrong with which field. */
    this.errors = body.errors ?? [];
  }

  /** Anything that was thrown, as a problem. */
  static of(/** @type {unknown} */ failure) {
    return failure instanceof Problem ? failure : new Problem(0, { detail: String(failure) });
  }
}

/** @param {ProblemBody} body */
const wrongs = ({ errors = [] }) => errors.map(({ field, message }) => `${field} ${message}.`).join(' ');

const UNREACHABLE = { detail: 'The server cannot be reached.' };
/** Browsers refuse to let more than 64 kB outlive a page (Fetch, section 4.6). */
const MOST_KEPT_ALIVE_BYTES = 60_000;
const JSON_TYPE = /^application\/(?:[\w.+-]*\+)?json/;

/**
 * @typedef {object} Options
 * @property {unknown} [body] sent as JSON, or as it is when it is a file
 * @property {string} [type] the body's media type
 * @property {number} [revision] sent in If-Match
 * @property {string} [key] sent as Idempotency-Key
 * @property {boolean} [keepalive] let the request outlive the page where it is short enough
 * @property {AbortSignal} [signal]
 */

/**
 * One call of the API. The session travels in a cookie that scripts cannot read; the extra header is
 * one that another site's form could not send.
 *
 * @template T
 * @param {string} method
 * @param {string} path
 * @param {Options} [options]
 * @returns {Promise<T>} the body that was read from JSON
 * @throws {Problem}
 */
export async function call(method, path, options = {}) {
  const response = await send(method, path, options);
  const isJson = JSON_TYPE.test(response.headers.get('Content-Type') ?? '');
  const body = isJson ? await response.json() : null;
  if (!response.ok) throw new Problem(response.status, body ?? {});
  return body;
}

/**
 * @param {string} method
 * @param {string} path
 * @param {Options} options
 */
async function send(method, path, { body, type, revision, key, keepalive, signal }) {
  const headers = new Headers({ Accept: 'application/json', 'X-Galley-Editor': '1' });
  if (body !== undefined) headers.set('Content-Type', type ?? 'application/json');
  if (revision !== undefined) headers.set('If-Match', `"${revision}"`);
  if (key) headers.set('Idempotency-Key', key);
  const content = await bytes(body);
  try {
    return await fetch(path, {
      method,
      headers,
      body: content,
      credentials: 'same-origin',
      keepalive: keepalive && (content?.length ?? 0) <= MOST_KEPT_ALIVE_BYTES,
      signal,
    });
  } catch (failure) {
    if (signal?.aborted) throw failure;
    window.dispatchEvent(new Event('galley-unreachable'));
    throw new Problem(0, UNREACHABLE);
  }
}

async function bytes(/** @type {unknown} */ body) {
  if (body instanceof Blob) return new Uint8Array(await body.arrayBuffer());
  return body === undefined ? undefined : new TextEncoder().encode(JSON.stringify(body));
}
