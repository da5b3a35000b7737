import * as people from '../api/people.js';
import * as session from '../api/session.js';
import { fill, h } from '../ui/dom.js';
import { problemText } from '../ui/notice.js';
import { profileFields } from './profile-fields.js';

/** @import { Router, View } from '../ui/router.js' */

const LATER = 'galley.introduce-later';

/** Whether whoever is here for the first time has not said who they are. */
export async function isUnknown() {
  const { role, person } = await session.current();
  if (person || role !== 'owner' || sessionStorage.getItem(LATER)) return false;
  return (await people.list()).items.every((somebody) => somebody.role !== 'owner');
}

/**
 * Asks the first owner who they are, once.
 *
 * @param {Router} router
 * @returns {View}
 */
export function introduceView(router) {
  const profile = profileFields({}, true);
  const trouble = h('div');
  const done = () => router.open();
  const form = h(
    'form',
    { class: 'stack' },
    profile.node,
    trouble,
    h(
      'div',
      { class: 'row' },
      h('button', { class: 'button primary' }, 'Begin'),
      h('button', { class: 'button', type: 'button', onclick: later }, 'Not now'),
    ),
  );
  function later() {
    sessionStorage.setItem(LATER, '1');
    return done();
  }
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    try {
      await people.introduce(profile.wish());
      session.forget();
      await done();
    } catch (failure) {
      fill(trouble, problemText(failure));
    }
  });
  return {
    title: 'Sign in: who are you?',
    node: h(
      'div',
      { class: 'sign-in stack' },
      h('h1', {}, 'Who are you?'),
      h('p', {}, 'You are the first here, and the owner. What you write carries your name; you can invite others later.'),
      form,
    ),
    shown: () => profile.focus(),
  };
}
