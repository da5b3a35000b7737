/**
 * Takes files that are dropped on an element, which has the class `over` while they are above it. Other
 * things, such as words, go on as the browser takes them.
 *
 * @param {HTMLElement} element
 * @param {(dropped: DataTransfer) => void} take
 */
export function takeDropped(element, take) {
  for (const type of ['dragenter', 'dragover', 'dragleave', 'drop']) {
    element.addEventListener(type, (event) => {
      const { dataTransfer } = /** @type {DragEvent} */ (event);
      if (!dataTransfer?.types.includes('Files')) return;
      event.preventDefault();
      element.classList.toggle('over', type === 'dragenter' || type === 'dragover');
      if (type === 'drop') take(dataTransfer);
    });
  }
}
