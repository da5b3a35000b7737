/** When a webhook can be told, in words. */
export const OCCASIONS = new Map([
  ['post.published', 'a post appears or has a major change'],
  ['post.unpublished', 'a post leaves the site'],
]);

/** An occasion in words; one that this editor does not know by its name. */
export const occasion = (/** @type {string} */ type) => OCCASIONS.get(type) ?? type;
