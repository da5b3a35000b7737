const KEY = 'galley.last-authors';

/**
 * Whom this browser's last post was by: new posts start with the same.
 *
 * @returns {string[]}
 */
export function lastAuthors() {
  return JSON.parse(localStorage.getItem(KEY) ?? '[]');
}

/** @param {string[]} authors */
export function rememberAuthors(authors) {
  localStorage.setItem(KEY, JSON.stringify(authors));
}
