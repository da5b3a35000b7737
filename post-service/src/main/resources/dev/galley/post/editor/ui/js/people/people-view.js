import * as people from '../api/people.js';
import * as session from '../api/session.js';
import { ask } from '../ui/dialog.js';
import { fill, h } from '../ui/dom.js';
import { choice, chosenIn, field, input } from '../ui/fields.js';
import { notice } from '../ui/notice.js';
import { profileFields } from './profile-fields.js';

/** @import { View } from '../ui/router.js' */
/** @import { Link, Somebody } from '../api/people.js' */

const ROLES = [
  { value: 'author', label: 'Author', hint: 'Writes, and publishes what needs no review.' },
  { value: 'editor', label: 'Editor', hint: 'Publishes and deletes everything, imports, looks after channels and subscribers.' },
  { value: 'owner', label: 'Owner', hint: 'Everything, people and tokens included.' },
];

/**
 * Who writes here; for owners to look after, and for everybody else to see.
 *
 * @returns {Promise<View>}
 */
export async function peopleView() {
  const rows = h('tbody');
  const me = await session.current();
  const isOwner = me.role === 'owner';
  const { provider } = await session.waysIn();
  const load = async () =>
    fill(
      rows,
      (await people.list()).items.map((person) => row(person, person.id === me.person?.id, isOwner && acts(person, provider, load))),
    );
  await load();
  return {
    title: 'People',
    node: h(
      'div',
      { class: 'page' },
      h(
        'div',
        { class: 'page-head' },
        h('h1', {}, 'People'),
        isOwner && h('button', { class: 'button primary', type: 'button', onclick: () => invite(load) }, 'Invite…'),
      ),
      isOwner &&
        h('p', { class: 'hint intro' }, 'Whoever is removed or may do less is refused everywhere within ten seconds. Their posts stay.'),
      h(
        'div',
        { class: 'records', tabindex: '0', role: 'region', 'aria-label': 'People' },
        h(
          'table',
          {},
          h('thead', {}, h('tr', {}, ['Name', 'Short name', 'E-mail', 'Role'].map((name) => h('th', { scope: 'col' }, name)), isOwner && h('td'))),
          rows,
        ),
      ),
    ),
  };
}

/** @typedef {() => Promise<void>} Load */

/**
 * @param {Somebody} person
 * @param {boolean} isSelf
 * @param {HTMLElement | false} acts
 */
function row({ name, slug, email, role }, isSelf, acts) {
  return h(
    'tr',
    {},
    h('th', { scope: 'row' }, name, isSelf && ' (you)'),
    h('td', {}, slug),
    h('td', {}, email ?? ''),
    h('td', {}, h('span', { class: 'word' }, role)),
    acts && h('td', {}, acts),
  );
}

/**
 * @param {Somebody} person
 * @param {string | null} provider
 * @param {Load} load
 */
function acts(person, provider, load) {
  const button = (/** @type {string} */ label, /** @type {() => void} */ onclick) =>
    h('button', { class: 'button small', type: 'button', 'aria-label': `${label} (${person.name})`, onclick }, label);
  return h(
    'div',
    { class: 'row acts' },
    button('Change…', () => change(person, load)),
    button('Link…', () => askLink(person)),
    button('Sign out…', () => signOut(person)),
    provider && button('Forget account…', () => forgetAccount(person, provider)),
    button('Remove…', () => remove(person, load)),
  );
}

/** @param {string} role */
const roles = (role) =>
  h(
    'fieldset',
    { class: 'roles stack tight' },
    h('legend', { class: 'label' }, 'Role'),
    ROLES.map((each) => choice({ name: 'role', ...each, checked: each.value === role, autofocus: false })),
  );

/** @param {Load} load */
async function invite(load) {
  const profile = profileFields({}, false);
  /** @type {Somebody | undefined} */
  let added;
  const done = await ask({
    title: 'Invite somebody',
    content: h('div', { class: 'stack' }, profile.node, roles('author')),
    confirm: 'Invite',
    act: async (form) => {
      added ??= await people.add({ ...profile.wish(), role: chosenIn(form) });
    },
  });
  if (!done || !added) return;
  await load();
  await showLink(added);
}

/**
 * @param {Somebody} person
 * @param {Load} load
 */
async function change(person, load) {
  const profile = profileFields(person, false);
  const done = await ask({
    title: `Change ${person.name}`,
    content: h('div', { class: 'stack' }, profile.node, roles(person.role)),
    confirm: 'Change',
    act: (form) => people.change(person, { ...profile.wish(), role: chosenIn(form) }),
  });
  if (done) {
    session.forget();
    await load();
  }
}

/** @param {Somebody} person */
async function askLink(person) {
  const sure = await ask({
    title: `A sign-in link for ${person.name}?`,
    content: h('p', {}, 'It signs in as them, once and within a day.'),
    confirm: 'Make the link',
  });
  if (sure) await showLink(person);
}

/** @param {Somebody} person */
async function showLink({ id, name, email }) {
  /** @type {Link} */
  let link;
  try {
    link = await people.link(id);
  } catch (failure) {
    return notice(failure instanceof Error ? failure.message : String(failure));
  }
  if (link.mailed) return notice(`A sign-in link is on its way to ${email}.`);
  const url = input({ value: link.url ?? '', readonly: true });
  await ask({
    title: `A link for ${name}`,
    content: h(
      'div',
      { class: 'stack' },
      h('p', {}, 'No mails are sent here. Pass this link on: it signs in as them, once and within a day.'),
      field('Sign-in link', url),
    ),
  });
}

/** @param {Somebody} person */
async function signOut({ id, name }) {
  const done = await ask({
    title: `Sign ${name} out everywhere?`,
    content: h('p', {}, 'Their browsers have to sign in again. Their tokens go on.'),
    confirm: 'Sign out',
    danger: true,
    act: () => people.endSessions(id),
  });
  if (done) notice(`${name} is signed out everywhere.`);
}

/**
 * @param {Somebody} person
 * @param {string} provider
 */
async function forgetAccount({ id, name }, provider) {
  const done = await ask({
    title: `Forget the account of ${name}?`,
    content: h('p', {}, `Whoever next comes from ${provider} with their verified e-mail address is taken for them.`),
    confirm: 'Forget it',
    danger: true,
    act: () => people.forgetAccount(id),
  });
  if (done) notice(`The account of ${name} is forgotten.`);
}

/**
 * @param {Somebody} person
 * @param {Load} load
 */
async function remove(person, load) {
  const done = await ask({
    title: `Remove ${person.name}?`,
    content: h('p', {}, 'Their sessions, tokens and passkeys end. Their posts stay, under their short name.'),
    confirm: 'Remove',
    danger: true,
    act: () => people.remove(person),
  });
  if (done) await load();
}
