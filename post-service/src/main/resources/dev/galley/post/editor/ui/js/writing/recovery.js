import { notice } from '../ui/notice.js';
import { reconcile } from './conflict.js';
import * as localCopy from './local-copy.js';

/** @import { Autosave } from './autosave.js' */
/** @import { Draft } from './draft.js' */

/**
 * Takes up what an earlier visit could not save: a closed lid, a lost network, an expired session.
 *
 * @param {Draft} draft
 * @param {Autosave} autosave
 */
export async function recover(draft, autosave) {
  const copy = localCopy.read(draft.post.id);
  if (!copy) return;
  const newest = draft.post;
  // An earlier build of the editor kept fewer fields.
  draft.base = { ...draft.base, ...copy.base };
  draft.fields = { ...draft.fields, ...copy.fields };
  if (draft.dirty && (await reconcile(draft, newest))) {
    notice('What was not saved last time is back.');
  }
  await autosave.flush();
}
