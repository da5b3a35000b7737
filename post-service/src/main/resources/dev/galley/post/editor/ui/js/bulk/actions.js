import * as api from '../api/posts.js';
import * as reviews from '../api/reviews.js';
import { removalFields } from '../publish/unpublish-dialog.js';
import { When } from '../schedule/when.js';
import { counted } from '../ui/counted.js';
import { h } from '../ui/dom.js';
import { choice, chosenIn, field, input, splitList } from '../ui/fields.js';
import { carryOut } from './carry-out.js';
import { reach } from './reach.js';
import { each } from './run.js';

/** @import { Post } from '../api/types.js' */

/** What one request may hold: little enough to see how far it is. */
const AT_ONCE = 20;

const chosen = (/** @type {Post[]} */ posts) => posts.map(({ id, revision }) => ({ id, revision }));

/** What can be done with many posts; null when it was not confirmed. */
export const actions = { publish, unpublish, tag, unschedule, remove };

/** @param {Post[]} posts */
async function publish(posts) {
  const { kinds } = await reviews.settings();
  const [able, left] = divided(posts, (post) => {
    if (post.state === 'TEMPLATE') return 'It is a template.';
    return post.live && !post.unpublishedChanges ? 'Readers see it as it is.' : '';
  });
  const isNew = (/** @type {Post} */ post) => !post.publishedAt;
  const announced = able.filter((post) => !post.live);
  const lacking = able.filter((post) => kinds.includes(post.kind) && post.review?.state !== 'consented');
  const told = h(
    'div',
    { class: 'stack tight' },
    sentences([
      [able.filter(isNew), 'appears for the first time, and every subscriber is told.', 'appear for the first time, and every subscriber is told.'],
      [announced.filter((post) => !isNew(post)), 'comes back, and every subscriber is told.', 'come back, and every subscriber is told.'],
      [able.filter((post) => post.live), 'changes where it is; nobody is told.', 'change where they are; nobody is told.'],
    ]),
    reach(announced),
  );
  const ways = h(
    'fieldset',
    { class: 'stack tight', onchange: () => (told.hidden = chosenIn(ways) === 'silent') },
    h('legend', {}, 'What are they to your readers?'),
    choice({ name: 'update', value: 'usual', checked: true, label: 'As usual', hint: 'What is new is announced, what is on the site changes where it is.' }),
    choice({ name: 'update', value: 'silent', label: 'Silent', hint: 'All go live without a word to anybody.' }),
  );
  const when = new When(`Publish ${counted(able.length, 'post')}`, {});
  return carryOut({
    title: `Publish ${counted(able.length, 'post')}?`,
    posts: able,
    left,
    content: able.length > 0 && [
      ways,
      told,
      lacking.length > 0 && h('p', { class: 'problem' }, `${counted(lacking.length, 'post is', 'posts are')} of a kind that is published by consent, and there is none: such a post is refused here.`),
      replaced(able),
      when.node,
    ],
    confirm: when.label,
    read() {
      const how = chosenIn(ways) === 'silent' ? { update: /** @type {const} */ ('silent') } : {};
      if (when.kind === 'later') return scheduling(able, { ...how, ...when.chosen(), action: 'publish' });
      return { done: 'published', goesLive: true, atOnce: AT_ONCE, work: async (some) => (await api.publishMany(chosen(some), how)).items };
    },
  });
}

/** @param {Post[]} posts */
function unpublish(posts) {
  const [able, left] = divided(posts, ({ live }) => (live ? '' : 'It is not on the site.'));
  const removal = removalFields();
  const when = new When(`Unpublish ${counted(able.length, 'post')}`, {});
  return carryOut({
    title: `Unpublish ${counted(able.length, 'post')}?`,
    posts: able,
    left,
    content: able.length > 0 && [
      h('p', {}, 'They leave the site and the feeds, and webhooks that want to know are told. Here they stay, with their history.'),
      removal.nodes,
      replaced(able),
      when.node,
    ],
    confirm: when.label,
    danger: true,
    read() {
      const how = removal.read();
      if (when.kind === 'later') return scheduling(able, { ...how, ...when.chosen(), action: 'unpublish' });
      return {
        done: 'unpublished',
        atOnce: AT_ONCE,
        work: async (some) => (await api.unpublishMany(chosen(some), how)).items,
        undo: {
          label: 'Put them back',
          hint: 'What had no unpublished changes can be put back as it was, silently: who was told that it went does not hear that it is back.',
          can: ({ post }) => !post.unpublishedChanges,
          work: async (some) => (await api.publishMany(chosen(some), { update: 'silent' })).items,
        },
      };
    },
  });
}

