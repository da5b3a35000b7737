import { h } from '../ui/dom.js';

/**
 * A button above the text.
 *
 * @typedef {object} Tool
 * @property {string} label
 * @property {string} [sign] shown in place of the label, where that is long
 * @property {string} [keys] such as `Ctrl+B`
 * @property {string} [kind] a class of the button
 * @property {() => void} run
 */

/**
 * Buttons in one row, of which one is in the order of the tab key; arrows lead to the others, as the
 * ARIA Authoring Practices have it.
 *
 * @param {string} label
 * @param {HTMLElement} controlled
 * @param {Tool[]} tools
 */
export function toolbar(label, controlled, tools) {
  const buttons = tools.map((tool, index) => button(tool, index === 0));
  controlled.id ||= 'text';
  return h(
    'div',
    {
      role: 'toolbar',
      class: 'toolbar',
      'aria-label': label,
      'aria-controls': controlled.id,
      onkeydown: (/** @type {KeyboardEvent} */ event) => move(event, buttons),
    },
    buttons,
  );
}

/**
 * @param {Tool} tool
 * @param {boolean} first
 */
function button({ label, sign, keys, kind, run }, first) {
  return h(
    'button',
    {
      type: 'button',
      class: kind ? `tool ${kind}` : 'tool',
      tabindex: first ? '0' : '-1',
      title: keys ? `${label} (${keys})` : label,
      'aria-label': sign ? label : null,
      'aria-keyshortcuts': keys ? keys.replace('Ctrl', 'Control') : null,
      // What is selected in the text stays so.
      onmousedown: (/** @type {Event} */ event) => event.preventDefault(),
      onclick: run,
    },
    sign ?? label,
  );
}

/**
 * @param {KeyboardEvent} event
 * @param {HTMLButtonElement[]} buttons
 */
function move(event, buttons) {
  const here = buttons.findIndex((each) => each === event.target);
  const to = new Map([
    ['ArrowRight', here + 1],
    ['ArrowLeft', here - 1],
    ['Home', 0],
    ['End', -1],
  ]).get(event.key);
  if (to === undefined || here < 0) return;
  event.preventDefault();
  const next = buttons.at(to % buttons.length);
  for (const each of buttons) each.tabIndex = each === next ? 0 : -1;
  next?.focus();
}
