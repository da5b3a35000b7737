import { Upload } from '../pictures/upload.js';
import { counted } from '../ui/counted.js';
import { fill, h } from '../ui/dom.js';
import { notice } from '../ui/notice.js';

/** Many files on their way to the server. What is refused stays with its reason; the others go. */
export class Uploads {
  /** @type {Map<Upload, HTMLElement>} */
  #rows = new Map();
  #stored = 0;

  /** @param {() => unknown} changed hears that all are done that can be */
  constructor(changed) {
    this.changed = changed;
    this.said = h('p', { role: 'status' });
    this.list = h('ol', { class: 'uploads' });
    this.node = h('section', { class: 'stack tight', 'aria-label': 'Uploads', hidden: true }, this.said, this.list);
  }

  /** @param {File[]} files */
  add(files) {
    if (files.length === 0) return;
    if (this.#underWay === 0) window.addEventListener('beforeunload', warn);
    const uploads = files.map((file) => {
      /** @type {Upload} */
      const upload = new Upload(file, new AbortController().signal, { stored: () => this.#gone(upload), changed: () => this.#tell() });
      const row = h(
        'li',
        {},
        h('div', { class: 'row' }, h('strong', {}, file.name), upload.retry, h('button', { class: 'button small quiet', type: 'button', hidden: true, 'aria-label': `Leave out ${file.name}`, onclick: () => this.#leaveOut(upload) }, 'Leave out')),
        upload.bar,
        upload.state,
      );
      this.#rows.set(upload, row);
      this.list.append(row);
      return upload;
    });
    this.node.hidden = false;
    for (const upload of uploads) upload.begin();
    this.#tell();
  }

  get #underWay() {
    return [...this.#rows.keys()].filter(({ outcome }) => outcome === 'waiting').length;
  }

  /** @param {Upload} upload */
  #gone(upload) {
    this.#rows.get(upload)?.remove();
    this.#rows.delete(upload);
    this.#stored += 1;
  }

  /** @param {Upload} upload */
  #leaveOut(upload) {
    this.#rows.get(upload)?.remove();
    this.#rows.delete(upload);
    this.#tell();
  }

  #tell() {
    for (const [{ outcome }, row] of this.#rows) {
      const leaveOut = row.querySelector('.quiet');
      if (leaveOut instanceof HTMLElement) leaveOut.hidden = outcome !== 'refused';
    }
    const { size } = this.#rows;
    const stored = `${counted(this.#stored, 'file is', 'files are')} stored`;
    if (this.#underWay > 0) return fill(this.said, `Uploading ${counted(this.#underWay, 'file')}…`);
    window.removeEventListener('beforeunload', warn);
    const words = size > 0 ? `${stored}, ${size} not` : `${stored}.`;
    fill(this.said, words);
    if (size === 0) this.node.hidden = true;
    if (this.#stored === 0) return;
    // Whoever has gone elsewhere hears of it, too.
    if (!this.node.isConnected) return notice(words);
    notice(words);
    this.#stored = 0;
    this.changed();
  }
}

const warn = (/** @type {BeforeUnloadEvent} */ event) => event.preventDefault();
