import * as people from '../api/people.js';
import * as session from '../api/session.js';
import { ask } from '../ui/dialog.js';
import { fill, h } from '../ui/dom.js';
import { field, input } from '../ui/fields.js';
import { notice, problemText } from '../ui/notice.js';
import { fully, shortly } from '../ui/times.js';
import * as passkeys from './passkeys.js';
import { profileFields } from './profile-fields.js';

/** @import { Child } from '../ui/dom.js' */
/** @import { Router, View } from '../ui/router.js' */

/**
 * Who one is here, and everything one can come in by.
 *
 * @param {Router} router
 * @returns {Promise<View>}
 */
export async function accountView(router) {
  await session.current();
  await confirmEmail();
  const { person, name, role } = await session.current();
  const parts = person
    ? [profile(person), await keys(), await browsers(router), await programs(role)]
    : [h('p', {}, `This browser is signed in with the token ${name}, which is no person’s.`)];
  return {
    title: 'Account',
    node: h('div', { class: 'page account' }, h('div', { class: 'page-head' }, h('h1', {}, 'Account')), parts),
  };
}

async function confirmEmail() {
  const token = session.takeEmailToken();
  if (!token) return;
  try {
    await people.confirmEmail(token);
    session.forget();
    notice('Your e-mail address is changed.');
  } catch (failure) {
    notice(failure instanceof Error ? failure.message : String(failure));
  }
}

/**
 * Another address is taken when the mail that goes there is answered. Where no mails are sent, an
 * owner takes it as those of others.
 *
 * @param {people.Somebody} person
 * @param {string} email
 */
async function changeEmail(person, email) {
  const { mail } = await session.waysIn();
  if (!mail && person.role === 'owner') return people.change(person, { email });
  await people.askForEmail(email);
  notice(`Saved. A link is on its way to ${email}: your address is the new one when you open it.`);
  return person;
}

/** @param {people.Somebody} before */
function profile(before) {
  let person = before;
  const fields = profileFields(person, true);
  const trouble = h('div');
  const form = h(
    'form',
    { class: 'stack' },
    fields.node,
    trouble,
    h('div', { class: 'row' }, h('button', { class: 'button primary' }, 'Save'), h('span', { class: 'hint' }, `You are ${article(person.role)}.`)),
  );
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    fill(trouble);
    try {
      const { email, ...wish } = fields.wish();
      const isAnother = email && email !== person.email;
      person = await people.change({ ...person, id: 'me' }, isAnother ? wish : { ...wish, email });
      session.forget();
      notice('Saved.');
      if (isAnother) person = await changeEmail(person, email);
    } catch (failure) {
      fill(trouble, problemText(failure));
    }
  });
  return section('You', form);
}

const article = (/** @type {string} */ role) => `${/^[aeo]/.test(role) ? 'an' : 'a'} ${role}`;

async function keys() {
  const rows = h('tbody');
  const load = async () =>
    fill(
      rows,
      (await people.passkeys()).items.map(({ id, label, createdAt, lastUsedAt }) =>
        row(label, time(createdAt), used(lastUsedAt), button('Remove…', label, () => remove(id, label))),
      ),
    );
  async function remove(/** @type {string} */ id, /** @type {string} */ label) {
    const says = 'It does not sign you in any more. Remove it from the device as well.';
    if (await confirmed(`Remove ${label}?`, says, 'Remove', () => people.removePasskey(id))) await load();
  }
  async function add() {
    const label = input({ value: 'This device', required: true, maxlength: '100' });
    const done = await ask({
      title: 'Add a passkey',
      content: field('Name', label, 'Tells it from others. The browser asks for the rest.'),
      confirm: 'Add',
      act: () => passkeys.add(label.value.trim()),
    });
    if (done) await load();
  }
  await load();
  const other = passkeys.elsewhere();
  return section(
    'Passkeys',
    h('p', { class: 'hint' }, 'Sign in with what unlocks your device or with a security key; nothing to remember, nothing to be stolen here.'),
    table('Passkeys', ['Name', 'Since', 'Last used'], rows),
    passkeys.arePossible()
      ? h('div', {}, h('button', { class: 'button', type: 'button', onclick: add }, 'Add a passkey…'))
      : other && h('p', { class: 'hint' }, 'Passkeys belong to a name: open ', h('a', { href: other }, other), ' to add one.'),
  );
}

