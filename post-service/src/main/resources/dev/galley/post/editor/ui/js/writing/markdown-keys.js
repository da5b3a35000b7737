/** @import { Shortcut } from '../ui/shortcuts.js' */

const LIST_ITEM = /^(\s*)([-*+]|(\d+)([.)])|>)(\s+)(.*)$/;
const ADDRESS = /^https?:\/\/\S+$/;

/** The only way of changing text that leaves the browser's undo intact. */
function insert(/** @type {string} */ text) {
  document.execCommand('insertText', false, text);
}

/**
 * Puts a mark before and after what is selected, or takes it away when it is there.
 *
 * @param {HTMLTextAreaElement} area
 * @param {'*' | '**'} mark
 */
function toggle(area, mark) {
  const { selectionStart: start, selectionEnd: end, value } = area;
  const words = value.slice(start, end);
  if (hasMark(value.slice(0, start), value.slice(end), mark)) {
    area.setSelectionRange(start - mark.length, end + mark.length);
    insert(words);
    area.setSelectionRange(start - mark.length, end - mark.length);
  } else {
    insert(mark + words + mark);
    area.setSelectionRange(start + mark.length, end + mark.length);
  }
}

/**
 * Whether words have a mark: one asterisk is italic, two are bold, three are both.
 *
 * @param {string} before
 * @param {string} after
 * @param {'*' | '**'} mark
 */
function hasMark(before, after, mark) {
  const asterisks = Math.min(/\**$/.exec(before)?.[0].length ?? 0, /^\**/.exec(after)?.[0].length ?? 0);
  return mark === '*' ? asterisks % 2 === 1 : asterisks >= 2;
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
    ['b', () => toggle(area, '**')],
    ['i', () => toggle(area, '*')],
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
    { keys: 'Ctrl+B', text: 'Bold, and not bold again' },
    { keys: 'Ctrl+I', text: 'Italic, and not italic again' },
    { keys: 'Ctrl+K', text: 'Link; pasting an address over words makes one too' },
  ];
}
