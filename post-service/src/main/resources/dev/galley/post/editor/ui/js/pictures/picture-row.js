import * as assets from '../api/assets.js';
import { fill, freshId, h } from '../ui/dom.js';
import { input } from '../ui/fields.js';
import { markdownOf } from './markdown.js';
import { described, nameOf, thumbnail } from './thumbnail.js';
import { Upload } from './upload.js';

/** @import { Asset } from '../api/assets.js' */

/** One picture on its way into the text: stored, then described. */
export class PictureRow {
  /** @type {Asset | null} */
  asset = null;

  /**
   * @param {File | Asset} source what is to be uploaded, or is there already
   * @param {AbortSignal} signal
   * @param {() => void} changed
   * @param {() => void} removed
   */
  constructor(source, signal, changed, removed) {
    this.changed = changed;
    this.picture = h('div', { class: 'thumbnail' });
    this.about = h('p', { class: 'hint' });
    this.alt = input({ maxlength: '500', autofocus: true, oninput: changed });
    this.decorative = h('input', { type: 'checkbox', onchange: () => this.#decorated() });
    const upload = source instanceof File ? new Upload(source, signal, { stored: (asset) => this.#stored(asset), changed }) : null;
    const name = source instanceof File ? source.name : nameOf(source);
    const label = freshId('alt');
    this.alt.setAttribute('aria-labelledby', label);
    this.node = h(
      'li',
      { class: 'picture' },
      this.picture,
      h(
        'div',
        { class: 'stack tight' },
        h('div', { class: 'row' }, h('strong', {}, name), upload?.retry, h('button', { class: 'button small quiet', type: 'button', 'aria-label': `Leave out ${name}`, onclick: removed }, 'Leave out')),
        upload?.bar,
        upload?.state,
        this.about,
        h('label', { class: 'label', id: label, for: (this.alt.id = freshId('field')) }, 'What does it show?', h('span', { class: 'unseen' }, ` (${name})`)),
        this.alt,
        h('label', { class: 'check' }, this.decorative, 'Decorative: there is nothing to say about it'),
      ),
    );
    if (source instanceof File) upload?.begin();
    else this.#stored(source);
  }

  /** Why it cannot be inserted yet; empty when it can. */
  get lacking() {
    if (!this.asset) return 'A picture is not stored yet.';
    return this.alt.value.trim() || this.decorative.checked ? '' : 'Say of each picture what it shows, or that it is decorative.';
  }

  /** Keeps what was said about the picture, and gives what stands in the text for it. */
  async finish() {
    const asset = /** @type {Asset} */ (this.asset);
    const decorative = this.decorative.checked;
    const alt = decorative ? null : this.alt.value.trim();
    if (asset.alt !== alt || asset.decorative !== decorative) await this.#describe(asset, { alt, decorative });
    return markdownOf(asset.path, alt ?? '');
  }

  /**
   * @param {Asset} asset
   * @param {{ alt: string | null, decorative: boolean }} facts
   */
  async #describe(asset, facts) {
    try {
      this.asset = await assets.describe(asset, facts);
    } catch (failure) {
      // Somebody else described it meanwhile: the text has what was said here all the same.
      if (!(failure instanceof Error && 'status' in failure && failure.status === 412)) throw failure;
    }
  }

  /** @param {Asset} asset */
  #stored(asset) {
    this.asset = asset;
    fill(this.about, described(asset));
    const shown = thumbnail(asset);
    this.picture.replaceWith(shown);
    this.picture = shown;
    if (!this.alt.value && !this.decorative.checked) {
      this.alt.value = asset.alt ?? '';
      this.decorative.checked = asset.decorative;
      this.alt.disabled = asset.decorative;
    }
  }

  #decorated() {
    this.alt.disabled = this.decorative.checked;
    this.changed();
  }
}
