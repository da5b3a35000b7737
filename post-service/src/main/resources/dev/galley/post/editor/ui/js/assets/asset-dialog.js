import * as api from '../api/assets.js';
import { Problem } from '../api/http.js';
import { described, nameOf, thumbnail } from '../pictures/thumbnail.js';
import { Upload } from '../pictures/upload.js';
import { counted } from '../ui/counted.js';
import { ask } from '../ui/dialog.js';
import { fill, h } from '../ui/dom.js';
import { field, input } from '../ui/fields.js';
import { notice } from '../ui/notice.js';
import { fully, shortly } from '../ui/times.js';

/** @import { Asset } from '../api/assets.js' */

const WIDTH = 640;
/** The server names no more posts. */
const MOST_NAMED = 20;

/**
 * All about a file, and what can be done with it.
 *
 * @param {string} path
 * @param {{ change: boolean, remove: boolean }} may what is offered
 * @returns {Promise<Asset | 'gone' | null>} the file as it is now; null where nothing changed
 */
export async function assetDialog(path, may) {
  let asset = await api.read(path);
  /** @type {Asset | 'gone' | null} */
  let result = null;
  const close = (/** @type {Asset | 'gone'} */ after) => {
    result = after;
    picture.closest('dialog')?.close();
  };
  const picture = h('div', { class: 'asset-picture' }, thumbnail(asset, WIDTH));
  const about = h('p', { class: 'hint' });
  const tell = () => fill(about, described(asset), `, ${asset.type}, stored `, h('time', { datetime: asset.storedAt, title: fully(asset.storedAt) }, shortly(asset.storedAt)), asset.storedBy && ` by ${asset.storedBy}`);
  tell();
  const fields = may.change && !asset.removed ? changeable(asset) : null;
  const replaced = (/** @type {Asset} */ after) => {
    asset = { ...asset, ...after };
    result = asset;
    fill(picture, thumbnail(asset, WIDTH));
    tell();
    notice('Replaced. Its address stays.');
  };
  const saved = await ask({
    title: nameOf(asset),
    wide: true,
    content: h(
      'div',
      { class: 'asset' },
      h(
        'div',
        { class: 'stack tight' },
        picture,
        about,
        h('p', { class: 'hint' }, 'At ', h('a', { href: api.siteUrl(asset.path), target: '_blank' }, `/${asset.path}`)),
        asset.formerPaths.length > 0 && h('p', { class: 'hint' }, `These lead to it: ${asset.formerPaths.map((name) => `/${name}`).join(', ')}`),
        asset.removed && h('p', { class: 'problem' }, `Removed ${shortly(asset.removed.at)} by ${asset.removed.by}. It can be restored until ${shortly(asset.removed.until)}.`),
        fields && replacing(() => asset, replaced),
        h(
          'div',
          { class: 'row' },
          fields && may.remove && h('button', { class: 'button small danger', type: 'button', onclick: async () => (await remove(asset)) && close('gone') }, 'Remove…'),
          asset.removed && may.remove && h('button', { class: 'button small', type: 'button', onclick: async () => (await restore(asset)) && close('gone') }, 'Restore'),
        ),
      ),
      h('div', { class: 'stack' }, fields?.nodes, users(asset), past(asset)),
    ),
    confirm: fields ? 'Save' : undefined,
    act: async () => {
      const changes = fields?.read(asset) ?? {};
      if (Object.keys(changes).length > 0) result = { ...asset, ...(await api.change(asset, changes)) };
    },
  });
  if (saved && result && result !== 'gone') notice('Saved.');
  return result;
}

/** @param {Asset} asset */
function changeable(asset) {
  const isPicture = asset.type.startsWith('image/');
  const alt = input({ maxlength: '500', value: asset.alt ?? '', disabled: asset.decorative, autofocus: true });
  const decorative = h('input', { type: 'checkbox', checked: asset.decorative, onchange: () => (alt.disabled = decorative.checked) });
  const name = input({ maxlength: '300', value: asset.path, spellcheck: 'false', required: true });
  const shared = h('input', { type: 'checkbox', checked: asset.shared });
  return {
    nodes: [
      isPicture && h('div', { class: 'stack tight' }, field('What does it show?', alt, 'To whoever does not see it.'), h('label', { class: 'check' }, decorative, 'Decorative: there is nothing to say about it')),
      field('Name', name, 'Its address on the site. The one before leads there.'),
      h('div', {}, h('label', { class: 'check' }, shared, 'Shared: everybody may see it, although nothing on the site uses it')),
    ],
    read(/** @type {Asset} */ before) {
      const said = decorative.checked ? null : alt.value.trim() || null;
      return {
        ...(said !== before.alt || decorative.checked !== before.decorative ? { alt: said, decorative: decorative.checked } : {}),
        ...(name.value.trim() !== before.path ? { name: name.value.trim() } : {}),
        ...(shared.checked !== before.shared ? { shared: shared.checked } : {}),
      };
    },
  };
}

