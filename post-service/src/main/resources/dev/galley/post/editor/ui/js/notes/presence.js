import * as notes from '../api/notes.js';
import * as session from '../api/session.js';
import { fill, h } from '../ui/dom.js';

/** A browser has six connections to a server over HTTP/1.1: a window that nobody looks at gives its own up. */
const HIDDEN_MILLIS = 20_000;

/**
 * What this window is known by, also after it was loaded again. As long as it is open no other window
 * finds that name: a window that is duplicated begins with a copy of what the browser keeps for the tab.
 */
const KEY = 'galley.window';
const thisWindow = sessionStorage.getItem(KEY) ?? crypto.randomUUID();
sessionStorage.removeItem(KEY);
window.addEventListener('pagehide', () => sessionStorage.setItem(KEY, thisWindow));
window.addEventListener('pageshow', () => sessionStorage.removeItem(KEY));

/**
 * Says who else has a post open. Whoever listens has it open. Tells its listeners by the event `notes`
 * that there may be something new about the notes.
 */
export class Presence extends EventTarget {
  /** @type {EventSource | null} */
  #stream = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #hiding;
  #stop = new AbortController();

  /** @param {string} id the post's */
  constructor(id) {
    super();
    this.id = id;
    this.node = h('p', { class: 'present hint', role: 'status', 'aria-live': 'polite' });
    document.addEventListener('visibilitychange', () => this.#seen(), { signal: this.#stop.signal });
    this.#listen();
  }

  /** Stops listening. */
  close() {
    this.#stop.abort();
    clearTimeout(this.#hiding);
    this.#leave();
  }

  #seen() {
    clearTimeout(this.#hiding);
    if (document.hidden) this.#hiding = setTimeout(() => this.#leave(), HIDDEN_MILLIS);
    else this.#listen();
  }

  #leave() {
    this.#stream?.close();
    this.#stream = null;
  }

  #listen() {
    if (this.#stream) return;
    this.#stream = new EventSource(notes.presenceUrl(this.id, thisWindow));
    this.#stream.addEventListener('people', ({ data }) => this.#show(JSON.parse(data).items));
    this.#stream.addEventListener('notes', () => this.dispatchEvent(new Event('notes')));
    // Who is here is not known any more; the browser connects again by itself.
    this.#stream.addEventListener('error', () => fill(this.node));
  }

  async #show(/** @type {{ id: string, name: string, windows: number }[]} */ people) {
    const me = await session.personId().catch(() => '');
    const names = people.filter(({ id }) => id !== me).map(({ name }) => name);
    const own = people.find(({ id }) => id === me);
    const others = names.length > 0 && `Also here: ${names.join(', ')}`;
    fill(this.node, others || (own && own.windows > 1 && 'Also open in another window of yours'));
  }
}
