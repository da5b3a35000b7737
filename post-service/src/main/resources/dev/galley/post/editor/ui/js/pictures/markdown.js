import { siteUrl } from '../api/assets.js';

/**
 * A picture as it stands in the text.
 *
 * @param {string} path
 * @param {string} alt
 */
export function markdownOf(path, alt) {
  const address = siteUrl(path).replace(/\(/g, '%28').replace(/\)/g, '%29');
  return `![${alt.replace(/\s+/g, ' ').replace(/([\\[\]])/g, '\\$1')}](${address})`;
}

/**
 * Puts pictures into the text as paragraphs of their own where they are at the beginning of a line,
 * else where the caret is.
 *
 * @param {string} before what stands before
 * @param {string} after what stands behind
 * @param {string[]} pictures
 */
export function asParagraphs(before, after, pictures) {
  const inLine = before !== '' && !before.endsWith('\n');
  if (inLine && pictures.length === 1) return pictures[0];
  const begin = before === '' || before.endsWith('\n\n') ? '' : before.endsWith('\n') ? '\n' : '\n\n';
  const end = after === '' ? '\n' : after.startsWith('\n\n') ? '' : after.startsWith('\n') ? '\n' : '\n\n';
  return begin + pictures.join('\n\n') + end;
}
