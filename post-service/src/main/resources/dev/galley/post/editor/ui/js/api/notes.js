import { call } from './http.js';

/**
 * @typedef {{ id: string, name: string }} Author
 *
 * @typedef {object} Anchor a passage and what stands around it
 * @property {string} exact
 * @property {string} prefix
 * @property {string} suffix
 * @property {number} start
 *
 * @typedef {object} Reply
 * @property {string} id
 * @property {Author} by
 * @property {string} text
 * @property {string} at
 *
 * @typedef {object} Note
 * @property {string} id
 * @property {number} revision
 * @property {Author} by
 * @property {string} text
 * @property {string} at
 * @property {Anchor | null} anchor null for the whole post
 * @property {{ start: number, end: number } | null} place null when the text of its passage is gone
 * @property {{ by: Author, at: string } | null} resolved
 * @property {Reply[]} replies
 */

const at = (/** @type {string} */ id) => `/api/posts/${encodeURIComponent(id)}/notes`;

/** @type {(id: string) => Promise<{ items: Note[] }>} */
export const list = (id) => call('GET', at(id));

/** @type {(id: string, note: { text: string, anchor?: Anchor }) => Promise<Note>} */
export const add = (id, note) => call('POST', at(id), { body: note });

/** @type {(id: string, note: Note, text: string) => Promise<Note>} */
export const reword = (id, note, text) =>
  call('PATCH', `${at(id)}/${note.id}`, { body: { text }, revision: note.revision });

/** @type {(id: string, note: Note, how: 'resolve' | 'reopen') => Promise<Note>} */
export const settle = (id, note, how) =>
  call('POST', `${at(id)}/${note.id}/${how}`, { revision: note.revision });

/** @type {(id: string, note: Note) => Promise<void>} */
export const remove = (id, note) => call('DELETE', `${at(id)}/${note.id}`, { revision: note.revision });

/** @type {(id: string, note: Note, text: string) => Promise<Note>} */
export const reply = (id, note, text) => call('POST', `${at(id)}/${note.id}/replies`, { body: { text } });

/** @type {(id: string, note: Note, reply: Reply) => Promise<Note>} */
export const removeReply = (id, note, reply) =>
  call('DELETE', `${at(id)}/${note.id}/replies/${reply.id}`, { revision: note.revision });

/** Where news of a post come as server-sent events, for whoever has it open in that window. */
export const presenceUrl = (/** @type {string} */ id, /** @type {string} */ window) =>
  `/api/posts/${encodeURIComponent(id)}/presence?${new URLSearchParams({ window })}`;
