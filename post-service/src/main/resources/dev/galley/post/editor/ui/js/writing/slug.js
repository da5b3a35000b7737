/** @import { Draft } from './draft.js' */

const NOT_NAMED_YET = /^untitled(-[a-z0-9]+)?$/;
const MAX_CHARS = 80;

/** Letters that have no mark to take off. The server has the same list. */
const SPELLED_OUT = new Map(Object.entries({ ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', đ: 'd', ð: 'd', ł: 'l', þ: 'th', ı: 'i' }));

/** What the server would make of a title. */
export function slugOf(/** @type {string} */ title) {
  const slug = title
    .normalize('NFKD')
    .replace(/\p{M}+|['’]/gu, '')
    .toLowerCase()
    .replace(/[^\x00-\x7f]/g, (letter) => SPELLED_OUT.get(letter) ?? letter)
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, MAX_CHARS);
  return slug.replace(/^-+|-+$/g, '');
}

/** Until a new post has an address of its own, the address follows the title. */
export function followTitle(/** @type {Draft} */ draft) {
  if (draft.post.live || !NOT_NAMED_YET.test(draft.fields.slug)) return;
  let made = draft.fields.slug;
  const follow = (/** @type {string} */ slug) => {
    made = slug;
    draft.edit('slug', made);
  };
  draft.addEventListener('edited', () => {
    const wanted = slugOf(draft.fields.title);
    const numbered = made.replace(/-\d+$/, '');
    if (draft.fields.slug === made && wanted && wanted !== numbered) follow(wanted);
  });
  // Nobody chose this address, so nobody needs to hear that another post has it.
  draft.addEventListener('refused', () => {
    if (draft.fields.slug === made) follow(withNextNumber(made));
  });
}

/** `week`, `week-2`, `week-3`, ... */
function withNextNumber(/** @type {string} */ slug) {
  const [, words, number] = /^(.*?)(?:-(\d+))?$/.exec(slug) ?? [];
  return `${words}-${Number(number ?? 1) + 1}`;
}
