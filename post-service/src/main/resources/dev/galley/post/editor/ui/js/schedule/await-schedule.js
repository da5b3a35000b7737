/** @import { Draft } from '../writing/draft.js' */

const LOOK_AFTER_MILLIS = 1_000;
/** What a browser's timer can count. */
const FURTHEST_MILLIS = 2_000_000_000;

/**
 * Looks at the post when something was to happen to it, until it did.
 *
 * @param {Draft} draft
 * @param {() => Promise<void>} look
 * @param {AbortSignal} signal ends it
 */
export function awaitSchedule(draft, look, signal) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const plan = () => {
    clearTimeout(timer);
    const { schedule } = draft.post;
    if (!schedule || schedule.failure) return;
    const left = Math.max(Date.parse(schedule.at) - Date.now(), 0) + LOOK_AFTER_MILLIS;
    if (left < FURTHEST_MILLIS) timer = setTimeout(() => look().finally(plan), left);
  };
  draft.addEventListener('stored', plan);
  signal.addEventListener('abort', () => {
    clearTimeout(timer);
    draft.removeEventListener('stored', plan);
  });
  plan();
}
