import * as posts from '../api/posts.js';
import { comparison } from '../merge/comparison.js';
import { ask } from '../ui/dialog.js';
import { h } from '../ui/dom.js';
import { notice } from '../ui/notice.js';
import { pages, textOf } from './preview-document.js';

/** @import { Draft } from './draft.js' */

/**
 * What authors know the formats by.
 *
 * @type {Record<string, string>}
 */
export const FORMATS = { gfm: 'Markdown (GitHub’s)', kramdown: 'kramdown', html: 'HTML' };

/**
 * Shows what the page is and would be, and changes the format when the author wants that.
 *
 * @param {Draft} draft
 * @param {string} format
 */
export async function askFormat(draft, format) {
  try {
    const [before, after] = await Promise.all([draft.fields.format, format].map((each) => rendered(draft, each)));
    await ask({
      title: `Read the text as ${FORMATS[format]}?`,
      wide: true,
      content: [
        h('p', {}, told(before.page, after.page, FORMATS[draft.fields.format])),
        textOf(before.page) === textOf(after.page) ? null : words(before.page, after.page),
        pages(['Now', before.page], [`As ${FORMATS[format]}`, after.page]),
        after.warnings.length > 0 && h('ul', {}, after.warnings.map((warning) => h('li', {}, warning))),
      ],
      confirm: 'Change the format',
      act: () => draft.edit('format', format),
    });
  } catch (failure) {
    notice(`The format stays: ${failure instanceof Error ? failure.message : String(failure)}`);
  }
}

/**
 * @param {Draft} draft
 * @param {string} format
 */
async function rendered(draft, format) {
  const { page, html, warnings } = await posts.preview(draft.post, { ...draft.fields, format, metadata: draft.post.metadata });
  return { page: page ?? html ?? '', warnings: warnings ?? [] };
}

/**
 * @param {string} before
 * @param {string} after
 * @param {string} now
 */
function told(before, after, now) {
  if (before === after) return `The page stays exactly as it is with ${now}.`;
  return textOf(before) === textOf(after)
    ? 'Readers get the same words. Whether they look the same, you see below.'
    : 'Some words or marks change for readers:';
}

/**
 * @param {string} before
 * @param {string} after
 */
const words = (before, after) =>
  comparison({ caption: 'What readers get', left: 'Now', right: 'Then' }, textOf(before), textOf(after));
