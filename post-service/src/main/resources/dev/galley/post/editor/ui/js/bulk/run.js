import { Problem } from '../api/http.js';

/** @import { Outcome } from '../api/posts.js' */
/** @import { Post } from '../api/types.js' */

/** @typedef {{ post: Post } & Outcome} Result what became of one */

/**
 * Does something with many posts, some at a time, so that one sees how far it is and can stop it.
 * What is refused for one holds up no other; what cannot be reached ends it.
 *
 * @param {Post[]} posts
 * @param {number} atOnce
 * @param {(some: Post[]) => Promise<Outcome[]>} work
 * @param {(done: number) => void} tell
 * @param {AbortSignal} signal stops before the next ones
 * @returns {Promise<Result[]>} of all, in their order
 */
export async function run(posts, atOnce, work, tell, signal) {
  /** @type {Outcome[]} */
  const outcomes = [];
  let trouble = '';
  for (let from = 0; from < posts.length; from += atOnce) {
    const some = posts.slice(from, from + atOnce);
    if (trouble || signal.aborted) {
      outcomes.push(...some.map(({ id }) => outcome(id, 'not-tried', trouble || 'It was stopped before.')));
      continue;
    }
    try {
      const these = await work(some);
      outcomes.push(...these);
      trouble = these.find(({ outcome: what }) => what === 'unclear' || what === 'not-tried')?.reason ?? '';
    } catch (failure) {
      const problem = Problem.of(failure);
      const refused = problem.status >= 400 && problem.status < 500 && problem.status !== 429;
      trouble = refused ? '' : problem.message;
      outcomes.push(...some.map(({ id }) => outcome(id, refused ? 'refused' : 'unclear', problem.message)));
    }
    tell(outcomes.length);
  }
  const of = new Map(outcomes.map((each) => [each.id, each]));
  return posts.map((post) => ({ post, .../** @type {Outcome} */ (of.get(post.id)) }));
}

/**
 * The same by a call for each.
 *
 * @param {(post: Post) => Promise<Post | void>} call
 * @returns {(some: Post[]) => Promise<Outcome[]>}
 */
export const each = (call) => async ([post]) => {
  const after = await call(post);
  return [{ id: post.id, outcome: 'done', revision: after ? after.revision : null, reason: null }];
};

/**
 * @param {string} id
 * @param {Outcome['outcome']} what
 * @param {string} reason
 * @returns {Outcome}
 */
const outcome = (id, what, reason) => ({ id, outcome: what, revision: null, reason });
