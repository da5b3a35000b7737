import { Problem, call } from './http.js';

/**
 * A stored file.
 *
 * @typedef {object} Asset
 * @property {string} path such as `images/sea-0a1b2c3d4e.jpg`
 * @property {string} type
 * @property {number} bytes
 * @property {number | null} width in pixels
 * @property {number | null} height
 * @property {string | null} alt what it says to who does not see it
 * @property {boolean} decorative whether there is nothing to say
 * @property {number} revision
 */

const at = (/** @type {string} */ path) => `/api/assets/${path.split('/').map(encodeURIComponent).join('/')}`;

/**
 * @param {Record<string, string | null | undefined>} filter
 * @returns {Promise<{ items: Asset[], next?: string | null }>}
 */
export function list(filter) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(filter)) if (value) query.set(name, value);
  return call('GET', `/api/assets?${query}`);
}

/**
 * Says what a picture says to who does not see it.
 *
 * @param {Asset} asset
 * @param {{ alt: string | null, decorative: boolean }} facts
 * @returns {Promise<Asset>}
 */
export const describe = ({ path, revision }, facts) => call('PATCH', at(path), { body: facts, revision });

/**
 * Stores a picture and tells how far it is, which `fetch` cannot.
 *
 * @param {File} file
 * @param {(part: number) => void} progress hears a part of one
 * @param {AbortSignal} signal
 * @returns {Promise<Asset>}
 */
export function upload(file, progress, signal) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', `/api/assets?${new URLSearchParams({ name: file.name || 'image' })}`);
    // What it is, the server sees better than the browser.
    request.setRequestHeader('Content-Type', 'application/octet-stream');
    request.setRequestHeader('X-Galley-Editor', '1');
    request.responseType = 'json';
    request.upload.onprogress = ({ loaded, total }) => progress(total ? loaded / total : 0);
    request.onload = () =>
      request.status < 300 ? resolve(request.response) : reject(new Problem(request.status, request.response ?? {}));
    request.onerror = () => reject(new Problem(0, { detail: 'The server cannot be reached.' }));
    request.onabort = () => reject(new Problem(0, { detail: 'It was cancelled.' }));
    signal.addEventListener('abort', () => request.abort(), { once: true });
    request.send(file);
  });
}
