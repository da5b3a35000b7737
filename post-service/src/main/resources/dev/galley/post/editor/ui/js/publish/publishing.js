import * as posts from '../api/posts.js';
import { ask } from '../ui/dialog.js';
import { h } from '../ui/dom.js';
import { fieldsOf } from '../writing/draft.js';
import { notice } from '../ui/notice.js';
import { publishDialog } from './publish-dialog.js';
import { unpublishDialog } from './unpublish-dialog.js';

/** @import { CheckItem } from '../api/posts.js' */
/** @import { Post, Wish } from '../api/types.js' */
/** @import { Router } from '../ui/router.js' */
/** @import { Autosave } from '../writing/autosave.js' */
/** @import { Draft } from '../writing/draft.js' */

/** @typedef {ReturnType<typeof publishing>} Actions */

/**
 * What can be done with a post besides writing it. Each begins by saving.
 *
 * @param {Router} router
 * @param {Draft} draft
 * @param {Autosave} autosave
 * @param {() => void} showTimeline
 * @param {(item: CheckItem) => void} showPlace
 */
export function publishing(router, draft, autosave, showTimeline, showPlace) {
  async function saved() {
    const done = await autosave.flush();
    if (!done) notice('Nothing was published, since not everything could be saved.');
    return done;
  }

  const took = (/** @type {Post} */ post) => {
    draft.stored(post, fieldsOf(post));
    showTimeline();
  };

  const schedule = async (/** @type {Wish} */ what) => {
    const post = await posts.schedule(draft.post.id, draft.post.revision, what);
    draft.stored(post, fieldsOf(post));
    notice('Scheduled.');
  };

  return {
    async publish() {
      if (!(await saved())) return;
      await publishDialog(
        draft,
        showPlace,
        async (how) => took(await posts.publish(draft.post.id, draft.post.revision, how)),
        schedule,
      );
    },

    async unpublish() {
      if (!(await saved())) return;
      await unpublishDialog(
        draft.post,
        async (how) => took(await posts.unpublish(draft.post.id, draft.post.revision, how)),
        schedule,
      );
    },

    async unschedule() {
      if (!(await saved())) return;
      try {
        const post = await posts.unschedule(draft.post.id, draft.post.revision);
        draft.stored(post, fieldsOf(post));
        notice('Nothing is scheduled any more.');
      } catch (failure) {
        notice(failure instanceof Error ? failure.message : String(failure));
      }
    },

    async remove() {
      const removed = await ask({
        title: 'Delete this draft?',
        content: h('p', {}, `“${draft.fields.title || 'Untitled'}” goes away with its history.`),
        confirm: 'Delete',
        danger: true,
        act: () => posts.remove(draft.post.id, draft.post.revision),
      });
      if (removed) {
        await router.go('/editor/');
        notice('Deleted.');
      }
    },
  };
}
