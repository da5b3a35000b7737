import { h } from '../ui/dom.js';
import { field, input } from '../ui/fields.js';

/** @import { Wish } from '../api/people.js' */

/**
 * Name, author's slug and e-mail address of somebody.
 *
 * @param {Partial<Wish>} before
 * @param {boolean} own whether they are one's own
 */
export function profileFields(before, own) {
  const name = input({ value: before.name ?? '', required: true, maxlength: '100', autocomplete: own ? 'name' : 'off', autofocus: true });
  const slug = input({ value: before.slug ?? '', maxlength: '100', pattern: '[A-Za-z0-9\\-]+' });
  const email = input({ type: 'email', value: before.email ?? '', maxlength: '254', autocomplete: own ? 'email' : 'off' });
  return {
    node: h(
      'div',
      { class: 'stack' },
      field('Name', name, 'As it stands in the history.'),
      field('Short name', slug, 'The author of posts, such as chris-roos; one that imported posts name already can be claimed. Made from the name when empty.'),
      field('E-mail', email, 'Where sign-in links go. May be empty.'),
    ),
    /** @returns {Wish} */
    wish: () => ({ name: name.value.trim(), slug: slug.value.trim() || undefined, email: email.value.trim() }),
    focus: () => name.focus(),
  };
}
