import { withoutConsent } from '../review/without-consent.js';
import { ask } from '../ui/dialog.js';
import { Checklist } from '../checks/checklist.js';
import { h } from '../ui/dom.js';
import { audience } from './audience.js';
import { choice, chosenIn, field, input } from '../ui/fields.js';
import { When } from '../schedule/when.js';

/** @import { CheckItem } from '../api/posts.js' */
/** @import { Update, Wish } from '../api/types.js' */
/** @import { Draft } from '../writing/draft.js' */

const UPDATES = [
  {
    value: 'first',
    label: 'First publication',
    hint: 'The page appears, the feeds carry it, and every subscriber is told.',
  },
  {
    value: 'major',
    label: 'Major change',
    hint: 'Readers should see it again: it moves up in the feeds, and subscribers are told again.',
  },
  {
    value: 'minor',
    label: 'Minor change',
    hint: 'A correction. Page and feed entry change where they are; nobody is told.',
  },
  {
    value: 'silent',
    label: 'Silent',
    hint: 'Goes live without a word to anybody.',
  },
];

/**
 * Asks how to publish, and when.
 *
 * @param {Draft} draft
 * @param {(item: CheckItem) => void} showPlace
 * @param {(how: { update: Update, changeNote?: string, publishedAt?: string, withoutConsent?: boolean }) => Promise<void>} publish
 * @param {(what: Wish) => Promise<void>} schedule
 */
export function publishDialog(draft, showPlace, publish, schedule) {
  const { post } = draft;
  const checks = new Checklist(draft, (item) => {
    checks.node.closest('dialog')?.close();
    showPlace(item);
  });
  checks.load();
  const before = post.publishedAt !== null && post.publishedAt !== undefined;
  // Who was told that a post went hears that it is back.
  const usual = !before ? 'first' : post.live ? 'minor' : 'major';
  const consent = withoutConsent(post);
  const note = input({ name: 'note', maxlength: '500' });
  const possible = UPDATES.filter(({ value }) => before ? value !== 'first' : value === 'first' || value === 'silent');
  const updates = h(
    'fieldset',
    { class: 'stack tight' },
    h('legend', {}, 'What is it to your readers?'),
    possible.map((update) => choice({ name: 'update', checked: update.value === usual, ...update })),
  );
  const planned = post.schedule?.action === 'publish' && !post.schedule.failure ? post.schedule.at : undefined;
  const when = new When('Publish', { later: planned, earlier: !before });
  return ask({
    title: `Publish “${post.title || 'Untitled'}”`,
    content: [
      h('p', { class: 'hint' }, 'It will be at ', h('code', {}, `/${post.slug}`)),
      updates,
      consent.node,
      audience(post),
      when.node,
      field('Change note', note, 'Optional, public: what changed.'),
      h('h3', {}, 'Look at this first'),
      checks.node,
    ],
    confirm: when.label,
    act: () => {
      const how = {
        update: /** @type {Update} */ (chosenIn(updates)),
        ...(note.value.trim() ? { changeNote: note.value.trim() } : {}),
        ...consent.read(),
      };
      if (when.kind === 'later') return schedule({ ...how, ...when.chosen(), action: 'publish' });
      return publish(when.kind === 'earlier' ? { ...how, publishedAt: when.chosen().at } : how);
    },
  });
}
