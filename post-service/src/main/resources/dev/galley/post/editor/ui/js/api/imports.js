import { call } from './http.js';

/**
 * @typedef {object} FileReport
 * @property {string} path
 * @property {'created' | 'updated' | 'unchanged' | 'rejected'} outcome
 * @property {string | null} slug
 * @property {string | null} postId
 * @property {string | null} kind null when no post is of this file
 * @property {boolean} published whether the post is on the site
 * @property {number | null} publishedRevision the one that this import put there
 * @property {string[]} redirects old addresses, without the first slash
 * @property {string | null} reason why it was rejected
 * @property {string[]} warnings
 *
 * @typedef {object} AssetReport
 * @property {string} path
 * @property {'stored' | 'replaced' | 'unchanged' | 'rejected'} outcome
 * @property {string | null} reason
 * @property {string[]} warnings
 *
 * @typedef {Record<'files' | 'created' | 'updated' | 'unchanged' | 'rejected' | 'skipped' | 'published' | 'pages' | 'drafts' | 'redirects' | 'warnings', number>} Totals
 *
 * @typedef {object} Report
 * @property {boolean} dryRun
 * @property {string | null} engine whose files they are
 * @property {string[]} notes
 * @property {Record<string, number>} unread files by a name in their metadata that nothing reads
 * @property {FileReport[]} files
 * @property {{ stored: number, replaced: number, unchanged: number, rejected: number, files: AssetReport[] }} assets
 * @property {Totals} totals
 * @property {string} [upload] by which the file need not be sent again
 *
 * @typedef {object} Begun an import of before
 * @property {string} id
 * @property {string} at
 * @property {string} by
 * @property {string | null} name
 * @property {boolean} publish
 * @property {string | null} engine
 * @property {Totals | null} totals null while it goes on, and for ever where it was interrupted
 * @property {{ done: number, files: number }} [progress] a moment ago
 *
 * @typedef {{ postId: string, revision: number }} Publication
 */

/** Files that an import may be able to read, by the ends of their names. */
export const ENDINGS = ['.zip', '.xml', '.json'];

/** What it is, the server sees better than the browser. */
const type = 'application/octet-stream';

/**
 * How an import is to be done.
 *
 * @typedef {{ publish: boolean, dryRun?: boolean, keep?: boolean, folder: string }} How `folder` is what
 *     all addresses begin with, or empty
 */

const query = (/** @type {Record<string, string | boolean>} */ values) =>
  new URLSearchParams(Object.entries(values).filter(([, value]) => value !== '').map(([name, value]) => [name, String(value)]));

/** @type {(file: File, how: How) => Promise<Report>} */
export const bring = (file, how) => call('POST', `/api/import?${query({ ...how, name: file.name })}`, { body: file, type });

/** The same of a file that was sent for its plan. @type {(upload: string, name: string, how: How) => Promise<Report>} */
export const bringKept = (upload, name, how) => call('POST', `/api/import/${encodeURIComponent(upload)}?${query({ ...how, name })}`);

/** The newest first. @type {() => Promise<{ items: Begun[] }>} */
export const list = () => call('GET', '/api/imports');

/** @type {(id: string) => Promise<Report>} */
export const report = (id) => call('GET', `/api/imports/${encodeURIComponent(id)}`);

/** The ids of the posts that are not on their pages and in the feeds yet. @type {(publications: Publication[]) => Promise<{ waiting: string[], failed: string[] }>} */
export const progress = (publications) => call('POST', '/api/deliveries/progress', { body: { publications } });
