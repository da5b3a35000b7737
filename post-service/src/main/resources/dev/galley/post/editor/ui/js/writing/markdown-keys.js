/** @import { Shortcut } from '../ui/shortcuts.js' */

const LIST_ITEM = /^(\s*)([-*+]|(\d+)([.)])|>)(\s+)(.*)$/;
const ADDRESS = /^https?:\/\/\S+$/;

/** The only way of changing text that leaves the browser's undo intact. */
function insert(/** @type {string} */ text) {
  document.execCommand('insertText', false, text);
}

/**
 * Puts marks around what is selected.
 *
 * @param {HTMLTextAreaElement} area
 * @param {string} before
 * @param {string} after
 */
function wrap(area, before, after) {
  const { selectionStart: start, selectionEnd: end } = area;
  insert(before + area.value.slice(start, end) + after);
  area.setSelectionRange(start + before.length, end + before.length);
}

/** @param {HTMLTextAreaElement} area */
function link(area) {
  const { selectionStart: start, selectionEnd: end } = area;
  const text = area.value.slice(start, end);
  insert(`[${text}](https://)`);
  const from = start + text.length + 3;
  area.setSelectionRange(from, from + 'https://'.length);
}

/**
 * Enter inside a list goes on with the list; on an empty item it ends it.
 *
 * @param {HTMLTextAreaElement} area
 * @returns {boolean} whether it was done
 */
function continueList(area) {
  const { selectionStart: at, selectionEnd, value } = area;
  if (at !== selectionEnd) return false;
  const lineStart = value.lastIndexOf('\n', at - 1) + 1;
  const item = LIST_ITEM.exec(value.slice(lineStart, at));
  if (!item) return false;
  const [, indent, mark, number, dot, space, text] = item;
  if (text.trim() === '') {
    area.setSelectionRange(lineStart, at);
    // Without an empty line the next words would still belong to the last item.
    insert('\n');
  } else {
    insert(`\n${indent}${number ? Number(number) + 1 + dot : mark}${space}`);
  }
  return true;
}

/**
 * Makes a text area comfortable for Markdown. Tab still leaves the field: nobody is trapped in it.
 *
 * @param {HTMLTextAreaElement} area
 * @returns {Shortcut[]} the keys, for the list of shortcuts
 */
export function markdownKeys(area) {
  const actions = new Map([
    ['b', () => wrap(area, '**', '**')],
    ['i', () => wrap(area, '*', '*')],
    ['k', () => link(area)],
  ]);
  area.addEventListener('keydown', (event) => {
    if (event.isComposing || event.altKey || event.shiftKey) return;
    const ctrl = event.ctrlKey || event.metaKey;
    const action = ctrl ? actions.get(event.key) : undefined;
    const done = action ? (action(), true) : !ctrl && event.key === 'Enter' && continueList(area);
    if (done) event.preventDefault();
  });
  area.addEventListener('paste', (event) => {
    const pasted = event.clipboardData?.getData('text/plain').trim() ?? '';
    const selected = area.value.slice(area.selectionStart, area.selectionEnd);
    if (!selected || !ADDRESS.test(pasted) || ADDRESS.test(selected)) return;
    event.preventDefault();
    insert(`[${selected}](${pasted})`);
  });
  return [
    { keys: 'Ctrl+B', text: 'Bold' },
    { keys: 'Ctrl+I', text: 'Italic' },
    { keys: 'Ctrl+K', text: 'Link; pasting an address over words makes one too' },
  ];
}
