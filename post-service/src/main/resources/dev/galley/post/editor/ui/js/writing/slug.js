/** @import { Draft } from './draft.js' */

const NOT_NAMED_YET = /^untitled(-[a-z0-9]+)?$/;

/** Until somebody gives a new post an address, the server makes it from the title: it is asked to by null. */
export function followTitle(/** @type {Draft} */ draft) {
  let made = draft.fields.slug;
  if (draft.post.live || made === null || !NOT_NAMED_YET.test(made)) return;
  const follow = () => {
    const unchosen = draft.fields.slug === made || draft.fields.slug === null;
    if (unchosen && draft.fields.title !== draft.base.title) draft.edit('slug', null);
  };
  let asked = false;
  const look = () => (asked = draft.fields.slug === null);
  draft.addEventListener('edited', () => {
    follow();
    look();
  });
  // Somebody else may have chosen one.
  draft.addEventListener('replaced', look);
  draft.addEventListener('stored', () => {
    if (asked) made = draft.fields.slug;
    follow();
  });
}
