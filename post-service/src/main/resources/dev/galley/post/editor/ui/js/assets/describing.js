import * as api from '../api/assets.js';
import { nameOf } from '../pictures/thumbnail.js';
import { counted } from '../ui/counted.js';
import { fill, freshId, h } from '../ui/dom.js';
import { input } from '../ui/fields.js';
import { problemText } from '../ui/notice.js';

/** @import { Asset } from '../api/assets.js' */

/** @typedef {{ asset: Asset, alt: HTMLInputElement, decorative: HTMLInputElement, said: HTMLElement }} Row */

/** Says of many pictures what they show, beside each of them. */
export class Describing {
  /** @type {Row[]} */
  #rows = [];
  /** @type {HTMLElement | null} */
  #list = null;

  /** @param {() => unknown} ended hears that descriptions have changed and are no longer shown as fields */
  constructor(ended) {
    this.ended = ended;
    this.said = h('p', { role: 'status' });
    this.toggle = h('button', { class: 'button', type: 'button', 'aria-expanded': 'false', onclick: () => this.open(Boolean(this.bar.hidden)) }, 'Describe');
    this.saving = h('button', { class: 'button primary small', type: 'button', onclick: () => this.#save() }, 'Save descriptions');
    this.bar = h(
      'section',
      { class: 'selection', 'aria-label': 'Descriptions', hidden: true },
      this.said,
      h('div', { class: 'row' }, this.saving, h('button', { class: 'button small', type: 'button', onclick: () => this.open(false) }, 'Done')),
    );
  }

  /** @param {HTMLElement} list of the pictures */
  of(list) {
    this.#list = list;
  }

  /** Other pictures are shown from now on. */
  begin() {
    this.#rows = [];
  }

  /** @param {boolean} open */
  open(open) {
    this.bar.hidden = !open;
    this.toggle.setAttribute('aria-expanded', String(open));
    this.#list?.classList.toggle('describing', open);
    this.#tell();
    if (open) this.#rows[0]?.alt.focus();
    else {
      this.toggle.focus();
      this.ended();
    }
  }

  /** The fields beside a picture; nothing beside what is none. */
  fields(/** @type {Asset} */ asset) {
    if (!asset.type.startsWith('image/')) return null;
    const alt = input({ maxlength: '500', value: asset.alt ?? '', id: freshId('field'), disabled: asset.decorative, oninput: () => this.#tell() });
    const decorative = h('input', {
      type: 'checkbox',
      checked: asset.decorative,
      'aria-label': `${nameOf(asset)} is decorative`,
      onchange: () => {
        alt.disabled = decorative.checked;
        this.#tell();
      },
    });
    const said = h('p', { class: 'wrong' });
    this.#rows.push({ asset, alt, decorative, said });
    return h(
      'div',
      { class: 'describe stack tight' },
      h('label', { class: 'label', for: alt.id }, 'What does it show?', h('span', { class: 'unseen' }, ` (${nameOf(asset)})`)),
      alt,
      h('label', { class: 'check' }, decorative, 'Decorative'),
      said,
    );
  }

  get #changed() {
    return this.#rows.filter(({ asset, alt, decorative }) => asset.decorative !== decorative.checked || (asset.alt ?? '') !== said(alt, decorative));
  }

  #tell() {
    const { length } = this.#changed;
    fill(this.said, length > 0 ? `${counted(length, 'description')} to save` : 'Say of each picture what it shows to who does not see it, or that it is decorative');
    this.saving.disabled = length === 0;
  }

  async #save() {
    const rows = this.#changed;
    this.saving.disabled = true;
    let failed = 0;
    try {
      for (let from = 0; from < rows.length; from += api.MOST_DESCRIBED) {
        const some = rows.slice(from, from + api.MOST_DESCRIBED);
        const { items } = await api.describeMany(
          some.map(({ asset: { path, revision }, alt, decorative }) => ({ path, revision, alt: said(alt, decorative) || null, decorative: decorative.checked })),
        );
        some.forEach((row, index) => {
          const { asset, problem } = items[index];
          if (asset) row.asset = asset;
          else failed += 1;
          fill(row.said, problem?.detail ?? problem?.title ?? '');
        });
      }
      this.#tell();
      fill(this.said, `${counted(rows.length - failed, 'description is', 'descriptions are')} saved${failed > 0 ? `, ${failed} not` : ''}`);
    } catch (failure) {
      this.#tell();
      fill(this.said, problemText(failure));
    }
  }
}

/**
 * @param {HTMLInputElement} alt
 * @param {HTMLInputElement} decorative
 */
const said = (alt, decorative) => (decorative.checked ? '' : alt.value.trim());
