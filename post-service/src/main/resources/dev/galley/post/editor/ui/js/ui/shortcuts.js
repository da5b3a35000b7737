import { h } from './dom.js';
import { ask } from './dialog.js';

/**
 * @typedef {object} Shortcut
 * @property {string} keys such as `Ctrl+S` or `?`
 * @property {string} text what it does
 * @property {() => void} [run] absent when the field itself handles the keys
 */

const SINGLE_KEYS_OFF = 'galley.single-keys-off';

/** @type {Set<Shortcut[]>} */
const active = new Set();

/**
 * Makes shortcuts work until the returned function is called.
 *
 * @param {Shortcut[]} shortcuts
 */
export function shortcuts(shortcuts) {
  active.add(shortcuts);
  return () => active.delete(shortcuts);
}

/** Whether keys without Ctrl may do something: not while a person writes, nor when switched off. */
function singleKeysWork(/** @type {EventTarget | null} */ target) {
  const writes = target instanceof Element && target.closest('input, textarea, select');
  return !writes && !localStorage.getItem(SINGLE_KEYS_OFF);
}

/** @param {KeyboardEvent} event */
function keysOf(event) {
  const ctrl = event.ctrlKey || event.metaKey ? 'Ctrl+' : '';
  const key = event.key.length === 1 ? event.key.toUpperCase() : event.key;
  // Signs need it on many keyboards: it belongs to them.
  const shift = ctrl && event.shiftKey && /^[A-Z]$/.test(key) ? 'Shift+' : '';
  return ctrl + shift + key;
}

document.addEventListener('keydown', (event) => {
  if (event.altKey || event.isComposing) return;
  const keys = keysOf(event);
  const found = [...active].flat().find((shortcut) => shortcut.keys === keys);
  if (!found?.run || (keys.length === 1 && !singleKeysWork(event.target))) return;
  // Asked last: in a long text it takes longer than a key should.
  if (document.querySelector('dialog[open]')) return;
  event.preventDefault();
  found.run();
});

/** Shows every shortcut that works here. */
export function showShortcuts() {
  const off = h('input', {
    type: 'checkbox',
    checked: !localStorage.getItem(SINGLE_KEYS_OFF),
    onchange: () =>
      off.checked
        ? localStorage.removeItem(SINGLE_KEYS_OFF)
        : localStorage.setItem(SINGLE_KEYS_OFF, '1'),
  });
  return ask({
    title: 'Keyboard shortcuts',
    content: [
      h(
        'dl',
        { class: 'keys' },
        [...active].flat().map(({ keys, text }) => [h('dt', {}, h('kbd', {}, keys)), h('dd', {}, text)]),
      ),
      h('p', { class: 'hint' }, 'On a Mac, Cmd works in place of Ctrl.'),
      h('label', { class: 'check' }, off, 'Single keys (those without Ctrl) work'),
    ],
  });
}
