import * as reviews from '../api/reviews.js';
import * as session from '../api/session.js';
import { h } from '../ui/dom.js';
import { shortly } from '../ui/times.js';

/** @import { Post } from '../api/types.js' */

/**
 * What the list of posts can be narrowed to where anything is published by consent.
 *
 * @returns {Promise<string[][]>} each with its parameter and its name
 */
export async function reviewFilters() {
  const { kinds } = await reviews.settings();
  if (kinds.length === 0) return [];
  const mine = (await session.current()).person ? [['review=AWAITED', 'Waits for you']] : [];
  return [['review=OPEN', 'In review'], ...mine, ['review=DEBT', 'Debts']];
}

/** What a post's review says in a list; nothing where nothing is asked. */
export function reviewMark(/** @type {Post} */ { review }) {
  if (!review) return null;
  return [
    review.state === 'open' && h('span', { class: 'review-mark' }, `in review until ${shortly(review.deadline ?? '')}`),
    review.state === 'consented' && h('span', { class: 'review-mark good' }, 'consent is reached'),
    review.debt && h('span', { class: 'review-mark bad' }, 'published without consent'),
  ];
}
