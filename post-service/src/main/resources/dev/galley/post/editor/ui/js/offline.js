import { Problem } from './api/http.js';
import { h } from './ui/dom.js';

const WORDS = 'You are offline. What you write stays in this browser and is saved when you are back.';
const LOOK_AGAIN_MILLIS = 5000;

/** A banner while the server cannot be reached: the network is away, or Galley is. */
export class Offline {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /** @param {() => Promise<unknown>} look asks the server for something small */
  constructor(look) {
    this.look = look;
    this.node = h('div', { class: 'offline', role: 'status' });
    window.addEventListener('offline', () => this.#show(true));
    window.addEventListener('online', () => this.#again());
    // Each failed request says so, also the ones below.
    window.addEventListener('galley-unreachable', () => this.#show(true));
    if (!navigator.onLine) this.#show(true);
  }

  async #again() {
    clearTimeout(this.#timer);
    try {
      await this.look();
      this.#show(false);
    } catch (failure) {
      const away = failure instanceof Problem && failure.status === 0;
      this.#show(away);
    }
  }

  /** @param {boolean} away */
  #show(away) {
    this.node.textContent = away ? WORDS : '';
    clearTimeout(this.#timer);
    if (away) this.#timer = setTimeout(() => this.#again(), LOOK_AGAIN_MILLIS);
  }
}
