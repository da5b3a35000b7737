import { ask } from '../ui/dialog.js';
import { h } from '../ui/dom.js';
import { notice } from '../ui/notice.js';

/**
 * Shows a signing secret: the only time that anybody sees it.
 *
 * @param {string} secret
 * @param {string} note
 */
export function showSecret(secret, note) {
  const copy = async () => {
    await navigator.clipboard.writeText(secret);
    notice('Copied.');
  };
  return ask({
    title: 'The signing secret',
    content: [
      h('p', {}, 'With it the receiver checks that a message comes from here. It is shown this once and never again.'),
      h('p', {}, h('code', { class: 'secret' }, secret)),
      h('div', {}, h('button', { class: 'button small', type: 'button', onclick: copy }, 'Copy')),
      h('p', { class: 'hint' }, note),
    ],
    cancel: 'I have it',
  });
}
