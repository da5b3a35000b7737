import { Problem } from './api/http.js';
import * as session from './api/session.js';
import { fill, h } from './ui/dom.js';
import { field, input } from './ui/fields.js';
import { problemText } from './ui/notice.js';

/** @import { Router, View } from './ui/router.js' */

/**
 * Asks for a token and then shows what the address names.
 *
 * @param {Router} router
 * @param {unknown} [failure] why an earlier attempt did not work
 * @returns {View}
 */
export function signInView(router, failure) {
  const token = input({ type: 'password', required: true, autocomplete: 'current-password' });
  const trouble = h('div', {}, failure ? refusal(failure) : null);
  const form = h(
    'form',
    { class: 'stack' },
    field('Token', token, [
      'It begins with glly_. ',
      h('code', {}, './galley'),
      ' prints a sign-in link at its first start; an owner can make more tokens.',
    ]),
    trouble,
    h('div', {}, h('button', { class: 'button primary' }, 'Sign in')),
  );
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    try {
      await session.signIn(token.value.trim());
      await router.open();
    } catch (refused) {
      fill(trouble, refusal(refused));
      token.focus();
    }
  });
  return {
    title: 'Sign in',
    node: h('div', { class: 'sign-in stack' }, h('h1', {}, 'Galley'), h('p', {}, 'Sign in to write.'), form),
    shown: () => token.focus(),
  };
}

/** What the API says of a wrong token is meant for programs. */
function refusal(/** @type {unknown} */ failure) {
  const unknown = failure instanceof Problem && failure.status === 401;
  return problemText(unknown ? 'This token is not known here, or it was revoked.' : failure);
}
