import { call } from './http.js';

/**
 * @typedef {{ id: string, name: string }} Person
 * @typedef {'consent' | 'stand-aside' | 'concern' | 'objection' | 'none'} Kind
 * @typedef {{ person: string, kind: Kind, words?: string | null, at: string }} Answer
 * @typedef {'open' | 'consented' | 'refused' | 'void' | 'withdrawn' | 'published'} RoundState
 *
 * @typedef {object} Round
 * @property {string} id
 * @property {number} revision whose content is asked about
 * @property {Person} proposer
 * @property {Person[]} participants
 * @property {string} openedAt
 * @property {string} deadline
 * @property {number} quorum
 * @property {boolean} publishes
 * @property {Answer[]} answers all, oldest first; the last of a person counts
 * @property {RoundState} state
 * @property {string | null} [closedAt]
 * @property {string | null} [replaces]
 *
 * @typedef {object} Review
 * @property {number} revision the post's
 * @property {number} contentRevision
 * @property {boolean} needed
 * @property {Round | null} round
 * @property {Round[]} earlier
 * @property {{ revision: number, person: string | null, name: string, at: string } | null} debt
 * @property {boolean} answerable
 * @property {string | null} problem
 *
 * @typedef {{ kinds: string[], proposals: boolean, deadlineHours: number, longestHours: number }} Settings
 * @typedef {{ participants: string[], deadline: string, quorum: number, publishes?: boolean }} NewRound
 * @typedef {{ round: string, kind: Kind, words?: string }} Given
 *
 * @typedef {{ id: string, question: string, text: string, round: Round, answerable: boolean, createdAt: string }} Proposal
 */

/** @type {Promise<Settings> | null} */
let asked = null;

/** What is decided by consent here; asked once. */
export function settings() {
  asked ??= /** @type {Promise<Settings>} */ (call('GET', '/api/review')).catch((failure) => {
    asked = null;
    throw failure;
  });
  return asked;
}

const at = (/** @type {string} */ post) => `/api/posts/${encodeURIComponent(post)}/review`;
const of = (/** @type {string} */ id) => `/api/proposals/${encodeURIComponent(id)}`;

/** @type {(post: string) => Promise<Review>} */
export const read = (post) => call('GET', at(post));

/** @type {(post: string, revision: number, round: NewRound) => Promise<Review>} */
export const propose = (post, revision, round) => call('POST', at(post), { body: round, revision });

/** @type {(post: string, given: Given) => Promise<Review>} */
export const answer = (post, given) => call('PUT', `${at(post)}/answer`, { body: given });

/** @type {(post: string, revision: number) => Promise<Review>} */
export const withdraw = (post, revision) => call('DELETE', at(post), { revision });

/** @type {(post: string, revision: number) => Promise<Review>} */
export const pay = (post, revision) => call('DELETE', `${at(post)}/debt`, { revision });

/** @type {() => Promise<{ items: Proposal[] }>} */
export const proposals = () => call('GET', '/api/proposals');

/** @type {(wish: NewRound & { question: string, text: string }) => Promise<Proposal>} */
export const ask = (wish) => call('POST', '/api/proposals', { body: wish });

/** @type {(id: string, given: Given) => Promise<Proposal>} */
export const answerProposal = (id, given) => call('PUT', `${of(id)}/answer`, { body: given });

/** @type {(id: string) => Promise<Proposal>} */
export const withdrawProposal = (id) => call('DELETE', of(id));

/** @type {() => Promise<{ items: Person[] }>} */
export const people = () => call('GET', '/api/people');
