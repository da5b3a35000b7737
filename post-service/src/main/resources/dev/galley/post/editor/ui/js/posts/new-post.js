import * as posts from '../api/posts.js';
import { Problem } from '../api/http.js';
import * as session from '../api/session.js';
import { ask } from '../ui/dialog.js';
import { h } from '../ui/dom.js';
import { notice } from '../ui/notice.js';
import { lastAuthors } from './last-authors.js';

/** @import { Template } from '../api/types.js' */
/** @import { Router } from '../ui/router.js' */

/** How many templates have a button of their own; the others are in a dialog. */
const IN_SIGHT = 2;

/**
 * Buttons for what a post can begin with, and one for an empty post.
 *
 * @param {Router} router
 */
export async function newPostButtons(router) {
  const { person } = await session.current();
  const authors = person ? [person.slug] : lastAuthors();
  const templates = (await posts.templates(authors[0])).items;
  const blank = { title: '', body: '', kind: 'blog', authors };
  const inSight = templates.filter(({ post }) => post).slice(0, IN_SIGHT);
  const others = templates.filter((template) => !inSight.includes(template));
  const button = (/** @type {string} */ label, /** @type {() => void} */ onclick, first = false) =>
    h('button', { class: first ? 'button primary' : 'button', type: 'button', onclick }, label);
  return {
    buttons: [
      ...inSight.map((template, index) => button(template.label, () => beginWith(router, template, authors[0]), index === 0)),
      others.length > 0 && button('From a template…', () => choose(router, others, authors[0])),
      button('New post', () => begin(router, blank), inSight.length === 0),
    ],
    writeWeekNote: () => (inSight[0] ? beginWith(router, inSight[0], authors[0]) : begin(router, blank)),
  };
}

/**
 * @param {Router} router
 * @param {Template[]} templates
 * @param {string} [author]
 */
function choose(router, templates, author) {
  /** @type {HTMLElement} */
  const list = h(
    'ul',
    { class: 'stack' },
    templates.map((template) =>
      h('li', {}, h('button', { class: 'button', type: 'button', onclick: () => (list.closest('dialog')?.close(), beginWith(router, template, author)) }, template.label)),
    ),
  );
  return ask({ title: 'Begin with', content: list, cancel: 'Cancel' });
}

/**
 * @param {Router} router
 * @param {Template} template
 * @param {string} [author]
 */
async function beginWith(router, { name, post }, author) {
  try {
    const fields = post ?? (await posts.template(name, author)).post;
    await begin(router, fields ?? {});
  } catch (failure) {
    notice(failure instanceof Error ? failure.message : String(failure));
  }
}

/**
 * @param {Router} router
 * @param {Partial<NonNullable<Template['post']>>} fields
 */
async function begin(router, fields) {
  try {
    const post = await posts.create(fields);
    await router.go(`/editor/posts/${post.id}`);
  } catch (failure) {
    const begun = slugTaken(failure) ? await bySlug(fields.slug) : null;
    if (begun) {
      await router.go(`/editor/posts/${begun.id}`);
      notice(`${begun.title} was begun before. Here it is.`);
    } else {
      notice(failure instanceof Error ? failure.message : String(failure));
    }
  }
}

/** @param {unknown} failure */
const slugTaken = (failure) => failure instanceof Problem && failure.kind === 'slug-taken';

/** @param {string | null | undefined} slug */
async function bySlug(slug) {
  return slug ? (await posts.list({ slug })).items[0] : undefined;
}
