import { ask } from '../ui/dialog.js';
import { fill, h } from '../ui/dom.js';
import { fully, shortly } from '../ui/times.js';

/** @import { Note, Reply } from '../api/notes.js' */

/**
 * @typedef {object} Acts
 * @property {string} me
 * @property {boolean} mayWrite
 * @property {() => void} go
 * @property {(how: 'resolve' | 'reopen') => Promise<unknown>} settle
 * @property {(text: string) => Promise<unknown>} reply
 * @property {(text: string) => Promise<unknown>} reword
 * @property {() => Promise<unknown>} remove
 * @property {(reply: Reply) => Promise<unknown>} removeReply
 */

/**
 * A note with its replies and what can be done with it.
 *
 * @param {Note} note
 * @param {Acts} acts
 */
export function noteItem(note, acts) {
  const own = note.by.id === acts.me;
  const about = `${note.by.name}: ${note.text.slice(0, 60)}`;
  const writing = h('div');
  const button = (/** @type {string} */ label, /** @type {() => void} */ onclick) =>
    h('button', { class: 'button small', type: 'button', 'aria-label': `${label}: ${about}`, onclick }, label);
  const write = (/** @type {string} */ label, /** @type {string} */ value, /** @type {(text: string) => Promise<unknown>} */ act) =>
    fill(writing, form(label, value, act, () => fill(writing)));
  return h(
    'li',
    { class: note.resolved ? 'note resolved' : 'note' },
    passage(note, acts.go),
    said(note),
    note.replies.length > 0 &&
      h(
        'ol',
        { class: 'replies' },
        note.replies.map((reply) =>
          h(
            'li',
            {},
            said(reply),
            acts.mayWrite && reply.by.id === acts.me && h('div', { class: 'row' }, button('Delete reply', () => sure('Delete this reply?', () => acts.removeReply(reply)))),
          ),
        ),
      ),
    note.resolved && h('p', { class: 'hint' }, `Resolved by ${note.resolved.by.name}, ${shortly(note.resolved.at)}`),
    writing,
    acts.mayWrite &&
      h(
        'div',
        { class: 'row' },
        note.resolved ? button('Open again', () => acts.settle('reopen')) : button('Resolve', () => acts.settle('resolve')),
        !note.resolved && button('Reply', () => write('Reply', '', acts.reply)),
        own && !note.resolved && button('Edit', () => write('Note', note.text, acts.reword)),
        own && button('Delete', () => sure('Delete this note and its replies?', acts.remove)),
      ),
  );
}

/**
 * @param {Note} note
 * @param {() => void} go
 */
function passage({ anchor, place }, go) {
  if (!anchor) return null;
  const words = anchor.exact.length > 120 ? `${anchor.exact.slice(0, 119)}…` : anchor.exact;
  return place
    ? h('button', { class: 'passage', type: 'button', title: 'Go to this passage', onclick: go }, words)
    : h('p', { class: 'passage gone' }, words, h('span', { class: 'hint' }, ' (its text is gone)'));
}

/** @param {{ by: { name: string }, at: string, text: string }} something */
const said = ({ by, at, text }) => [
  h('p', { class: 'said-by' }, h('strong', {}, by.name), ' ', h('time', { class: 'hint', datetime: at, title: fully(at) }, shortly(at))),
  h('p', { class: 'words' }, text),
];

/**
 * @param {string} title
 * @param {() => Promise<unknown>} act
 */
const sure = (title, act) => ask({ title, content: h('p', {}, 'It cannot be brought back.'), confirm: 'Delete', danger: true, act });

/**
 * @param {string} label
 * @param {string} value
 * @param {(text: string) => Promise<unknown>} act
 * @param {() => void} close
 */
function form(label, value, act, close) {
  const words = h('textarea', { class: 'input', rows: '3', maxlength: '2000', 'aria-label': label, value });
  const node = h(
    'form',
    {
      class: 'stack',
      onsubmit: (/** @type {Event} */ event) => {
        event.preventDefault();
        if (words.value.trim()) act(words.value.trim());
      },
    },
    words,
    h(
      'div',
      { class: 'row' },
      h('button', { class: 'button small primary' }, 'Save'),
      h('button', { class: 'button small', type: 'button', onclick: close }, 'Cancel'),
    ),
  );
  queueMicrotask(() => words.focus());
  return node;
}
