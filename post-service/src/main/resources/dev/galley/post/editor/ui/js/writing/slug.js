/** @import { Draft } from './draft.js' */

const NOT_NAMED_YET = /^untitled(-[a-z0-9]+)?$/;
const MAX_CHARS = 80;

/** What the server would make of a title. */
export function slugOf(/** @type {string} */ title) {
  const slug = title
    .normalize('NFKD')
    .replace(/\p{M}+|'/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, MAX_CHARS);
  return slug.replace(/^-+|-+$/g, '');
}

/** Until a new post has an address of its own, the address follows the title. */
export function followTitle(/** @type {Draft} */ draft) {
  if (draft.post.live || !NOT_NAMED_YET.test(draft.fields.slug)) return;
  let made = draft.fields.slug;
  draft.addEventListener('edited', () => {
    if (draft.fields.slug !== made) return;
    made = slugOf(draft.fields.title) || made;
    draft.edit('slug', made);
  });
}
