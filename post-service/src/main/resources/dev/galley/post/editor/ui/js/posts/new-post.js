import * as posts from '../api/posts.js';
import { Problem } from '../api/http.js';
import * as session from '../api/session.js';
import { h } from '../ui/dom.js';
import { notice } from '../ui/notice.js';
import { lastAuthors } from './last-authors.js';

/** @import { Template } from '../api/types.js' */
/** @import { Router } from '../ui/router.js' */

/**
 * A button for each template and one for an empty post.
 *
 * @param {Router} router
 */
export async function newPostButtons(router) {
  const { person } = await session.current();
  const authors = person ? [person.slug] : lastAuthors();
  const templates = (await posts.templates(authors[0])).items;
  const blank = { title: '', body: '', kind: 'blog', authors };
  const button = (/** @type {string} */ label, /** @type {() => void} */ onclick, /** @type {boolean} */ first) =>
    h('button', { class: first ? 'button primary' : 'button', type: 'button', onclick }, label);
  return {
    buttons: [
      ...templates.map((template, index) =>
        button(template.label, () => begin(router, template.post), index === 0),
      ),
      button('New post', () => begin(router, blank), templates.length === 0),
    ],
    writeWeekNote: () => begin(router, templates[0]?.post ?? blank),
  };
}

/**
 * @param {Router} router
 * @param {Partial<Template['post']>} fields
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

/** @param {string | undefined} slug */
async function bySlug(slug) {
  return slug ? (await posts.list({ slug })).items[0] : undefined;
}
