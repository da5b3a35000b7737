/** @import { Post, PostFields } from '../api/types.js' */
/** @typedef {keyof PostFields} FieldName */

/**
 * What authors know the fields by.
 *
 * @type {Record<FieldName, string>}
 */
export const LABELS = {
  title: 'Title',
  slug: 'Address',
  body: 'Text',
  summary: 'Summary',
  authors: 'Authors',
  tags: 'Tags',
  kind: 'Kind',
  format: 'Format',
  canonicalUrl: 'First appeared at',
};

const NAMES = /** @type {FieldName[]} */ (Object.keys(LABELS));

/** What an author can change of a post, each field with a value. */
export function fieldsOf(/** @type {Post} */ post) {
  return /** @type {PostFields} */ ({
    ...Object.fromEntries(NAMES.map((name) => [name, post[name]])),
    summary: post.summary ?? '',
  });
}

/**
 * @param {unknown} a
 * @param {unknown} b
 */
export const same = (a, b) =>
  // Texts are compared at every key: two long ones must not be made into JSON for it.
  a === b || (typeof a === 'object' && JSON.stringify(a) === JSON.stringify(b));

/**
 * A post as it is being written: what the server has, and what was changed since. Tells its
 * listeners by the events `edited` (by the author), `replaced` (fields got other values from
 * elsewhere) and `stored` (the server has a newer revision).
 */
export class Draft extends EventTarget {
  /** @type {Map<FieldName, string>} */
  #refused = new Map();

  /** @param {Post} post */
  constructor(post) {
    super();
    this.post = post;
    this.base = fieldsOf(post);
    this.fields = { ...this.base };
  }

  /**
   * @template {FieldName} N
   * @param {N} name
   * @param {PostFields[N]} value
   */
  edit(name, value) {
    if (same(this.fields[name], value)) return;
    this.fields[name] = value;
    this.#refused.delete(name);
    this.dispatchEvent(new Event('edited'));
  }

  /** What the server does not have yet, apart from what it refused. */
  get changes() {
    const changed = NAMES.filter(
      (name) => !same(this.fields[name], this.base[name]) && !this.#refused.has(name),
    );
    return /** @type {Partial<PostFields>} */ (
      Object.fromEntries(changed.map((name) => [name, this.fields[name]]))
    );
  }

  /** Whether there are words that the server does not have. */
  get dirty() {
    return NAMES.some((name) => !same(this.fields[name], this.base[name]));
  }

  /** What the server refused, with its reasons. */
  get refusals() {
    return [...this.#refused];
  }

  /**
   * Leaves a field out of what is saved until it is edited again, so that one wrong field does not
   * keep the words from being saved.
   *
   * @param {string} field
   * @param {string} reason
   * @returns {boolean} whether that can be done for this field
   */
  refuse(field, reason) {
    const name = NAMES.find((candidate) => candidate === field);
    if (!name || !(name in this.changes)) return false;
    this.#refused.set(name, reason);
    this.dispatchEvent(new Event('refused'));
    return true;
  }

  /**
   * The server stored fields; it may have put them into another form.
   *
   * @param {Post} post
   * @param {Partial<PostFields>} sent
   */
  stored(post, sent) {
    const stored = fieldsOf(post);
    for (const name of NAMES) {
      const untouched = same(this.fields[name], this.base[name]) || same(this.fields[name], sent[name]);
      // The words stay as they stand under the caret.
      if (untouched && name !== 'body' && name !== 'title') Object.assign(this.fields, { [name]: stored[name] });
    }
    this.post = post;
    this.base = { ...stored, ...pick(sent, ['body', 'title']) };
    this.dispatchEvent(new Event('stored'));
  }

  /**
   * Goes on from another revision with these fields.
   *
   * @param {Post} post the newest on the server
   * @param {PostFields} fields
   */
  replace(post, fields) {
    this.post = post;
    this.base = fieldsOf(post);
    this.fields = { ...fields };
    this.dispatchEvent(new Event('replaced'));
    this.dispatchEvent(new Event('stored'));
  }
}

/**
 * @param {Partial<PostFields>} fields
 * @param {FieldName[]} names
 */
function pick(fields, names) {
  return Object.fromEntries(names.filter((name) => name in fields).map((name) => [name, fields[name]]));
}
