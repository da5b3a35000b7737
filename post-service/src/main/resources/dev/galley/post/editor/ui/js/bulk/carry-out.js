import { GoingLive } from '../publish/going-live.js';
import { counted } from '../ui/counted.js';
import { ask } from '../ui/dialog.js';
import { fill, h } from '../ui/dom.js';
import { notice } from '../ui/notice.js';
import { run } from './run.js';

/** @import { Outcome } from '../api/posts.js' */
/** @import { Post } from '../api/types.js' */
/** @import { Child } from '../ui/dom.js' */
/** @import { Result } from './run.js' */

/**
 * @typedef {object} Work
 * @property {string} done what it is called afterwards, such as `published`
 * @property {number} atOnce
 * @property {(some: Post[]) => Promise<Outcome[]>} work
 * @property {boolean} [goesLive] whether there are pages to wait for
 * @property {Undo} [undo]
 *
 * @typedef {object} Undo
 * @property {string} label
 * @property {string} [hint]
 * @property {(result: Result) => boolean} can
 * @property {(some: (Post & { revision: number })[]) => Promise<Outcome[]>} work each with its revision since then
 *
 * @typedef {object} Job
 * @property {string} title
 * @property {Post[]} posts with which it can be done
 * @property {{ post: Post, why: string }[]} left with which it cannot
 * @property {Child} content what will happen
 * @property {Child} confirm
 * @property {boolean} [danger]
 * @property {() => Work} read what was chosen in the dialog
 */

/** So many are named; the others are counted. */
const MOST_NAMED = 50;

/**
 * Says what will happen, does it on confirmation, and says what became of each.
 *
 * @param {Job} job
 * @returns {Promise<Result[] | null>} null when it was not confirmed
 */
export async function carryOut({ title, posts, left, content, confirm, danger, read }) {
  const stop = new AbortController();
  const progress = new Progress(posts.length);
  /** @type {Work | null} */
  let work = null;
  /** @type {Promise<Result[]> | null} */
  let running = null;
  await ask({
    title,
    content: [h('div', { class: 'stack' }, content), leftOut(left), progress.node],
    confirm: posts.length > 0 ? confirm : undefined,
    danger,
    act: () => {
      work = read();
      running = run(posts, work.atOnce, work.work, (done) => progress.show(done), stop.signal);
      return running;
    },
  });
  stop.abort();
  if (!work || !running) return null;
  const results = /** @type {Result[]} */ (await running);
  await report(work, results);
  return results;
}

class Progress {
  /** @param {number} all */
  constructor(all) {
    this.all = all;
    this.bar = h('progress', { max: all, value: 0, 'aria-label': 'Done' });
    this.said = h('p', { class: 'hint figure', role: 'status' });
    this.node = h('div', { class: 'stack tight bulk-progress', hidden: true }, this.bar, this.said);
  }

  show(/** @type {number} */ done) {
    this.node.hidden = false;
    this.bar.value = done;
    fill(this.said, `${done} of ${this.all}`);
  }
}

/** @param {Job['left']} left */
function leftOut(left) {
  if (left.length === 0) return null;
  return h(
    'details',
    {},
    h('summary', {}, `${counted(left.length, 'post is', 'posts are')} left out`),
    h('ul', { class: 'outcomes' }, named(left.map(({ post, why }) => ({ post, reason: why })))),
  );
}

/**
 * @param {Work} work
 * @param {Result[]} results
 */
async function report(work, results) {
  const done = results.filter(({ outcome }) => outcome === 'done');
  const others = results.filter(({ outcome }) => outcome !== 'done');
  const live = new GoingLive(work.goesLive ? done.map(({ post, revision }) => ({ postId: post.id, revision: revision ?? 0 })) : []);
  const back = work.undo ? done.filter(work.undo.can) : [];
  const { undo } = work;
  live.watch();
  /** @type {Result[]} */
  let undone = [];
  const again = await ask({
    title: others.length > 0 ? `${done.length} ${work.done}, ${others.length} not` : `${counted(done.length, 'post')} ${work.done}`,
    content: [
      live.node,
      others.length > 0 && h('ul', { class: 'outcomes' }, named(others)),
      undo?.hint && back.length > 0 && h('p', { class: 'hint' }, undo.hint),
    ],
    confirm: undo && back.length > 0 ? undo.label : undefined,
    cancel: 'Close',
    act: async () => {
      const since = back.map(({ post, revision }) => ({ ...post, revision: revision ?? post.revision }));
      if (undo) undone = await run(since, 1, undo.work, () => {}, new AbortController().signal);
    },
  });
  live.stop();
  if (!again) return;
  const failed = undone.filter(({ outcome }) => outcome !== 'done');
  if (failed.length === 0) return notice(`${counted(undone.length, 'post is', 'posts are')} as before.`);
  await ask({ title: `${undone.length - failed.length} as before, ${failed.length} not`, content: h('ul', { class: 'outcomes' }, named(failed)) });
}

/** @type {Record<string, string>} */
const MEANS = { unclear: 'Unclear: ', 'not-tried': 'Not tried: ' };

/** @param {{ post: Post, outcome?: string, reason: string | null }[]} items */
function named(items) {
  return [
    ...items.slice(0, MOST_NAMED).map(({ post, outcome, reason }) =>
      h(
        'li',
        {},
        h('a', { href: `/editor/posts/${post.id}`, onclick: (/** @type {Event} */ event) => closeAround(event) }, post.title || 'Untitled'),
        h('span', { class: 'hint' }, `${MEANS[outcome ?? ''] ?? ''}${reason ?? ''}`),
      ),
    ),
    items.length > MOST_NAMED && h('li', { class: 'hint' }, `and ${counted(items.length - MOST_NAMED, 'other')}`),
  ];
}

function closeAround(/** @type {Event} */ { currentTarget }) {
  if (currentTarget instanceof Element) currentTarget.closest('dialog')?.close();
}
