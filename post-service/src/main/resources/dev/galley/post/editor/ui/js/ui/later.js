/**
 * A part of the editor that is loaded when it is first needed. The server may have been upgraded since
 * the page was: then it has other files.
 *
 * @template T
 * @param {Promise<T>} loading
 * @returns {Promise<T>}
 */
export const later = (loading) =>
  loading.catch(() => {
    throw new Error('This part of the editor cannot be loaded. Load the page again.');
  });
