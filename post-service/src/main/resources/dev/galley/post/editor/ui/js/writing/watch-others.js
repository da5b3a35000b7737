import { Problem } from '../api/http.js';
import * as posts from '../api/posts.js';
import { awaitSchedule } from '../schedule/await-schedule.js';
import { reconcile } from './conflict.js';

/** @import { Autosave } from './autosave.js' */
/** @import { Draft } from './draft.js' */

/**
 * Looks for changes from elsewhere whenever the author comes back to the page, and warns before a
 * page with unsaved words is closed.
 *
 * @param {Draft} draft
 * @param {Autosave} autosave
 * @returns {() => void} ends it
 */
export function watchOthers(draft, autosave) {
  const stop = new AbortController();
  const { signal } = stop;
  const look = async () => {
    try {
      if (document.hidden || draft.dirty) return void (await autosave.flush());
      const newest = await posts.read(draft.post.id);
      if (newest.revision > draft.post.revision && (await autosave.flush())) {
        if (newest.revision > draft.post.revision) await reconcile(draft, newest);
      }
    } catch (failure) {
      // The next save says what is wrong, and the next visit looks again.
      if (!(failure instanceof Problem)) throw failure;
    }
  };
  awaitSchedule(draft, look, signal);
  document.addEventListener('visibilitychange', look, { signal });
  window.addEventListener('focus', look, { signal });
  window.addEventListener('online', look, { signal });
  window.addEventListener(
    'beforeunload',
    (event) => {
      if (draft.dirty) event.preventDefault();
    },
    { signal },
  );
  return () => stop.abort();
}
