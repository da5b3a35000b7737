import * as posts from '../api/posts.js';
import { notice } from '../ui/notice.js';
import { askWhich } from './conflict-dialog.js';
import { fieldsOf, same } from './draft.js';
import { mergeFields } from './merge-fields.js';

/** @import { Post, PostFields } from '../api/types.js' */
/** @import { Draft } from './draft.js' */

/**
 * Brings a draft and what the server has meanwhile together: by itself where the changes do not
 * touch the same paragraphs, else by asking.
 *
 * @param {Draft} draft
 * @param {Post} [newest] what the server has, when that is known
 * @returns {Promise<boolean>} false when the author has not decided
 */
export async function reconcile(draft, newest) {
  const theirs = newest ?? (await posts.read(draft.post.id));
  const merged = mergeFields(draft.base, draft.fields, fieldsOf(theirs));
  if (merged.conflicts.length === 0) {
    const words = !same(fieldsOf(theirs), draft.base);
    draft.replace(theirs, merged.fields);
    if (words) notice('Changes that were made elsewhere are merged in.');
    return true;
  }
  const decision = await askWhich(draft.fields, fieldsOf(theirs), merged);
  if (!decision) return false;
  if (decision.choice === 'theirs') await keepInHistory(draft, theirs, decision.fields);
  else draft.replace(theirs, { ...draft.fields, ...decision.fields });
  return true;
}

/**
 * Taking the other version must not lose a word of this one: it becomes a revision first, and the
 * other version the one after it.
 *
 * @param {Draft} draft
 * @param {Post} theirs
 * @param {PostFields} fields
 */
async function keepInHistory(draft, theirs, fields) {
  const { title, body, summary } = draft.fields;
  const kept = await posts.change(theirs.id, theirs.revision, { title, body, summary });
  draft.replace(kept, fields);
  notice('Your version is kept in the history.');
}
