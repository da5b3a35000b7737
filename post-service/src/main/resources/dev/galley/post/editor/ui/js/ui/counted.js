/** `1 file`, `3 files`. */
export const counted = (/** @type {number} */ count, /** @type {string} */ one, many = `${one}s`) =>
  `${count.toLocaleString()} ${count === 1 ? one : many}`;
