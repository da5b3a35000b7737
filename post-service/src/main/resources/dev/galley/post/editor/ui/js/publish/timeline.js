import * as posts from '../api/posts.js';
import { fill, h } from '../ui/dom.js';
import { problemText } from '../ui/notice.js';
import { publicationItem } from './publication-item.js';
import { stepSentence } from './steps.js';

/** @import { Publication, Step } from '../api/types.js' */

/** The publications of a post, newest first, each step as it happens. */
export class Timeline {
  /** @type {AbortController | null} */
  #listening = null;
  /** @type {Map<number, Publication>} */
  #publications = new Map();
  /** @type {Set<string>} */
  #known = new Set();

  /** @param {string} id the post's */
  constructor(id) {
    this.id = id;
    this.list = h('ol', { class: 'publications' });
    this.trouble = h('div');
    this.aloud = h('p', { class: 'unseen', role: 'status', 'aria-live': 'polite' });
    this.node = h('div', { class: 'timeline' }, this.aloud, this.trouble, this.list);
  }

  /** Shows what has happened and begins to listen to what goes on. */
  async open() {
    this.close();
    const listening = new AbortController();
    this.#listening = listening;
    try {
      const { items } = await posts.deliveries(this.id);
      for (const publication of items) this.#take(publication, false);
      this.#draw();
    } catch (failure) {
      fill(this.trouble, problemText(failure));
    }
    if (!listening.signal.aborted) this.#listen(listening.signal);
  }

  /** @param {AbortSignal} signal */
  #listen(signal) {
    // Each connection begins with the whole timeline: nothing is missed in between.
    const events = new EventSource(posts.deliveriesUrl(this.id));
    signal.addEventListener('abort', () => events.close());
    events.addEventListener('delivery', (event) => {
      this.#take(JSON.parse(event.data), true);
      this.#draw();
    });
    events.addEventListener('error', () => fill(this.trouble, h('p', { class: 'hint' }, 'Connecting again…')));
    events.addEventListener('open', () => fill(this.trouble));
  }

  /** Stops listening. */
  close() {
    this.#listening?.abort();
  }

  /**
   * @param {Publication} publication
   * @param {boolean} live
   */
  #take(publication, live) {
    this.#publications.set(publication.revision, publication);
    const news = publication.steps.filter((step) => this.#isNews(publication, step));
    if (live && news.length > 0) fill(this.aloud, news.map(stepSentence).join(' '));
  }

  /**
   * @param {Publication} publication
   * @param {Step} step
   */
  #isNews({ revision }, { step, target, outcome, attempt }) {
    const key = [revision, step, target, outcome, attempt].join(' ');
    const known = this.#known.has(key);
    this.#known.add(key);
    return !known;
  }

  #draw() {
    const newestFirst = [...this.#publications.values()].sort((a, b) => b.revision - a.revision);
    const nothing = h('li', { class: 'empty' }, 'Not published yet. When you publish (Ctrl+Enter), each step shows here as it happens.');
    fill(
      this.list,
      newestFirst.length > 0
        ? newestFirst.map((each, index) => publicationItem(this.id, each, index === 0))
        : nothing,
    );
  }
}