/**
 * @param {Post[]} able
 * @param {import('../api/types.js').Wish} what
 * @returns {import('./carry-out.js').Work}
 */
function scheduling(able, what) {
  const before = new Set(able.filter(({ schedule }) => schedule).map(({ id }) => id));
  return {
    done: 'scheduled',
    atOnce: 1,
    work: each((post) => api.schedule(post.id, post.revision, what)),
    undo: {
      label: 'Take it back',
      hint: before.size > 0 ? 'What was scheduled otherwise before is not brought back.' : undefined,
      can: ({ post }) => !before.has(post.id),
      work: each((post) => api.unschedule(post.id, post.revision)),
    },
  };
}

/** @param {Post[]} posts */
function unschedule(posts) {
  const [able, left] = divided(posts, ({ schedule }) => (schedule ? '' : 'Nothing is scheduled for it.'));
  return carryOut({
    title: `Cancel ${counted(able.length, 'schedule')}?`,
    posts: able,
    left,
    content: able.length > 0 && h('p', {}, 'The posts stay as they are.'),
    confirm: 'Cancel the schedules',
    read: () => ({ done: 'no longer scheduled', atOnce: 1, work: each((post) => api.unschedule(post.id, post.revision)) }),
  });
}

/** @param {Post[]} posts */
function tag(posts) {
  const add = input({ name: 'add', maxlength: '500' });
  const drop = input({ name: 'drop', maxlength: '500' });
  const theirs = [...new Set(posts.flatMap(({ tags }) => tags))].sort();
  const live = posts.filter((post) => post.live);
  return carryOut({
    title: `Tags of ${counted(posts.length, 'post')}`,
    posts,
    left: [],
    content: [
      field('Add', add, 'Separated by commas.'),
      field('Take away', drop, theirs.length > 0 ? `They have: ${theirs.join(', ')}.` : 'They have none yet.'),
      live.length > 0 && h('p', { class: 'hint' }, `${counted(live.length, 'is', 'are')} on the site: readers see other tags there after the next publication.`),
    ],
    confirm: 'Change',
    read() {
      const [added, gone] = [splitList(add.value), new Set(splitList(drop.value))];
      if (added.length === 0 && gone.size === 0) throw new Error('Name a tag to add or to take away.');
      const after = (/** @type {Post} */ { tags }) => [...new Set([...tags, ...added])].filter((name) => !gone.has(name));
      return {
        done: 'changed',
        atOnce: 1,
        work: each((post) => (post.tags.join() === after(post).join() ? Promise.resolve(post) : api.change(post.id, post.revision, { tags: after(post) }))),
        undo: {
          label: 'Undo',
          can: ({ post, revision }) => revision !== post.revision,
          work: each((post) => api.change(post.id, post.revision, { tags: post.tags })),
        },
      };
    },
  });
}

/** @param {Post[]} posts */
function remove(posts) {
  const [able, left] = divided(posts, ({ live }) => (live ? 'It is on the site: unpublish it first.' : ''));
  const known = able.filter((post) => post.publishedAt);
  return carryOut({
    title: `Delete ${counted(able.length, 'post')}?`,
    posts: able,
    left,
    content: able.length > 0 && [
      h('p', {}, 'They go away with their history. This cannot be undone.'),
      known.length > 0 && h('p', {}, `${counted(known.length, 'was', 'were')} on the site once.`),
    ],
    confirm: `Delete ${counted(able.length, 'post')}`,
    danger: true,
    read: () => ({ done: 'deleted', atOnce: 1, work: each((post) => api.remove(post.id, post.revision)) }),
  });
}

/** @param {Post[]} able */
function replaced(able) {
  const planned = able.filter(({ schedule }) => schedule);
  return planned.length > 0 && h('p', { class: 'hint' }, `${counted(planned.length, 'has', 'have')} a schedule, which this may end or replace.`);
}

/**
 * Those with which it can be done, and the others.
 *
 * @param {Post[]} posts
 * @param {(post: Post) => string} why not; empty when it can
 * @returns {[Post[], { post: Post, why: string }[]]}
 */
function divided(posts, why) {
  const all = posts.map((post) => ({ post, why: why(post) }));
  return [all.filter((each) => !each.why).map(({ post }) => post), all.filter((each) => each.why)];
}

/** @param {[Post[], string, string][]} parts */
function sentences(parts) {
  return h('ul', { class: 'plain-list' }, parts.filter(([posts]) => posts.length > 0).map(([posts, one, many]) => h('li', {}, `${posts.length} ${posts.length === 1 ? one : many}`)));
}
