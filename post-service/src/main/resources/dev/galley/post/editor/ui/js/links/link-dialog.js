import * as posts from '../api/posts.js';
import { ask } from '../ui/dialog.js';
import { field, input } from '../ui/fields.js';
import { Options } from '../ui/options.js';
import { stateMark } from '../posts/states.js';

/** @import { Post } from '../api/types.js' */
/** @import { Text } from '../writing/text.js' */
/** @import { Tool } from '../writing/toolbar.js' */

const MOST_OFFERED = '8';
const ADDRESS = /^(?:[a-z][a-z0-9+.-]*:|[/#?]|www\.)/i;

/**
 * Makes what is selected lead somewhere: to an address, or to a post that is found by its words.
 *
 * @param {Text} text
 * @returns {Tool & { text: string }}
 */
export function linkTool(text) {
  return {
    label: 'Link',
    keys: 'Ctrl+K',
    text: 'Link, also to a post; pasting an address over words makes one too',
    run: () => askLink(text),
  };
}

/** @param {Text} text */
async function askLink(text) {
  const { start, end } = text.selection;
  const words = input({ value: text.area.value.slice(start, end).replace(/\s*\n\s*/g, ' ') });
  const address = input({ autofocus: true, spellcheck: 'false', autocapitalize: 'off', required: true });
  const offered = new Options(address, search, (post) => {
    address.value = `/${post.live?.slug ?? post.slug}`;
    if (!words.value) words.value = post.title;
  });
  const done = await ask({
    title: 'Link',
    content: [field('Leads to', address, 'An address, or words of a post here.'), offered.node, field('Words', words)],
    confirm: 'Insert link',
    act: () => {
      if (!offered.settled && !ADDRESS.test(address.value.trim())) throw new Error('This is no address. Choose a post, or begin with https://, / or #.');
    },
  });
  if (!done) return;
  const target = asTarget(address.value.trim());
  const shown = words.value.trim() || target;
  text.replace(start, end, `[${shown.replace(/([\\[\]])/g, '\\$1')}](${target})`);
  const caret = text.selection.end;
  text.area.setSelectionRange(caret, caret);
}

/** @param {string} words */
async function search(words) {
  if (ADDRESS.test(words)) return [];
  const { items } = await posts.list({ q: words, limit: MOST_OFFERED });
  return items.map((/** @type {Post} */ post) => ({
    value: post,
    label: post.title || 'Untitled',
    about: [stateMark(post.state), ' ', `/${post.live?.slug ?? post.slug}`],
  }));
}

/** CommonMark 0.31.2, 6.3: a destination has neither blanks nor parentheses that do not match. */
function asTarget(/** @type {string} */ address) {
  const whole = address.startsWith('www.') ? `https://${address}` : address;
  return whole.replace(/\s/g, '%20').replace(/\(/g, '%28').replace(/\)/g, '%29').replace(/</g, '%3C').replace(/>/g, '%3E');
}
