/** @import { Tool } from './toolbar.js' */

const ONLY_TEXT = 'only-text';

/** Nothing but the text, on the whole screen where the browser gives it. */
export class FullScreen {
  #stop = new AbortController();

  constructor() {
    /** @type {Tool} */
    this.tool = { label: 'Full screen: nothing but the text', sign: 'Full screen', keys: 'Ctrl+Shift+F', kind: 'last', run: () => this.toggle() };
    const left = () => !document.fullscreenElement && this.#show(false);
    document.addEventListener('fullscreenchange', left, { signal: this.#stop.signal });
  }

  async toggle() {
    const on = !document.documentElement.classList.contains(ONLY_TEXT);
    this.#show(on);
    // Where the browser refuses, the window is filled.
    if (on) await document.documentElement.requestFullscreen?.().catch(() => {});
    else if (document.fullscreenElement) await document.exitFullscreen();
  }

  /** Gives the screen back, for good. */
  leave() {
    this.#stop.abort();
    this.#show(false);
    if (document.fullscreenElement) document.exitFullscreen();
  }

  #show(/** @type {boolean} */ on) {
    document.documentElement.classList.toggle(ONLY_TEXT, on);
  }
}
