import { duration } from '../ui/times.js';

/** @import { Publication, Step } from '../api/types.js' */

/** @type {Record<string, string>} */
const NAMES = { page: 'Page', feed: 'Feeds', webhook: 'Webhook', email: 'E-mail', websub: 'WebSub', chat: 'Chat' };

/** What a step is called; a subscriber by its own name. */
export function stepName(/** @type {Step} */ { step, targetName }) {
  return targetName ?? NAMES[step] ?? step;
}

/** @type {Record<Step['outcome'], string>} */
const WORDS = { succeeded: 'done', retrying: 'will be tried later', failed: 'failed', skipped: 'not needed' };

/** The outcome in words, with its latency when it is one. */
export function outcomeText(/** @type {Step} */ { step, outcome, latencyMillis, attempt }) {
  // Of mails there is one line, whose reason says how many went out.
  if (outcome === 'retrying' && step === 'email') return 'under way';
  if (outcome === 'succeeded') return duration(latencyMillis);
  // The first may still have to be made: a subscriber that fails for others is not called at once.
  return outcome === 'retrying' && attempt > 1 ? `attempt ${attempt} failed, will try again` : WORDS[outcome];
}

/** A step as a sentence to be read out. */
export function stepSentence(/** @type {Step} */ step) {
  const after = step.outcome === 'succeeded' ? ` after ${duration(step.latencyMillis)}` : '';
  return `${stepName(step)}: ${WORDS[step.outcome]}${after}. ${step.reason ?? ''}`;
}

/** What every publication comes to, whether it has yet or not. */
const EXPECTED = ['page', 'feed'];

/** The steps that must still come. */
export function pendingSteps(/** @type {Publication} */ { steps }) {
  return EXPECTED.filter((name) => !steps.some(({ step }) => step === name)).map((name) => NAMES[name]);
}
