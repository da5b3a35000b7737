import { Problem } from './api/http.js';
import * as session from './api/session.js';
import * as passkeys from './people/passkeys.js';
import { fill, h } from './ui/dom.js';
import { field, input } from './ui/fields.js';
import { problemText } from './ui/notice.js';

/** @import { Router, View } from './ui/router.js' */
/** @import { Person } from './api/session.js' */

const UNKNOWN =
  'This is not known here, or was revoked. A sign-in link works once, and for some minutes: ./galley sign-in prints another one.';

/** Why the provider's answer let nobody in, by the words of the API. */
const REFUSED = new Map([
  ['again', 'That sign-in is over, or began in another browser. Begin again.'],
  ['denied', 'You did not agree, or the provider does not let you in here.'],
  ['later', 'Something does not answer here at the moment. Try again later.'],
  ['no-room', 'Nobody can be added at the moment. Ask an owner.'],
  ['other-account', 'Your address belongs to somebody who signs in by another account of the provider. Ask an owner to forget that one.'],
  ['provider', 'The provider does not answer as it should. Try again later, or sign in by another way.'],
  ['removed', 'An owner has removed you. Ask one to invite you again, with the address that the provider has.'],
  ['stranger', 'The provider knows you, but you are nobody here. Ask an owner to invite you with the address that the provider has.'],
  ['unverified', 'The provider has not verified an e-mail address of yours. Verify it there, then begin again.'],
]);

/** What to tell somebody whom the provider led back. @type {(reason: string) => string} */
export const refusedBecause = (reason) => REFUSED.get(reason) ?? 'You are not signed in.';

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
  const ways = h('div', { class: 'stack' });
  async function open(/** @type {Promise<void>} */ signingIn) {
    try {
      await signingIn;
      await router.open();
    } catch (refused) {
      fill(trouble, refusal(refused));
      token.focus();
    }
  }
  const form = h(
    'form',
    { class: 'stack' },
    field('Token', token, [
      'It begins with glly_. ',
      h('code', {}, './galley'),
      ' prints a sign-in link at its first start, ',
      h('code', {}, './galley sign-in'),
      ' another one; an owner can make more tokens.',
    ]),
    h('div', {}, h('button', { class: 'button primary' }, 'Sign in')),
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    open(session.signIn(token.value.trim()));
  });
  if (passkeys.arePossible()) {
    const use = () => open(passkeys.signIn());
    ways.append(h('div', {}, h('button', { class: 'button', type: 'button', onclick: use }, 'Use a passkey')));
  }
  const other = passkeys.elsewhere();
  if (other) ways.append(h('p', { class: 'hint' }, 'Passkeys belong to a name: ', h('a', { href: other }, other)));
  const hasLeft = session.takeLeft();
  session.waysIn().then(
    ({ mail, provider }) => {
      if (provider) ways.prepend(h('div', {}, providerButton(provider, open)));
      if (mail) ways.append(linkForm());
      if (provider && hasLeft) offerEnd(provider, trouble);
    },
    () => {},
  );
  return {
    title: 'Sign in',
    node: h('div', { class: 'sign-in stack' }, h('h1', {}, 'Galley'), h('p', {}, 'Sign in to write.'), trouble, ways, form),
    shown: () => token.focus(),
  };
}

/**
 * Leads to the provider, which leads back to where somebody is now.
 *
 * @param {string} name
 * @param {(signingIn: Promise<void>) => Promise<void>} open
 */
function providerButton(name, open) {
  async function leave() {
    const { url } = await session.atProvider(location.pathname);
    location.assign(url);
    // The page that comes goes on.
    await new Promise(() => {});
  }
  return h('button', { class: 'button', type: 'button', onclick: () => open(leave()) }, `Sign in with ${name}`);
}

/**
 * Offers whoever has signed out here to do so at the provider, which lets them in again unasked
 * otherwise.
 *
 * @param {string} name
 * @param {HTMLElement} place
 */
async function offerEnd(name, place) {
  const { url } = await session.atProvidersEnd().catch(() => ({ url: null }));
  if (url) fill(place, h('p', { role: 'status' }, 'You are signed out here. ', h('a', { href: url }, `Sign out of ${name}, too`)));
}

/** Asks for a link by e-mail. The answer is the same for every address. */
function linkForm() {
  const email = input({ type: 'email', required: true, autocomplete: 'email' });
  const said = h('div', { role: 'status' });
  const form = h(
    'form',
    { class: 'stack' },
    field('E-mail', email, 'A link that signs you in comes by mail, if somebody here has this address.'),
    said,
    h('div', {}, h('button', { class: 'button' }, 'Send me a link')),
  );
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    try {
      await session.askForLink(email.value.trim());
      fill(said, h('p', {}, 'If somebody here has this address, a link is on its way to them.'));
    } catch (failure) {
      fill(said, problemText(failure));
    }
  });
  return form;
}

/**
 * Asks whether a link may take the place of the session that there is.
 *
 * @param {Router} router
 * @param {string} token the link's, which is not used yet
 * @param {Person} person who is signed in
 * @returns {View}
 */
export function linkView(router, token, person) {
  const trouble = h('div');
  const stay = h(
    'button',
    { class: 'button primary', type: 'button', onclick: () => router.open() },
    'Stay signed in',
  );
  const use = h('button', { class: 'button' }, 'Use the link');
  const form = h('form', { class: 'stack' }, trouble, h('div', { class: 'row' }, stay, use));
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    use.disabled = true;
    try {
      await session.signIn(token, true);
      await router.open();
    } catch (refused) {
      fill(trouble, refusal(refused));
    }
  });
  return {
    title: 'Sign in by a link',
    node: h(
      'div',
      { class: 'sign-in stack' },
      h('h1', {}, 'Sign in by this link?'),
      h('p', {}, 'You are signed in as ', h('strong', {}, person.name), ` (${person.role}). The link ends that.`),
      h('p', {}, 'Use it only if you made it, or asked somebody for it: a page on another site can lead here, too.'),
      form,
    ),
    shown: () => stay.focus(),
  };
}

/** What the API says of a wrong token is meant for programs. */
function refusal(/** @type {unknown} */ failure) {
  const unknown = failure instanceof Problem && failure.status === 401;
  return problemText(unknown ? UNKNOWN : failure);
}
