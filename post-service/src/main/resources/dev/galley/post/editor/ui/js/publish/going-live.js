import * as imports from '../api/imports.js';
import { counted } from '../ui/counted.js';
import { fill, h } from '../ui/dom.js';
import { problemText } from '../ui/notice.js';

/** @import { Publication } from '../api/imports.js' */

/** As many as one question may name. */
const BATCH = 500;
const PAUSE_MILLIS = 500;
/** Without any progress; a broker that is away this long needs a person. */
const PATIENCE_MILLIS = 600_000;

/** Shows how many of the published posts are on their pages and in the feeds, until all are. */
export class GoingLive {
  #stopped = false;

  /** @param {Publication[]} publications */
  constructor(publications) {
    this.pending = new Map(publications.map(({ postId, revision }) => [postId, revision]));
    this.all = this.pending.size;
    this.failed = /** @type {string[]} */ ([]);
    this.bar = h('progress', { max: this.all, value: 0, 'aria-label': 'Pages that are live' });
    this.says = h('p', { role: 'status' });
    this.node = h('div', { class: 'stack tight', hidden: this.all === 0 }, this.bar, this.says);
  }

  stop() {
    this.#stopped = true;
  }

  async watch() {
    let progressAt = Date.now();
    while (this.all > 0 && !this.#stopped) {
      const before = this.pending.size;
      try {
        await this.#look();
      } catch (failure) {
        return fill(this.says, problemText(failure), 'Their pages are made as soon as they can be.');
      }
      this.#show();
      if (this.pending.size === 0) return;
      if (this.pending.size < before) progressAt = Date.now();
      if (Date.now() - progressAt > PATIENCE_MILLIS) return;
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MILLIS));
    }
  }

  /** Pages become live nearly in the order of the report, so what waits is nearly all behind. */
  async #look() {
    const all = [...this.pending].map(([postId, revision]) => ({ postId, revision }));
    for (let from = 0; from < all.length; from += BATCH) {
      const batch = all.slice(from, from + BATCH);
      const { waiting, failed } = await imports.progress(batch);
      this.failed.push(...failed);
      const still = new Set(waiting);
      for (const { postId } of batch) if (!still.has(postId)) this.pending.delete(postId);
      if (still.size > batch.length / 2) return;
    }
  }

  #show() {
    const live = this.all - this.pending.size - this.failed.length;
    this.bar.value = this.all - this.pending.size;
    fill(
      this.says,
      live === this.all ? `Done: ${counted(live, 'page is', 'pages are')} live.` : `${live} of ${counted(this.all, 'page is', 'pages are')} live.`,
      this.failed.map((id) => [' ', h('a', { href: `/editor/posts/${encodeURIComponent(id)}` }, 'One that failed')]),
    );
  }
}
