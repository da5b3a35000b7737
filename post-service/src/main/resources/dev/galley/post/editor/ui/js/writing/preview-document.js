import { h } from '../ui/dom.js';

/** The id of the place that the preview shows first. */
export const PLACE = 'galley-place';

const BLOCKS = 'p, h1, h2, h3, h4, h5, h6, li, pre, table, figure, hr';
const COMPARED_CHARS = 24;
const MOST_READ_CHARS = 400;

/**
 * The one place where markup becomes a document. It is only ever shown in a sandboxed frame, without
 * scripts and from an origin of its own.
 */
const policy = /** @type {any} */ (globalThis).trustedTypes?.createPolicy('galley-preview', {
  createHTML: (/** @type {string} */ markup) => markup,
});

/** @type {(markup: string) => string} */
const asMarkup = (markup) => policy?.createHTML(markup) ?? markup;

/**
 * Makes a preview ready for its frame: marks the block in which the author is writing.
 *
 * @param {string} page a whole HTML document
 * @param {string} source the text that it was made from
 * @param {number} caret where in the text the author is
 * @returns {string} for `srcdoc`
 */
export function previewDocument(page, source, caret) {
  const parsed = new DOMParser().parseFromString(asMarkup(page), 'text/html');
  const blocks = [...(parsed.querySelector('.e-content') ?? parsed.body).querySelectorAll(BLOCKS)];
  const current = blocks.indexOf(blockAt(blocks, source, caret));
  // One block above, so that what comes before is in sight too. At the start the whole page is.
  if (current > 1) blocks[current - 1].id = PLACE;
  return asMarkup(`<!doctype html>${parsed.documentElement.outerHTML}`);
}

/**
 * What a reader sees of a page as lines of text.
 *
 * @param {string} page a whole HTML document
 */
export function textOf(page) {
  const parsed = new DOMParser().parseFromString(asMarkup(page), 'text/html');
  const content = parsed.querySelector('.e-content') ?? parsed.body;
  return (content.textContent ?? '').split('\n').map((line) => line.replace(/\s+/g, ' ').trim()).filter(Boolean).join('\n');
}

/**
 * Pages beside each other, each with what it is.
 *
 * @param {...[string, string]} named
 */
export const pages = (...named) => h('div', { class: 'pages' }, named.map(([title, markup]) => page(title, markup)));

/**
 * @param {string} title
 * @param {string} markup
 */
function page(title, markup) {
  const frame = h('iframe', { sandbox: '', title });
  frame.srcdoc = previewDocument(markup, '', 0);
  return h('figure', {}, h('figcaption', { class: 'hint' }, title), frame);
}

/**
 * The block that begins like the paragraph around the caret, the nearest in proportion when several
 * do.
 *
 * @param {Element[]} blocks
 * @param {string} source
 * @param {number} caret
 */
function blockAt(blocks, source, caret) {
  const guess = Math.round((caret / Math.max(1, source.length)) * (blocks.length - 1));
  const start = source.lastIndexOf('\n\n', Math.max(0, caret - 1));
  const words = plain(source.slice(start + 1, start + MOST_READ_CHARS));
  const distance = (/** @type {number} */ index) => Math.abs(index - guess);
  const found = blocks
    .map((block, index) => ({ index, begins: plain((block.textContent ?? '').slice(0, MOST_READ_CHARS)) }))
    .filter(({ begins }) => begins && words.startsWith(begins.slice(0, COMPARED_CHARS)))
    .sort((a, b) => distance(a.index) - distance(b.index))[0];
  return blocks[found?.index ?? guess];
}

/** Letters and digits only, so that marks of Markdown and typographic quotes do not matter. */
const plain = (/** @type {string} */ text) =>
  text.replace(/\]\([^)]*\)|\]\[[^\]]*\]/g, '').replace(/[^\p{L}\p{N}]+/gu, '').slice(0, 200);
