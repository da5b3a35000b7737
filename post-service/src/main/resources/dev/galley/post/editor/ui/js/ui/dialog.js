import { freshId, h } from './dom.js';
import { problemText } from './notice.js';

/** @import { Child } from './dom.js' */

/**
 * @typedef {object} Question
 * @property {string} title
 * @property {Child} content
 * @property {Child} [confirm] the label of the button that carries it out; without it there is
 *     only a way to close
 * @property {string} [cancel]
 * @property {boolean} [danger]
 * @property {boolean} [wide]
 * @property {(form: HTMLFormElement) => unknown} [act] carried out on confirmation; when it
 *     throws, the dialog stays and says why
 */

/**
 * Asks in a modal dialog. The browser keeps the focus inside, closes on Esc and gives the focus back.
 *
 * @param {Question} question
 * @returns {Promise<boolean>} whether it was confirmed and carried out
 */
export function ask({ title, content, confirm, cancel, danger = false, wide = false, act }) {
  const heading = freshId('dialog');
  const trouble = h('div');
  const closing = h(
    'button',
    { type: 'button', class: confirm ? 'button' : 'button primary', onclick: () => dialog.close() },
    cancel ?? (confirm ? 'Cancel' : 'Close'),
  );
  const confirming = confirm
    ? h('button', { class: danger ? 'button danger' : 'button primary' }, confirm)
    : null;
  const form = h(
    'form',
    { class: 'stack', method: 'dialog' },
    h('h2', { id: heading }, title),
    content,
    trouble,
    h('div', { class: 'actions' }, closing, confirming),
  );
  const dialog = h('dialog', { 'aria-labelledby': heading, class: wide ? 'wide' : null }, form);
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    if (!confirming) return dialog.close();
    confirming.disabled = true;
    try {
      await act?.(form);
      dialog.close('done');
    } catch (failure) {
      trouble.replaceChildren(problemText(failure));
      confirming.disabled = false;
    }
  });
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(dialog.returnValue === 'done');
    });
  });
}
