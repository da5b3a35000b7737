import * as assets from '../api/assets.js';
import { fill, h } from '../ui/dom.js';

/** @import { Asset } from '../api/assets.js' */

const WIDTH = 320;

/**
 * A small picture of a file, or what kind of file it is.
 *
 * @param {Asset} asset
 * @param {number} [width] about how wide it is needed, in pixels
 */
export function thumbnail({ path, type, sha256 }, width = WIDTH) {
  const node = h('div', { class: 'thumbnail' });
  const kind = () => fill(node, h('span', { class: 'kind' }, path.replace(/^.*\./, '').slice(0, 5)));
  if (!type.startsWith('image/')) {
    kind();
    return node;
  }
  const image = h('img', { alt: '', loading: 'lazy', decoding: 'async' });
  // Its address stays when its content is replaced.
  const version = `v=${sha256.slice(0, 16)}`;
  let smaller = true;
  image.addEventListener('error', () => {
    if (!smaller) return kind();
    // What cannot be made smaller is shown as it is.
    smaller = false;
    image.src = `${assets.contentUrl(path)}?${version}`;
  });
  image.src = `${assets.contentUrl(path, width)}&${version}`;
  node.append(image);
  return node;
}

/** Its size in pixels and bytes, in words. */
export function described(/** @type {Asset} */ { width, height, bytes }) {
  const size = bytes < 1e6 ? `${Math.max(1, Math.round(bytes / 1e3))} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
  return width && height ? `${width} × ${height} pixels, ${size}` : size;
}

/** What a file is called without its folder. */
export const nameOf = (/** @type {Asset} */ { path }) => path.replace(/^.*\//, '');
