import * as assets from '../api/assets.js';
import { ask } from '../ui/dialog.js';
import { fill, h } from '../ui/dom.js';
import { takeDropped } from '../ui/drop.js';
import { field, input } from '../ui/fields.js';
import { notice } from '../ui/notice.js';
import { Options } from '../ui/options.js';
import { asParagraphs } from './markdown.js';
import { PictureRow } from './picture-row.js';
import { described, thumbnail } from './thumbnail.js';

/** @import { Asset } from '../api/assets.js' */
/** @import { Text } from '../writing/text.js' */
/** @import { Tool } from '../writing/toolbar.js' */

const MOST_OFFERED = '12';
const MOST_AT_ONCE = 20;

/**
 * Pictures into the text: dropped, pasted, chosen from the machine or from what is there.
 *
 * @param {Text} text
 * @returns {Tool & { text: string }}
 */
export function pictureTool(text) {
  takePasted(text);
  takeDropped(text.sheet, (dropped) => drop(text, pictures(dropped)));
  return {
    label: 'Picture',
    keys: 'Ctrl+Shift+5',
    text: 'Pictures; they can be dropped and pasted, too',
    run: () => addPictures(text, []),
  };
}

/** @param {Text} text */
function takePasted(text) {
  text.area.addEventListener('paste', (event) => {
    const files = pictures(event.clipboardData);
    // A spreadsheet or a word processor adds a picture of the words that one wants.
    if (files.length === 0 || event.clipboardData?.types.includes('text/plain')) return;
    event.preventDefault();
    addPictures(text, files);
  });
}

/**
 * @param {Text} text
 * @param {File[]} files
 */
function drop(text, files) {
  if (files.length > 0) addPictures(text, files);
  else notice('Only pictures can be dropped into the text.');
}

/** @param {DataTransfer | null} data */
const pictures = (data) => [...(data?.files ?? [])].filter((file) => file.type.startsWith('image/'));

/**
 * The text is not touched before all is there and said: what fails leaves it as it is.
 *
 * @param {Text} text
 * @param {File[]} files
 */
async function addPictures(text, files) {
  const { start, end } = text.selection;
  const stop = new AbortController();
  /** @type {PictureRow[]} */
  let rows = [];
  const list = h('ol', { class: 'pictures' });
  const lacking = h('p', { class: 'hint', role: 'status' });
  const changed = () => fill(lacking, rows.find((row) => row.lacking)?.lacking ?? '');
  const add = (/** @type {(File | Asset)[]} */ sources) => {
    for (const source of sources.slice(0, MOST_AT_ONCE - rows.length)) {
      /** @type {PictureRow} */
      const row = new PictureRow(source, stop.signal, changed, () => {
        rows = rows.filter((each) => each !== row);
        row.node.remove();
        changed();
      });
      rows.push(row);
      list.append(row.node);
    }
    changed();
  };
  const file = h('input', {
    type: 'file',
    accept: 'image/*',
    multiple: true,
    onchange: () => {
      add([...(file.files ?? [])]);
      file.value = '';
    },
  });
  const search = input({ type: 'search', placeholder: 'Names and descriptions' });
  const known = new Options(search, find, (asset) => {
    search.value = '';
    add([asset]);
  }, { atOnce: files.length === 0, label: 'Pictures that are there' });
  add(files);
  /** @type {string[]} */
  let markdown = [];
  const done = await ask({
    title: 'Pictures',
    wide: true,
    content: [
      list,
      lacking,
      field('From this machine', file, 'JPEG, PNG, GIF, WebP, AVIF or SVG. They can also be dropped or pasted into the text.'),
      field('From what is there', search),
      known.node,
    ],
    confirm: 'Insert',
    act: async () => {
      const first = rows.find((row) => row.lacking);
      if (first) throw new Error(first.lacking);
      if (rows.length === 0) throw new Error('Choose a picture first.');
      markdown = await Promise.all(rows.map((row) => row.finish()));
    },
  });
  stop.abort();
  if (!done) return;
  const { value } = text.area;
  text.replace(start, end, asParagraphs(value.slice(0, start), value.slice(end), markdown));
  const caret = text.selection.end;
  text.area.setSelectionRange(caret, caret);
}

/** @param {string} words */
async function find(words) {
  const { items } = await assets.list({ q: words, limit: MOST_OFFERED });
  return items.map((asset) => ({
    value: asset,
    label: asset.path.replace(/^images\//, ''),
    about: [described(asset), asset.alt && ` · ${asset.alt}`],
    before: thumbnail(asset),
  }));
}
