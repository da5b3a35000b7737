/**
 * @typedef {object} View
 * @property {string} title
 * @property {Node} node
 * @property {() => void} [shown] called when the view is in the document
 * @property {() => void} [leave] called when another view takes its place
 * @property {() => Promise<boolean>} [save] sends what the server does not have yet
 *
 * @typedef {object} Address
 * @property {string[]} params what the pattern captured
 * @property {URLSearchParams} query
 * @property {boolean} back whether the browser's Back or Forward led here
 *
 * @typedef {(address: Address) => Promise<View>} Opening
 */

/** Names the place in the browser's tab. */
export function nameTab(/** @type {string} */ title) {
  document.title = `${title} · Galley`;
}

/** Leads the browser's address to views. */
export class Router {
  /** @type {View | null} */
  #view = null;
  #opened = 0;
  #address = '';

  /**
   * @param {[RegExp, Opening][]} routes the first that matches the path is taken
   * @param {(view: View) => void} show
   * @param {(failure: unknown) => View} failed what to show when a view cannot be opened
   */
  constructor(routes, show, failed) {
    this.routes = routes;
    this.show = show;
    this.failed = failed;
    window.addEventListener('popstate', () => this.#moved());
    document.addEventListener('click', (event) => this.#follow(event));
  }

  /** Goes to another place inside the editor. */
  go(/** @type {string} */ path) {
    history.pushState(null, '', path);
    return this.open();
  }

  /** Whether the server has everything that was written here. */
  async save() {
    return (await this.#view?.save?.()) ?? true;
  }

  /** Shows what the address names. */
  async open(back = false) {
    this.#address = location.pathname + location.search;
    this.#opened += 1;
    const mine = this.#opened;
    const view = await this.#resolve(back).catch(this.failed);
    if (mine !== this.#opened) return view.leave?.();
    this.#view?.leave?.();
    this.#view = view;
    nameTab(view.title);
    this.show(view);
    view.shown?.();
  }

  /** Changes the address for what is shown already. */
  rename(/** @type {string} */ path) {
    history.replaceState(null, '', path);
    this.#address = location.pathname + location.search;
  }

  /** Only another path or query is another place: a fragment leads within the page. */
  #moved() {
    if (location.pathname + location.search !== this.#address) this.open(true);
  }

  /** @param {boolean} back */
  async #resolve(back) {
    for (const [pattern, opening] of this.routes) {
      const match = pattern.exec(location.pathname);
      if (match) {
        const params = match.slice(1).map(decodeURIComponent);
        return opening({ params, query: new URLSearchParams(location.search), back });
      }
    }
    throw new Error('There is no such page in the editor.');
  }

  /** @param {MouseEvent} event */
  #follow(event) {
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    const plain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey;
    if (!link || !plain || link.target || event.defaultPrevented) return;
    if (link.origin !== location.origin || !link.pathname.startsWith('/editor/') || link.hash) return;
    event.preventDefault();
    this.go(link.pathname + link.search);
  }
}