/**
 * @param {() => Asset} asset as it is now
 * @param {(after: Asset) => void} replaced
 */
function replacing(asset, replaced) {
  const place = h('div', { class: 'stack tight' });
  const file = h('input', {
    type: 'file',
    class: 'input',
    onchange: () => {
      const [chosen] = file.files ?? [];
      if (!chosen) return;
      const upload = new Upload(chosen, new AbortController().signal, { instead: asset(), stored: replaced, changed: () => {} });
      fill(place, upload.bar, upload.state, upload.retry);
      upload.begin();
      file.value = '';
    },
  });
  return [field('Replace it by', file, 'Wherever it is used, the new one shows.'), place];
}

/** @param {Asset} asset */
function users({ usedBy = [] }) {
  if (usedBy.length === 0) return h('p', { class: 'hint' }, 'No post uses it.');
  return h(
    'section',
    { class: 'stack tight' },
    h('h3', {}, 'Used by'),
    h('ul', { class: 'outcomes' }, named(usedBy), usedBy.length >= MOST_NAMED && h('li', { class: 'hint' }, 'and perhaps others')),
  );
}

/** @param {NonNullable<Asset['usedBy']>} usedBy */
const named = (usedBy) =>
  usedBy.map(({ postId, slug, title }) =>
    h('li', {}, h('a', { href: `/editor/posts/${postId}`, onclick: closeAll }, title || slug)),
  );

/** A link leads away from whatever asks something. */
function closeAll() {
  for (const dialog of document.querySelectorAll('dialog')) dialog.close();
}

/** @type {Record<string, string>} */
const DONE = { stored: 'Stored', replaced: 'Replaced', renamed: 'Renamed', described: 'Described', shared: 'Shared', unshared: 'Shared no more', removed: 'Removed', restored: 'Restored' };

/** @param {Asset} asset */
function past({ history = [] }) {
  if (history.length < 2) return null;
  return h(
    'details',
    {},
    h('summary', {}, 'History'),
    h(
      'ol',
      { class: 'outcomes', reversed: true },
      history.map(({ action, at, by, path }) => h('li', {}, h('span', {}, `${DONE[action.toLowerCase()] ?? action} by ${by}, `, h('time', { datetime: at, title: fully(at) }, shortly(at))), h('span', { class: 'hint' }, `/${path}`))),
    ),
  );
}

/**
 * @param {Asset} asset
 * @returns {Promise<boolean>} whether it is removed
 */
function remove(asset) {
  let { usedBy = [] } = asset;
  const who = h('div', { class: 'stack tight' });
  const tell = () =>
    fill(
      who,
      usedBy.length === 0
        ? h('p', {}, 'No post uses it.')
        : [h('p', {}, `${counted(usedBy.length, 'post uses', 'posts use')} it. There, a place without a picture remains:`), h('ul', { class: 'outcomes' }, named(usedBy))],
    );
  tell();
  return ask({
    title: `Remove ${nameOf(asset)}?`,
    content: [who, h('p', { class: 'hint' }, 'For 30 days it can be restored.')],
    confirm: 'Remove',
    danger: true,
    act: async () => {
      try {
        await api.remove(asset.path, usedBy.length > 0);
      } catch (failure) {
        if (!(failure instanceof Problem) || failure.kind !== 'asset-used') throw failure;
        // A post took it up meanwhile: who asks decides anew.
        ({ usedBy = [] } = await api.read(asset.path));
        tell();
        throw new Error('A post has begun to use it. Remove it all the same?');
      }
    },
  });
}

/** @param {Asset} asset */
async function restore(asset) {
  try {
    await api.restore(asset.path);
    notice('Restored.');
    return true;
  } catch (failure) {
    notice(failure instanceof Error ? failure.message : String(failure));
    return false;
  }
}
