import { freshId, h } from './dom.js';

/** @import { Child, Props } from './dom.js' */

/**
 * A labelled control with a hint.
 *
 * @template {HTMLElement} T
 * @param {string} label
 * @param {T} control
 * @param {Child} [hint]
 */
export function field(label, control, hint) {
  control.id ||= freshId('field');
  const hintId = hint ? freshId('hint') : null;
  if (hintId) control.setAttribute('aria-describedby', hintId);
  return h(
    'div',
    { class: 'field' },
    h('label', { for: control.id }, label),
    control,
    hintId && h('p', { class: 'hint', id: hintId }, hint),
  );
}

/** A text field. */
export const input = (/** @type {Props} */ props = {}) =>
  h('input', { class: 'input', type: 'text', autocomplete: 'off', ...props });

/**
 * One of several radio buttons with an explanation.
 *
 * @param {{ name: string, value: string, label: string, hint: string, checked?: boolean, autofocus?: boolean }} choice
 */
export function choice({ name, value, label, hint, checked = false, autofocus = checked }) {
  return h(
    'label',
    { class: 'choice' },
    h('input', { type: 'radio', name, value, checked, autofocus }),
    h('strong', {}, label),
    h('span', { class: 'hint' }, hint),
  );
}

/** The value of the radio button that is chosen inside an element. */
export function chosenIn(/** @type {Element} */ element) {
  const chosen = element.querySelector('input[type="radio"]:checked');
  return chosen instanceof HTMLInputElement ? chosen.value : '';
}

/** `a, b` as a list without blanks and repetitions. */
export function splitList(/** @type {string} */ text) {
  return [...new Set(text.split(',').map((part) => part.trim()).filter(Boolean))];
}
