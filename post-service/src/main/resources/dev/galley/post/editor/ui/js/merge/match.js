/**
 * A run of equal elements: `length` of them, from `a` in the one list and from `b` in the other.
 *
 * @typedef {{ a: number, b: number, length: number }} Run
 */

/** Beyond so many insertions and deletions two texts count as different altogether. */
const MAX_EDITS = 600;

/**
 * What two lists have in common, in order: Myers, An O(ND) Difference Algorithm (1986).
 *
 * @param {string[]} a
 * @param {string[]} b
 * @returns {Run[]}
 */
export function commonRuns(a, b) {
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a.at(-1 - end) === b.at(-1 - end)) end += 1;
  const inner = walk(a.slice(start, a.length - end), b.slice(start, b.length - end));
  return joined([
    { a: 0, b: 0, length: start },
    ...inner.map((run) => ({ a: run.a + start, b: run.b + start, length: run.length })),
    { a: a.length - end, b: b.length - end, length: end },
  ]);
}

/**
 * @param {string[]} a
 * @param {string[]} b
 * @returns {Run[]}
 */
function walk(a, b) {
  const size = Math.min(a.length + b.length, MAX_EDITS);
  const reach = new Map([[1, 0]]);
  /** @type {Map<number, number>[]} */
  const trace = [];
  for (let edits = 0; edits <= size; edits += 1) {
    trace.push(new Map(reach));
    for (let k = -edits; k <= edits; k += 2) {
      let x = goesDown(reach, k, edits) ? at(reach, k + 1) : at(reach, k - 1) + 1;
      while (x < a.length && x - k < b.length && a[x] === b[x - k]) x += 1;
      reach.set(k, x);
      if (x >= a.length && x - k >= b.length) return backwards(trace, a.length, b.length);
    }
  }
  return [];
}

/**
 * @param {Map<number, number>[]} trace
 * @param {number} x
 * @param {number} y
 */
function backwards(trace, x, y) {
  /** @type {Run[]} */
  const runs = [];
  for (let edits = trace.length - 1; edits >= 0; edits -= 1) {
    const k = x - y;
    const previous = goesDown(trace[edits], k, edits) ? k + 1 : k - 1;
    const fromX = at(trace[edits], previous);
    const fromY = fromX - previous;
    const length = Math.min(x - fromX, y - fromY);
    const reached = edits === 0 ? Math.min(x, y) : length;
    if (reached > 0) runs.unshift({ a: x - reached, b: y - reached, length: reached });
    x = fromX;
    y = fromY;
  }
  return runs;
}

/**
 * @param {Map<number, number>} reach
 * @param {number} k
 * @param {number} edits
 */
function goesDown(reach, k, edits) {
  return k === -edits || (k !== edits && at(reach, k - 1) < at(reach, k + 1));
}

/**
 * @param {Map<number, number>} reach
 * @param {number} k
 */
const at = (reach, k) => reach.get(k) ?? -1;

/** @param {Run[]} runs */
function joined(runs) {
  /** @type {Run[]} */
  const result = [];
  for (const run of runs) {
    const last = result.at(-1);
    if (last && last.a + last.length === run.a && last.b + last.length === run.b) last.length += run.length;
    else if (run.length > 0) result.push({ ...run });
  }
  return result;
}
