import { commonRuns } from './match.js';

/** @import { Run } from './match.js' */

/**
 * A stretch of a three-way merge.
 *
 * @typedef {{ conflict: boolean, merged: string, mine: string, theirs: string }} Stretch
 */

/**
 * Merges two changes of one text, paragraph by paragraph. Where both changed the same paragraphs
 * differently, the stretch is a conflict and its merged text holds both, mine first.
 *
 * @param {string} base what both started from
 * @param {string} mine
 * @param {string} theirs
 * @returns {{ text: string, conflicts: number, stretches: Stretch[] }}
 */
export function merge(base, mine, theirs) {
  const lists = { base: paragraphs(base), mine: paragraphs(mine), theirs: paragraphs(theirs) };
  const stretches = [...cut(lists)];
  return {
    text: stretches.map((stretch) => stretch.merged).join(''),
    conflicts: stretches.filter((stretch) => stretch.conflict).length,
    stretches,
  };
}

/** Paragraphs and the blank lines between them, in turn; joined they are the text again. */
export function paragraphs(/** @type {string} */ text) {
  return text.split(/(\n(?:[ \t]*\n)+)/);
}

/** @param {{ base: string[], mine: string[], theirs: string[] }} lists */
function* cut({ base, mine, theirs }) {
  let done = { base: 0, mine: 0, theirs: 0 };
  for (const common of commonToAll(commonRuns(base, mine), commonRuns(base, theirs))) {
    yield* resolve(
      base.slice(done.base, common.base).join(''),
      mine.slice(done.mine, common.mine).join(''),
      theirs.slice(done.theirs, common.theirs).join(''),
    );
    const same = base.slice(common.base, common.base + common.length).join('');
    yield* resolve(same, same, same);
    done = {
      base: common.base + common.length,
      mine: common.mine + common.length,
      theirs: common.theirs + common.length,
    };
  }
  yield* resolve(
    base.slice(done.base).join(''),
    mine.slice(done.mine).join(''),
    theirs.slice(done.theirs).join(''),
  );
}

/**
 * What neither side touched.
 *
 * @param {Run[]} mine
 * @param {Run[]} theirs
 */
function* commonToAll(mine, theirs) {
  for (const one of mine) {
    for (const other of theirs) {
      const from = Math.max(one.a, other.a);
      const to = Math.min(one.a + one.length, other.a + other.length);
      if (from < to) {
        yield { base: from, mine: one.b + from - one.a, theirs: other.b + from - other.a, length: to - from };
      }
    }
  }
}

/**
 * @param {string} base
 * @param {string} mine
 * @param {string} theirs
 * @returns {Generator<Stretch>}
 */
function* resolve(base, mine, theirs) {
  if (!base && !mine && !theirs) return;
  if (mine === theirs || theirs === base) yield { conflict: false, merged: mine, mine, theirs };
  else if (mine === base) yield { conflict: false, merged: theirs, mine, theirs };
  else yield { conflict: true, merged: both(mine, theirs), mine, theirs };
}

/**
 * @param {string} mine
 * @param {string} theirs
 */
function both(mine, theirs) {
  if (!mine || !theirs) return mine + theirs;
  return /\n\s*\n$/.test(mine) || /^\n\s*\n/.test(theirs) ? mine + theirs : `${mine}\n\n${theirs}`;
}
