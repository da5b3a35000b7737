import { comparison } from '../merge/comparison.js';
import { ask } from '../ui/dialog.js';
import { h } from '../ui/dom.js';
import { choice, chosenIn, field, input } from '../ui/fields.js';
import { LABELS } from './draft.js';

/** @import { PostFields } from '../api/types.js' */
/** @import { Merged, TextName } from './merge-fields.js' */

/** @typedef {{ choice: 'mine' | 'theirs' | 'hand', fields: PostFields }} Decision */

const CHOICES = [
  { value: 'mine', label: 'Keep mine', hint: 'The other version stays in the history.' },
  { value: 'theirs', label: 'Take the other', hint: 'Mine is saved to the history first.' },
  { value: 'hand', label: 'Merge by hand', hint: 'Start from both versions and edit.' },
];

/**
 * Shows both versions of what was changed in two places and lets the author decide.
 *
 * @param {PostFields} mine
 * @param {PostFields} theirs
 * @param {Merged} merged
 * @returns {Promise<Decision | null>} null when the dialog was closed undecided
 */
export async function askWhich(mine, theirs, { fields, conflicts }) {
  const controls = new Map(conflicts.map((name) => [name, control(name, fields[name] ?? '')]));
  const byHand = h(
    'div',
    { class: 'stack', hidden: true },
    conflicts.map((name) => field(LABELS[name], /** @type {HTMLElement} */ (controls.get(name)))),
  );
  const choices = h(
    'fieldset',
    { class: 'choices', onchange: () => (byHand.hidden = chosen() !== 'hand') },
    h('legend', {}, 'Which version?'),
    CHOICES.map((each, index) => choice({ name: 'version', checked: index === 0, autofocus: false, ...each })),
  );
  const chosen = () => /** @type {Decision['choice']} */ (chosenIn(choices));
  const decided = await ask({
    title: 'This post was changed elsewhere too',
    wide: true,
    content: [
      h('p', {}, 'Both versions are safe. What differs is marked.'),
      h('div', { class: 'stack' }, conflicts.map((name) => differing(name, mine[name] ?? '', theirs[name] ?? ''))),
      choices,
      byHand,
    ],
    confirm: 'Save this version',
    cancel: 'Decide later',
  });
  if (!decided) return null;
  const result = { ...fields };
  for (const name of conflicts) {
    const own = chosen() === 'hand' ? (controls.get(name)?.value ?? '') : mine[name];
    Object.assign(result, { [name]: chosen() === 'theirs' ? theirs[name] : own });
  }
  return { choice: chosen(), fields: result };
}

/**
 * @param {TextName} name
 * @param {string} value
 */
function control(name, value) {
  return name === 'body'
    ? h('textarea', { class: 'input prose', rows: '9', value })
    : input({ value });
}

/**
 * @param {TextName} name
 * @param {string} mine
 * @param {string} theirs
 */
function differing(name, mine, theirs) {
  const names = { caption: LABELS[name], left: `${LABELS[name]}: mine`, right: `${LABELS[name]}: the other` };
  return comparison(names, mine, theirs);
}
