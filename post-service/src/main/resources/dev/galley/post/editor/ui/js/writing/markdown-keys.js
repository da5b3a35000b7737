/** @import { Shortcut } from '../ui/shortcuts.js' */
/** @import { Tool } from './toolbar.js' */

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
 * @param {'*' | '**' | '`'} mark
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
 * @param {'*' | '**' | '`'} mark
 */
function hasMark(before, after, mark) {
  if (mark === '`') return before.endsWith(mark) && after.startsWith(mark);
  const asterisks = Math.min(/\**$/.exec(before)?.[0].length ?? 0, /^\**/.exec(after)?.[0].length ?? 0);
  return mark === '*' ? asterisks % 2 === 1 : asterisks >= 2;
}

/**
 * Puts a mark before each line that is touched, or takes it away when all have it.
 *
 * @param {HTMLTextAreaElement} area
 * @param {string} mark
 * @param {RegExp} others what it takes the place of
 */
function toggleLines(area, mark, others) {
  const { value } = area;
  const start = value.lastIndexOf('\n', area.selectionStart - 1) + 1;
  const next = value.indexOf('\n', Math.max(area.selectionEnd - 1, area.selectionStart));
  const end = next < 0 ? value.length : next;
  const lines = value.slice(start, end).split('\n');
  const on = lines.every((line) => line.startsWith(mark) || (line === '' && lines.length > 1));
  const marked = lines.map((line) => {
    if (line === '' && lines.length > 1) return line;
    return on ? line.slice(mark.length) : mark + line.replace(others, '');
  });
  area.setSelectionRange(start, end);
  const words = marked.join('\n');
  insert(words);
  const caret = start + words.length;
  area.setSelectionRange(lines.length > 1 ? start : caret, caret);
}

/**
 * What is selected as code: in its line, or as lines of its own.
 *
 * @param {HTMLTextAreaElement} area
 */
function code(area) {
  const { selectionStart: start, selectionEnd: end, value } = area;
  const words = value.slice(start, end);
  if (!words.includes('\n')) return toggle(area, '`');
  const before = start === 0 || value[start - 1] === '\n' ? '' : '\n';
  const opening = `${before}\`\`\`\n`;
  insert(`${opening}${words}${words.endsWith('\n') ? '' : '\n'}\`\`\`\n`);
  area.setSelectionRange(start + opening.length, start + opening.length + words.length);
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
 * @param {(Tool & { text: string })[]} more what others do with the text
 * @returns {{ actions: Tool[], keys: Shortcut[] }} what the buttons above it do, and the keys, for
 *     the list of shortcuts
 */
export function markdownKeys(area, more) {
  /** @type {(Tool & { text: string })[]} */
  const tools = [
    { label: 'Bold', sign: 'B', kind: 'bold', keys: 'Ctrl+B', text: 'Bold, and not bold again', run: () => toggle(area, '**') },
    { label: 'Italic', sign: 'I', kind: 'italic', keys: 'Ctrl+I', text: 'Italic, and not italic again', run: () => toggle(area, '*') },
    { label: 'Heading', sign: 'H', keys: 'Ctrl+Shift+6', text: 'Heading, and not one again', run: () => toggleLines(area, '## ', /^#{1,6}\s+/) },
    { label: 'List', keys: 'Ctrl+Shift+8', text: 'List', run: () => toggleLines(area, '- ', /^\s*(?:[-*+]|\d+[.)])\s+/) },
    { label: 'Quote', keys: 'Ctrl+Shift+9', text: 'Quotation', run: () => toggleLines(area, '> ', /^>\s?/) },
    { label: 'Code', keys: 'Ctrl+E', text: 'Code', run: () => code(area) },
    ...more,
  ];
  const run = (/** @type {Tool} */ { run }) => () => {
    area.focus({ preventScroll: true });
    run();
  };
  area.addEventListener('keydown', (event) => {
    if (event.isComposing || event.altKey) return;
    const ctrl = event.ctrlKey || event.metaKey;
    const keys = `Ctrl+${event.shiftKey ? 'Shift+' : ''}${event.shiftKey ? event.code.replace('Digit', '') : event.key.toUpperCase()}`;
    const tool = ctrl ? tools.find((each) => each.keys === keys) : undefined;
    const done = tool ? (tool.run(), true) : !ctrl && !event.shiftKey && event.key === 'Enter' && continueList(area);
    if (done) event.preventDefault();
  });
  area.addEventListener('paste', (event) => {
    const pasted = event.clipboardData?.getData('text/plain').trim() ?? '';
    const selected = area.value.slice(area.selectionStart, area.selectionEnd);
    if (!selected || !ADDRESS.test(pasted) || ADDRESS.test(selected)) return;
    event.preventDefault();
    insert(`[${selected}](${pasted})`);
  });
  return {
    actions: tools.map((tool) => ({ ...tool, run: run(tool) })),
    keys: tools.map(({ keys, text }) => ({ keys: keys ?? '', text })),
  };
}
