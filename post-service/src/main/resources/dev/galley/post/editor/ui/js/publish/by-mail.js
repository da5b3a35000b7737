import * as mails from '../api/mails.js';
import { ask } from '../ui/dialog.js';
import { h } from '../ui/dom.js';
import { field, input } from '../ui/fields.js';
import { notice } from '../ui/notice.js';

/** @import { Publication } from '../api/types.js' */

/**
 * What can be done by e-mail about an announced publication.
 *
 * @param {string} postId
 * @param {Publication} publication
 * @param {boolean} newest
 */
export function byMail(postId, { revision, update }, newest) {
  if (update !== 'first' && update !== 'major') return null;
  return h(
    'div',
    { class: 'row for-managers' },
    newest && button('Test mail…', () => testDialog(postId)),
    button('Correction by e-mail…', () => correctionDialog(postId, revision)),
  );
}

const button = (/** @type {string} */ label, /** @type {() => unknown} */ onclick) =>
  h('button', { class: 'button small', type: 'button', onclick }, label);

/** @param {string} postId */
async function testDialog(postId) {
  const to = input({ type: 'email', required: true, maxlength: '254' });
  const sent = await ask({
    title: 'See it as a mail',
    content: field('Address', to, 'It gets the post as subscribers do, and nothing else.'),
    confirm: 'Send',
    act: () => mails.test(postId, to.value.trim()),
  });
  if (sent) notice('Sent.');
}

/**
 * @param {string} postId
 * @param {number} revision
 */
async function correctionDialog(postId, revision) {
  const text = h('textarea', { class: 'input', rows: '5', required: true, maxlength: '5000' });
  const sent = await ask({
    title: 'Send a correction?',
    content: field('What was wrong', text, 'A mail to all who got this revision, at once or in a digest.'),
    confirm: 'Send to subscribers',
    act: () => mails.correct(postId, revision, text.value.trim()),
  });
  if (sent) notice('The correction is on its way.');
}
