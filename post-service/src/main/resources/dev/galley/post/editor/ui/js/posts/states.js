import { reviewFilters } from '../review/marks.js';
import { h } from '../ui/dom.js';

/** @import { PostState } from '../api/types.js' */

/** @type {Record<PostState, string>} */
const NAMES = {
  DRAFT: 'Draft',
  SCHEDULED: 'Scheduled',
  PUBLISHED: 'Published',
  UNPUBLISHED: 'Unpublished',
  TEMPLATE: 'Template',
};

/** With their plural names. */
const FILTERS = [
  ['', 'All'],
  ['DRAFT', 'Drafts'],
  ['SCHEDULED', 'Scheduled'],
  ['PUBLISHED', 'Published'],
  ['UNPUBLISHED', 'Unpublished'],
  ['TEMPLATE', 'Templates'],
];

/** States that a site may not have; they show where a post is in one. */
const NOT_EVERYWHERE = ['SCHEDULED', 'TEMPLATE'];

/**
 * The states to show: those that every site has, and those in which there is a post.
 *
 * @param {(state: string) => Promise<boolean>} any
 * @param {string} chosen
 */
export async function filters(any, chosen) {
  const shown = await Promise.all(FILTERS.map(async ([state]) => !NOT_EVERYWHERE.includes(state) || state === chosen || any(state)));
  return [...FILTERS.filter((_, index) => shown[index]), ...(await reviewFilters())];
}

/** A post's state in words, with a dot in its colour. */
export function stateMark(/** @type {PostState} */ state) {
  return h('span', { class: `state ${state.toLowerCase()}` }, NAMES[state]);
}
