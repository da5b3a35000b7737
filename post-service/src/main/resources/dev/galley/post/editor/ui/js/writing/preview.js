import { Problem } from '../api/http.js';
import * as posts from '../api/posts.js';
import { fill, h } from '../ui/dom.js';
import { PLACE, previewDocument } from './preview-document.js';

/** @import { Draft } from './draft.js' */

const PAUSE_MILLIS = 350;
/** Where a page takes long to lay out, the pause is so many times as long: writing goes before seeing. */
const PAUSE_FOR_PAGE = 4;
const LONGEST_PAUSE_MILLIS = 3000;
const SETTLING_MILLIS = 120;
/** What passes by itself, and soon. */
const BUSY = 'preview-busy';
const BUSY_MILLIS = 1000;

/**
 * The post as its page will look, by the same pipeline that makes the page. Two frames take turns, so
 * that nothing flickers; both are sandboxed without any permission.
 */
export class Preview {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  /** @type {AbortController | null} */
  #asking = null;
  #stale = true;
  #active = false;
  /** What the newest page took. */
  #pageMillis = 0;

  /**
   * @param {Draft} draft
   * @param {() => number} caret where in the text the author is
   */
  constructor(draft, caret) {
    this.draft = draft;
    this.caret = caret;
    this.status = h('div', { class: 'preview-status', role: 'status' });
    this.frames = [frame(), frame()];
    this.node = h('div', { class: 'preview' }, this.status, h('div', { class: 'frames' }, this.frames));
    for (const event of ['edited', 'replaced']) draft.addEventListener(event, () => this.#changed());
    // Where saving works again after an outage, the preview may too.
    draft.addEventListener('stored', () => this.#active && this.#stale && this.#in(0));
  }

  /** Only a preview that can be seen is kept up to date. */
  set active(/** @type {boolean} */ active) {
    this.#active = active;
    if (active && this.#stale) this.#in(0);
  }

  #changed() {
    this.#stale = true;
    if (this.#active) this.#in(Math.min(LONGEST_PAUSE_MILLIS, Math.max(PAUSE_MILLIS, PAUSE_FOR_PAGE * this.#pageMillis)));
  }

  #in(/** @type {number} */ millis) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#ask(), millis);
  }

  async #ask() {
    this.#asking?.abort();
    const asking = new AbortController();
    this.#asking = asking;
    this.#stale = false;
    const { post, fields } = this.draft;
    const source = fields.body;
    try {
      const answer = await posts.preview(post, { ...fields, metadata: post.metadata }, asking.signal);
      this.#tell(answer.warnings ?? []);
      this.#show(answer.page ?? answer.html ?? '', source);
    } catch (failure) {
      if (asking.signal.aborted) return;
      this.#stale = true;
      const reason = failure instanceof Problem ? failure.message : String(failure);
      this.#tell([`No preview at the moment: ${reason} Writing and saving go on.`]);
      if (this.#active && failure instanceof Problem && failure.kind === BUSY) this.#in(BUSY_MILLIS);
    }
  }

  #tell(/** @type {string[]} */ lines) {
    fill(this.status, lines.map((line) => h('p', {}, line)));
  }

  /**
   * @param {string} page
   * @param {string} source
   */
  #show(page, source) {
    const [shown, next] = this.frames;
    const from = performance.now();
    next.addEventListener('load', () => {
      this.#pageMillis = performance.now() - from;
      this.#settle(shown, next);
    }, { once: true });
    next.srcdoc = previewDocument(page, source, this.caret());
  }

  /**
   * @param {HTMLIFrameElement} shown
   * @param {HTMLIFrameElement} next
   */
  #settle(shown, next) {
    // The frame's origin is not ours: leading it to a fragment is all that we may do to it.
    next.contentWindow?.location.replace(`about:srcdoc#${PLACE}`);
    setTimeout(() => {
      next.classList.add('shown');
      shown.classList.remove('shown');
    }, SETTLING_MILLIS);
    this.frames = [next, shown];
  }
}

const frame = () => h('iframe', { sandbox: '', title: 'Preview' });
