import { h } from '../ui/dom.js';

/** @import { PostState } from '../api/types.js' */

/** @type {Record<PostState, string>} */
const NAMES = {
  DRAFT: 'Draft',
  IN_REVIEW: 'In review',
  SCHEDULED: 'Scheduled',
  PUBLISHED: 'Published',
  UNPUBLISHED: 'Unpublished',
};

/** The states that the list can be narrowed to, with their plural names. */
export const FILTERS = [
  ['', 'All'],
  ['DRAFT', 'Drafts'],
  ['IN_REVIEW', 'In review'],
  ['SCHEDULED', 'Scheduled'],
  ['PUBLISHED', 'Published'],
  ['UNPUBLISHED', 'Unpublished'],
];

/** A post's state in words, with a dot in its colour. */
export function stateMark(/** @type {PostState} */ state) {
  return h('span', { class: `state ${state.toLowerCase()}` }, NAMES[state]);
}
