import { Problem } from '../api/http.js';
import * as posts from '../api/posts.js';
import * as localCopy from './local-copy.js';

/** @import { Draft, FieldName } from './draft.js' */

const PAUSE_MILLIS = 1000;
const LONGEST_MILLIS = 6000;
const RETRY_MILLIS = 3000;
const LONGEST_RETRY_MILLIS = 30_000;
const SIGNED_OUT = 'your session has ended. What you write stays in this browser until you sign in.';

/**
 * @typedef {{ kind: 'saved', at: Date | null } | { kind: 'editing' } | { kind: 'saving' }
 *   | { kind: 'refused', refusals: [FieldName, string][] }
 *   | { kind: 'failed', reason: string, signedOut: boolean }} SaveState
 */

/** Saves a draft while it is written, and says what is saved. */
export class Autosave {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  /** @type {Promise<boolean> | null} */
  #running = null;
  /** @type {number | null} */
  #waitingSince = null;
  #failures = 0;

  /**
   * @param {Draft} draft
   * @param {(state: SaveState) => void} tell
   * @param {() => Promise<boolean>} reconcile called when another revision is on the server;
   *     whether the draft now builds on that one
   */
  constructor(draft, tell, reconcile) {
    this.draft = draft;
    this.tell = tell;
    this.reconcile = reconcile;
    draft.addEventListener('edited', () => this.#edited());
  }

  /** Saves now; resolves to whether the server has everything. */
  async flush() {
    clearTimeout(this.#timer);
    while (this.#running) await this.#running;
    this.#running = this.#save().finally(() => (this.#running = null));
    return this.#running;
  }

  /** No more saving by itself. */
  stop() {
    clearTimeout(this.#timer);
  }

  #edited() {
    const now = Date.now();
    this.#waitingSince ??= now;
    this.#keepLocally();
    if (!this.#running) this.tell({ kind: 'editing' });
    const patience = Math.max(0, this.#waitingSince + LONGEST_MILLIS - now);
    this.#in(Math.min(PAUSE_MILLIS, patience));
  }

  #in(/** @type {number} */ millis) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.flush(), millis);
  }

  /** @returns {Promise<boolean>} */
  async #save() {
    const { post, changes } = this.draft;
    this.#waitingSince = null;
    if (Object.keys(changes).length === 0) return this.#done(null);
    this.tell({ kind: 'saving' });
    try {
      const stored = await posts.change(post.id, post.revision, changes, { keepalive: document.hidden });
      this.draft.stored(stored, changes);
      return this.#done(new Date());
    } catch (failure) {
      return this.#recover(Problem.of(failure));
    }
  }

  #done(/** @type {Date | null} */ at) {
    this.#failures = 0;
    const { dirty, refusals, post } = this.draft;
    if (!dirty) localCopy.forget(post.id);
    if (refusals.length > 0) this.tell({ kind: 'refused', refusals });
    else this.tell(dirty ? { kind: 'editing' } : { kind: 'saved', at });
    return !dirty;
  }

  /**
   * @param {Problem} problem
   * @returns {Promise<boolean>}
   */
  async #recover(problem) {
    if (problem.status === 412) return this.#reconciled();
    const errors = problem.kind === 'slug-taken' ? [{ field: 'slug', message: 'belongs to another post' }] : problem.errors;
    const set = errors.map(({ field, message }) => this.draft.refuse(field, message));
    if (set.some(Boolean)) return this.#save();
    const signedOut = problem.status === 401;
    this.tell({ kind: 'failed', reason: signedOut ? SIGNED_OUT : problem.message, signedOut });
    const mayPass = problem.status === 0 || problem.status === 429 || problem.status >= 500;
    if (mayPass) this.#in(Math.min(LONGEST_RETRY_MILLIS, RETRY_MILLIS * 2 ** this.#failures));
    this.#failures += 1;
    return false;
  }

  async #reconciled() {
    try {
      if (await this.reconcile()) return this.#save();
      this.tell({ kind: 'failed', reason: 'there are two versions.', signedOut: false });
      return false;
    } catch (failure) {
      return this.#recover(Problem.of(failure));
    }
  }

  #keepLocally() {
    const { post, base, fields } = this.draft;
    localCopy.keep(post.id, { revision: post.revision, base, fields });
  }
}
