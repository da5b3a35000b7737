import * as posts from '../api/posts.js';
import { fill, h } from '../ui/dom.js';
import { problemText } from '../ui/notice.js';
import { publicationItem } from './publication-item.js';
import { stepSentence } from './steps.js';

/** @import { Publication } from '../api/types.js' */

/** The publications of a post, newest first, each step as it happens. */
export class Timeline {
  /** @type {EventSource | null} */
  #events = null;
  /** @type {Map<number, Publication>} */
  #publications = new Map();
  #told = new Set();

  /** @param {string} id the post's */
  constructor(id) {
    this.id = id;
    this.list = h('ol', { class: 'publications' });
    this.trouble = h('div');
    this.aloud = h('p', { class: 'unseen', role: 'status', 'aria-live': 'polite' });
    this.node = h('div', { class: 'timeline' }, this.aloud, this.trouble, this.list);
  }

  /** Begins to listen; what happened before is shown at once. */
  async open() {
    this.close();
    const events = new EventSource(posts.deliveriesUrl(this.id));
    events.addEventListener('delivery', (event) => this.#take(JSON.parse(event.data), true));
    events.addEventListener('error', () => fill(this.trouble, h('p', { class: 'hint' }, 'Connecting again…')));
    events.addEventListener('open', () => fill(this.trouble));
    this.#events = events;
    try {
      const { items } = await posts.deliveries(this.id);
      for (const publication of items) this.#take(publication, false);
      if (items.length === 0) this.#draw();
    } catch (failure) {
      fill(this.trouble, problemText(failure));
    }
  }

  /** Stops listening. */
  close() {
    this.#events?.close();
    this.#events = null;
  }

  /**
   * @param {Publication} publication
   * @param {boolean} live
   */
  #take(publication, live) {
    const known = this.#publications.get(publication.revision);
    // The list may have been read before an event that overtook it.
    if (known && !live && known.steps.length > publication.steps.length) return;
    this.#publications.set(publication.revision, publication);
    if (live) this.#tell(publication);
    this.#draw();
  }

  #draw() {
    const newestFirst = [...this.#publications.values()].sort((a, b) => b.revision - a.revision);
    const nothing = h('li', { class: 'empty' }, 'No publications yet. Each step of one will show here as it happens.');
    fill(
      this.list,
      newestFirst.length > 0
        ? newestFirst.map((each, index) => publicationItem(this.id, each, index === 0))
        : nothing,
    );
  }

  /** Reads out what is new. */
  #tell(/** @type {Publication} */ publication) {
    const news = publication.steps
      .map((step) => ({ step, key: `${publication.revision} ${step.step} ${step.target} ${step.outcome} ${step.attempt}` }))
      .filter(({ key }) => !this.#told.has(key));
    for (const { key } of news) this.#told.add(key);
    if (news.length > 0) fill(this.aloud, news.map(({ step }) => stepSentence(step)).join(' '));
  }
}
