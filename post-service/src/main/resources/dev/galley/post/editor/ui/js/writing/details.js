import { rememberAuthors } from '../posts/last-authors.js';
import { fill, freshId, h } from '../ui/dom.js';
import { field, input, splitList } from '../ui/fields.js';
import { LABELS } from './draft.js';
import { FORMATS, askFormat } from './format-dialog.js';

/** @import { Draft, FieldName } from './draft.js' */

const KINDS = ['blog', 'page', 'project', 'show-and-tell'];

/** What is said about a post: address, summary, authors, tags, kind, and how its text is written. */
export class Details {
  /**
   * @param {Draft} draft
   * @param {boolean} mayChange
   */
  constructor(draft, mayChange) {
    this.draft = draft;
    this.mayChange = mayChange;
    const kinds = freshId('kinds');
    this.controls = {
      slug: this.#control('slug', (text) => draft.edit('slug', text.trim())),
      summary: this.#area((text) => draft.edit('summary', text)),
      authors: this.#control('authors', (text) => this.#authors(splitList(text))),
      tags: this.#control('tags', (text) => draft.edit('tags', splitList(text))),
      kind: this.#control('kind', (text) => draft.edit('kind', text.trim()), { list: kinds }),
      format: this.#formats(),
      canonicalUrl: this.#control('canonicalUrl', (text) => draft.edit('canonicalUrl', text.trim() || null), { type: 'url' }),
    };
    const { slug, summary, authors, tags, kind, format, canonicalUrl } = this.controls;
    /** @type {Record<string, HTMLElement>} */
    this.wrongs = Object.fromEntries(
      Object.keys(this.controls).map((name) => [name, h('span', { class: 'wrong' })]),
    );
    const hint = (/** @type {string} */ name, /** @type {string} */ text) => [this.wrongs[name], ' ', text];
    this.node = h(
      'div',
      { class: 'details stack' },
      field(LABELS.slug, slug, hint('slug', 'The last part of the URL: a-z, 0-9 and hyphens. Old addresses lead here.')),
      field(LABELS.summary, summary, hint('summary', 'For feeds and search engines. Without one, the beginning of the text is used.')),
      field(LABELS.authors, authors, hint('authors', 'Their short names with commas between, such as chris-roos.')),
      field(LABELS.tags, tags, hint('tags', 'With commas between.')),
      field(LABELS.kind, kind, hint('kind', 'Pages and projects stay out of the feeds.')),
      field(LABELS.format, format, hint('format', 'How the text is written. You see what changes before it does.')),
      field(LABELS.canonicalUrl, canonicalUrl, hint('canonicalUrl', 'The address of the original, if it is on another site: search engines keep that one.')),
      h('datalist', { id: kinds }, KINDS.map((value) => h('option', { value }))),
    );
    for (const event of ['stored', 'replaced', 'refused']) draft.addEventListener(event, () => this.refresh());
    this.refresh();
  }

  /** Shows what the draft has, except in the field that is being edited. */
  refresh() {
    const { fields, refusals } = this.draft;
    const refused = new Map(refusals);
    for (const [name, control] of Object.entries(this.controls)) {
      const value = fields[/** @type {FieldName} */ (name)];
      if (control !== document.activeElement || name === 'format') control.value = [value].flat().join(', ');
      const reason = refused.get(/** @type {FieldName} */ (name));
      control.ariaInvalid = reason ? 'true' : null;
      fill(this.wrongs[name], reason && `This ${reason}. It is not saved.`);
    }
  }

  /** @param {string[]} authors */
  #authors(authors) {
    this.draft.edit('authors', authors);
    rememberAuthors(authors);
  }

  /**
   * @param {string} name
   * @param {(text: string) => void} edit
   * @param {Record<string, unknown>} [props]
   */
  #control(name, edit, props = {}) {
    const control = input({
      name,
      readonly: !this.mayChange,
      spellcheck: 'false',
      autocapitalize: 'off',
      oninput: () => edit(control.value),
      onblur: () => this.refresh(),
      ...props,
    });
    return control;
  }

  #formats() {
    const control = h(
      'select',
      { class: 'input', name: 'format', disabled: !this.mayChange, onchange: () => change() },
      Object.entries(FORMATS).map(([value, label]) => h('option', { value }, label)),
    );
    const change = async () => {
      const wanted = control.value;
      control.value = this.draft.fields.format;
      await askFormat(this.draft, wanted);
      this.refresh();
    };
    return control;
  }

  /** @param {(text: string) => void} edit */
  #area(edit) {
    const control = h('textarea', { class: 'input', name: 'summary', rows: '3', readonly: !this.mayChange, oninput: () => edit(control.value) });
    return control;
  }
}