/** @param {Router} router */
async function browsers(router) {
  const rows = h('tbody');
  const load = async () =>
    fill(
      rows,
      (await people.ownSessions()).items.map(({ id, createdAt, lastUsedAt, expiresAt, current }) =>
        row(
          current ? 'This browser' : 'A browser',
          time(createdAt),
          used(lastUsedAt),
          time(expiresAt),
          !current && button('End…', `session since ${fully(createdAt)}`, () => end(id)),
        ),
      ),
    );
  async function end(/** @type {string} */ id) {
    if (await confirmed('End this session?', 'That browser has to sign in again.', 'End it', () => people.endOwnSession(id))) await load();
  }
  async function endAll() {
    const says = 'Every browser has to sign in again, this one as well. Tokens go on.';
    if (!(await confirmed('Sign out everywhere?', says, 'Sign out', () => people.endSessions('me')))) return;
    session.forget();
    await router.go('/editor/');
  }
  await load();
  return section(
    'Where you are signed in',
    table('Sessions', ['Where', 'Since', 'Last used', 'Ends'], rows),
    h('div', {}, h('button', { class: 'button', type: 'button', onclick: endAll }, 'Sign out everywhere…')),
  );
}

/** @param {string} role */
async function programs(role) {
  const rows = h('tbody');
  const load = async () =>
    fill(
      rows,
      (await people.ownTokens()).items.map(({ id, name, role: may, lastUsedAt, expiresAt }) =>
        row(name, may, used(lastUsedAt), expiresAt ? time(expiresAt) : 'never', button('Revoke…', name, () => end(id, name))),
      ),
    );
  async function end(/** @type {string} */ id, /** @type {string} */ name) {
    if (await confirmed(`Revoke ${name}?`, 'Programs with it are refused from now on.', 'Revoke', () => people.endToken(id))) await load();
  }
  async function add() {
    const name = input({ required: true, maxlength: '100' });
    const days = input({ type: 'number', min: '1', max: '3650', value: '90' });
    const may = h('select', { class: 'input' }, rolesUpTo(role).map((each) => h('option', { value: each }, each)));
    /** @type {string | undefined} */
    let secret;
    const done = await ask({
      title: 'A token for a program',
      content: h(
        'div',
        { class: 'stack' },
        field('Name', name),
        field('May', may, 'Never more than you may yourself.'),
        field('Ends after days', days, 'Empty for one that does not end.'),
      ),
      confirm: 'Make it',
      act: async () => {
        const wish = { name: name.value.trim(), role: may.value, expiresInDays: days.value ? Number(days.value) : null };
        secret = (await people.addToken(wish)).token;
      },
    });
    if (!done) return;
    await ask({
      title: 'The token',
      content: field('Token', input({ value: secret, readonly: true }), 'It is shown this once.'),
    });
    await load();
  }
  await load();
  return section(
    'Tokens',
    h('p', { class: 'hint' }, 'For programs that act as you.'),
    table('Tokens', ['Name', 'May', 'Last used', 'Ends'], rows),
    h('div', {}, h('button', { class: 'button', type: 'button', onclick: add }, 'Make a token…')),
  );
}

const rolesUpTo = (/** @type {string} */ role) => {
  const all = ['reader', 'author', 'editor', 'owner'];
  return all.slice(0, all.indexOf(role) + 1).reverse();
};

/**
 * @param {string} title
 * @param {string} says
 * @param {string} confirm
 * @param {() => Promise<void>} act
 */
const confirmed = (title, says, confirm, act) => ask({ title, content: h('p', {}, says), confirm, danger: true, act });

/**
 * @param {string} title
 * @param {...Child} children
 */
const section = (title, ...children) => h('section', { class: 'stack' }, h('h2', {}, title), ...children);

/**
 * @param {string} label
 * @param {string[]} heads
 * @param {HTMLElement} rows
 */
const table = (label, heads, rows) =>
  h(
    'div',
    { class: 'records', tabindex: '0', role: 'region', 'aria-label': label },
    h('table', {}, h('thead', {}, h('tr', {}, heads.map((name) => h('th', { scope: 'col' }, name)), h('td'))), rows),
  );

/**
 * @param {string} who
 * @param {...Child} cells
 */
const row = (who, ...cells) => h('tr', {}, h('th', { scope: 'row' }, who), cells.map((cell) => h('td', {}, cell)));

const time = (/** @type {string} */ at) => h('time', { datetime: at, title: fully(at) }, shortly(at));

const used = (/** @type {string | null} */ at) => (at ? time(at) : 'not yet');

/**
 * @param {string} label
 * @param {string} of
 * @param {() => void} onclick
 */
const button = (label, of, onclick) =>
  h('button', { class: 'button small', type: 'button', 'aria-label': `${label} (${of})`, onclick }, label);
