import { withoutConsent } from '../review/without-consent.js';
import { ask } from '../ui/dialog.js';
import { Checklist } from '../checks/checklist.js';
import { h } from '../ui/dom.js';
import { audience } from './audience.js';
import { choice, chosenIn, field, input } from '../ui/fields.js';

/** @import { CheckItem } from '../api/posts.js' */
/** @import { Update } from '../api/types.js' */
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
 * Asks how to publish.
 *
 * @param {Draft} draft
 * @param {(item: CheckItem) => void} showPlace
 * @param {(how: { update: Update, changeNote?: string, withoutConsent?: boolean }) => Promise<void>} publish
 */
export function publishDialog(draft, showPlace, publish) {
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
  return ask({
    title: `Publish “${post.title || 'Untitled'}”`,
    content: [
      h('p', { class: 'hint' }, 'It will be at ', h('code', {}, `/${post.slug}`)),
      updates,
      consent.node,
      audience(post),
      field('Change note', note, 'Optional, public: what changed.'),
      h('h3', {}, 'Look at this first'),
      checks.node,
    ],
    confirm: 'Publish',
    act: () =>
      publish({
        update: /** @type {Update} */ (chosenIn(updates)),
        ...consent.read(),
        ...(note.value.trim() ? { changeNote: note.value.trim() } : {}),
      }),
  });
}
