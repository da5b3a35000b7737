import { Problem, call } from './http.js';

/**
 * A file of the site.
 *
 * @typedef {object} Asset
 * @property {string} path such as `images/sea-0a1b2c3d4e.jpg`
 * @property {string[]} formerPaths those that lead to it
 * @property {string} sha256
 * @property {string} type
 * @property {number} bytes
 * @property {number | null} width in pixels
 * @property {number | null} height
 * @property {string | null} alt what it says to who does not see it
 * @property {boolean} decorative whether there is nothing to say
 * @property {boolean} shared whether everybody may see it although no live page uses it
 * @property {number} revision
 * @property {string} storedAt
 * @property {string | null} storedBy
 * @property {{ at: string, by: string, until: string } | null} removed until when it can be restored
 * @property {{ postId: string, slug: string, title: string }[]} [usedBy] not in lists
 * @property {{ revision: number, action: string, at: string, by: string, path: string }[]} [history] the newest first; not in lists
 *
 * @typedef {{ path: string, status: number, asset: Asset | null, problem: { detail?: string, title?: string } | null }} Described what became of one of many descriptions
 * @typedef {{ alt: string | null, decorative: boolean }} Description
 */

/** As many as one request describes. */
export const MOST_DESCRIBED = 200;

const encoded = (/** @type {string} */ path) => path.split('/').map(encodeURIComponent).join('/');
const at = (/** @type {string} */ path) => `/api/assets/${encoded(path)}`;

/**
 * @param {Record<string, string | null | undefined>} filter
 * @returns {Promise<{ items: Asset[], next?: string | null }>}
 */
export function list(filter) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(filter)) if (value) query.set(name, value);
  return call('GET', `/api/assets?${query}`);
}

/** @type {(path: string) => Promise<Asset>} */
export const read = (path) => call('GET', at(path));

/** Where readers find it, once they may see it. */
export const siteUrl = (/** @type {string} */ path) => `/${encoded(path)}`;

/**
 * Where the bytes are, also those that readers do not see.
 *
 * @param {string} path
 * @param {number} [width] about how wide it is needed, in pixels
 */
export const contentUrl = (path, width) => `/api/assets/content/${encoded(path)}${width ? `?w=${width}` : ''}`;

/**
 * Says what a picture says to who does not see it.
 *
 * @param {Asset} asset
 * @param {Description} facts
 * @returns {Promise<Asset>}
 */
export const describe = ({ path, revision }, facts) => call('PATCH', at(path), { body: facts, revision });

/** @type {(many: ({ path: string, revision: number } & Description)[]) => Promise<{ items: Described[] }>} */
export const describeMany = (many) => call('PATCH', '/api/assets', { body: { items: many } });

/** @type {(asset: Asset, changes: Partial<Description> & { name?: string, shared?: boolean }) => Promise<Asset>} */
export const change = ({ path, revision }, changes) => call('PATCH', at(path), { body: changes, revision });

/** @type {(path: string, evenUsed: boolean) => Promise<void>} */
export const remove = (path, evenUsed) => call('DELETE', `${at(path)}?evenUsed=${evenUsed}`);

/** @type {(path: string) => Promise<Asset>} */
export const restore = (path) => call('POST', `/api/assets/restore/${encoded(path)}`);

/** How far copying to the second store is. @type {() => Promise<{ second: string | null, objects: number, waiting: number, since: string | null }>} */
export const replication = () => call('GET', '/api/replication');

/**
 * Stores a file and tells how far it is, which `fetch` cannot.
 *
 * @param {File} file
 * @param {(part: number) => void} progress hears a part of one
 * @param {AbortSignal} signal
 * @param {Asset} [instead] whose content it becomes; without, it is a new one
 * @returns {Promise<Asset>}
 */
export function upload(file, progress, signal, instead) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    if (instead) request.open('PUT', at(instead.path));
    else request.open('POST', `/api/assets?${new URLSearchParams({ name: file.name || 'image' })}`);
    // What it is, the server sees better than the browser.
    request.setRequestHeader('Content-Type', 'application/octet-stream');
    request.setRequestHeader('X-Galley-Editor', '1');
    if (instead) request.setRequestHeader('If-Match', `"${instead.revision}"`);
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

/** @type {Promise<boolean> | null} */
let asked = null;

/** Whether files are kept here at all; asked once. */
export function isOn() {
  asked ??= list({ limit: '1' }).then(
    () => true,
    (failure) => {
      asked = null;
      return !(failure instanceof Problem && failure.status === 404);
    },
  );
  return asked;
}
