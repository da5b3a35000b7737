import { fill, h } from './dom.js';

const SHOWN_MILLIS = 6000;

/** The one place for short news; screen readers read it out. */
export const noticePlace = h('div', { class: 'notice', role: 'status', 'aria-live': 'polite' });

/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;

/** Shows a sentence for some seconds. */
export function notice(/** @type {string} */ text) {
  clearTimeout(timer);
  fill(noticePlace, text);
  timer = setTimeout(() => fill(noticePlace), SHOWN_MILLIS);
}

/** Says why something did not work. */
export function problemText(/** @type {unknown} */ failure) {
  const text = failure instanceof Error ? failure.message : String(failure);
  return h('p', { class: 'problem', role: 'alert' }, text);
}
