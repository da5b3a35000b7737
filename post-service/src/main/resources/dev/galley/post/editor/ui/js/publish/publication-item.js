import { retry } from '../api/failures.js';
import { h } from '../ui/dom.js';
import { notice } from '../ui/notice.js';
import { inZone, ownZone } from '../schedule/zones.js';
import { duration, fully, shortly } from '../ui/times.js';
import { byMail } from './by-mail.js';
import { outcomeText, pendingSteps, stepName } from './steps.js';

/** @import { Publication, Step } from '../api/types.js' */

/** Less is the time that it takes. */
const LATE_MILLIS = 5_000;

/** @type {Record<string, string>} */
const TITLES = {
  first: 'First publication',
  major: 'Major change',
  minor: 'Minor change',
  silent: 'Silent publication',
  unpublished: 'Unpublished',
};

/**
 * One publication with its steps.
 *
 * @param {string} postId
 * @param {Publication} publication
 * @param {boolean} newest only the newest still waits for steps: an older one may have been overtaken
 */
export function publicationItem(postId, publication, newest) {
  const { revision, update, acceptedAt, scheduledFor, withoutConsent, steps } = publication;
  return h(
    'li',
    { 'data-revision': revision },
    h(
      'div',
      { class: 'publication-head' },
      h('h2', {}, TITLES[update] ?? update),
      h('p', { class: 'hint' }, `revision ${revision}, `, h('time', { datetime: acceptedAt, title: fully(acceptedAt) }, shortly(acceptedAt)), scheduledFor && asScheduled(scheduledFor, acceptedAt), withoutConsent && h('strong', { class: 'owed' }, ', without consent')),
    ),
    h(
      'ol',
      { class: 'steps' },
      steps.map((step) => stepItem(postId, revision, step)),
      newest && pendingSteps(publication).map(pendingItem),
    ),
    byMail(postId, publication, newest),
  );
}

/**
 * @param {string} planned
 * @param {string} accepted
 */
function asScheduled(planned, accepted) {
  const late = Date.parse(accepted) - Date.parse(planned);
  const how = late < LATE_MILLIS ? '' : `, late by ${duration(late)}`;
  return [', scheduled for ', h('time', { datetime: planned, title: fully(planned) }, inZone(planned, ownZone())), how];
}

/**
 * @param {string} postId
 * @param {number} revision
 * @param {Step} step
 */
function stepItem(postId, revision, step) {
  const { outcome, reason } = step;
  const again = outcome === 'failed' || outcome === 'retrying';
  return h(
    'li',
    { class: `step ${outcome}`, 'data-step': step.step, 'data-outcome': outcome },
    h('span', { class: 'name' }, stepName(step)),
    h('span', { class: 'outcome figure' }, outcomeText(step)),
    reason && h('p', { class: 'reason' }, reason),
    again && retryButton(postId, revision, step),
  );
}

/**
 * @param {string} postId
 * @param {number} revision
 * @param {Step} step
 */
function retryButton(postId, revision, step) {
  const button = h(
    'button',
    {
      class: 'button small for-managers',
      type: 'button',
      'aria-label': `Retry ${stepName(step)}`,
      async onclick() {
        button.disabled = true;
        try {
          await retry(postId, revision, step);
        } catch (failure) {
          button.disabled = false;
          notice(failure instanceof Error ? failure.message : String(failure));
        }
      },
    },
    'Retry',
  );
  return button;
}

/** @param {string} name */
const pendingItem = (name) =>
  h(
    'li',
    { class: 'step pending', 'data-outcome': 'pending' },
    h('span', { class: 'name' }, name),
    h('span', { class: 'outcome' }, 'waiting'),
  );
