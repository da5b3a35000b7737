/** @import { PostFields } from '../api/types.js' */

/**
 * What this browser keeps of a post until the server has it.
 *
 * @typedef {object} Copy
 * @property {number} revision the one that was being changed
 * @property {PostFields} base its fields
 * @property {PostFields} fields the author's
 */

const key = (/** @type {string} */ id) => `galley.unsaved.${id}`;

/**
 * @param {string} id
 * @returns {Copy | null}
 */
export function read(id) {
  const text = localStorage.getItem(key(id));
  return text ? JSON.parse(text) : null;
}

/**
 * Keeps a copy; where the browser has no room left there is none, and the page's own warning before
 * closing is what remains.
 *
 * @param {string} id
 * @param {Copy} copy
 */
export function keep(id, copy) {
  try {
    localStorage.setItem(key(id), JSON.stringify(copy));
  } catch (failure) {
    if (!(failure instanceof DOMException)) throw failure;
  }
}

export const forget = (/** @type {string} */ id) => localStorage.removeItem(key(id));
