import { merge } from '../merge/merge.js';
import { same } from './draft.js';

/** @import { PostFields } from '../api/types.js' */

/** @typedef {'title' | 'slug' | 'summary' | 'kind' | 'format' | 'canonicalUrl' | 'body'} TextName */

/**
 * @typedef {object} Merged
 * @property {PostFields} fields conflicts hold mine, the body both versions
 * @property {TextName[]} conflicts what both changed differently
 */

/**
 * Merges two changes of one post, field by field.
 *
 * @param {PostFields} base
 * @param {PostFields} mine
 * @param {PostFields} theirs
 * @returns {Merged}
 */
export function mergeFields(base, mine, theirs) {
  const body = merge(base.body, mine.body, theirs.body);
  /** @type {PostFields} */
  const fields = {
    ...mine,
    body: body.text,
    authors: mergeLists(base.authors, mine.authors, theirs.authors),
    tags: mergeLists(base.tags, mine.tags, theirs.tags),
  };
  /** @type {TextName[]} */
  const conflicts = body.conflicts > 0 ? ['body'] : [];
  for (const name of /** @type {const} */ (['title', 'slug', 'summary', 'kind', 'format', 'canonicalUrl'])) {
    const changed = theirs[name] !== base[name];
    // Null is an address that nobody chose.
    if (mine[name] === base[name] || (mine[name] === null && changed)) Object.assign(fields, { [name]: theirs[name] });
    else if (changed && theirs[name] !== mine[name]) conflicts.push(name);
  }
  return { fields, conflicts };
}

/**
 * Both sides' additions stay in, both sides' removals stay out.
 *
 * @param {string[]} base
 * @param {string[]} mine
 * @param {string[]} theirs
 */
function mergeLists(base, mine, theirs) {
  if (same(mine, base)) return theirs;
  const kept = mine.filter((item) => theirs.includes(item) || !base.includes(item));
  const added = theirs.filter((item) => !base.includes(item) && !mine.includes(item));
  return [...kept, ...added];
}
