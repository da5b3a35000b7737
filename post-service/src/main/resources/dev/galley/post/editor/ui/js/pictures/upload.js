import * as assets from '../api/assets.js';
import { fill, h } from '../ui/dom.js';

/** @import { Asset } from '../api/assets.js' */

/** More at once would only be slower each. */
const AT_ONCE = 3;

let running = 0;
/** @type {(() => void)[]} */
const waiting = [];

/** @returns {Promise<void>} when it may begin */
function turn() {
  if (running < AT_ONCE) {
    running += 1;
    return Promise.resolve();
  }
  return new Promise((resolve) => waiting.push(resolve));
}

function next() {
  const begin = waiting.shift();
  if (begin) begin();
  else running -= 1;
}

/** A file on its way to the server: how far it is, and why it was not stored, to be tried again. */
export class Upload {
  /**
   * @param {File} file
   * @param {AbortSignal} signal
   * @param {{ stored: (asset: Asset) => void, changed: () => void, instead?: Asset }} how whose content it
   *     becomes; without, it is a new file
   */
  constructor(file, signal, { stored, changed, instead }) {
    this.file = file;
    this.signal = signal;
    this.stored = stored;
    this.changed = changed;
    this.instead = instead;
    /** @type {'waiting' | 'stored' | 'refused'} */
    this.outcome = 'waiting';
    this.state = h('p', { class: 'hint', role: 'status' });
    this.bar = h('progress', { max: '1', value: 0, 'aria-label': `Uploaded of ${file.name}` });
    this.retry = h('button', { class: 'button small', type: 'button', hidden: true, 'aria-label': `Retry ${file.name}`, onclick: () => this.begin() }, 'Retry');
  }

  /** Sends it, in its turn. */
  async begin() {
    this.outcome = 'waiting';
    this.retry.hidden = true;
    this.bar.hidden = false;
    this.bar.value = 0;
    this.state.classList.remove('wrong');
    fill(this.state, 'Waiting…');
    await turn();
    try {
      fill(this.state, 'Uploading…');
      const asset = await assets.upload(this.file, (part) => (this.bar.value = part), this.signal, this.instead);
      this.outcome = 'stored';
      this.bar.hidden = true;
      fill(this.state);
      this.stored(asset);
    } catch (failure) {
      this.outcome = 'refused';
      this.bar.hidden = true;
      this.retry.hidden = false;
      fill(this.state, `Not stored: ${failure instanceof Error ? failure.message : failure}`);
      this.state.classList.add('wrong');
    } finally {
      next();
      this.changed();
    }
  }
}
