/**
 * @typedef {Node | string | number | null | undefined | false} Leaf
 * @typedef {Leaf | Leaf[] | (Leaf | Leaf[])[]} Child what an element can hold
 */
/** @typedef {Record<string, unknown>} Props */

/**
 * Builds an element. Text stays text: no markup is ever parsed.
 *
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Props} [props] attributes; `onclick` and the like are listeners; `true` is an empty
 *     attribute, `false` and null are none
 * @param {...Child} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export function h(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  element.append(...nodes(children));
  for (const [name, value] of Object.entries(props)) set(element, name, value);
  return element;
}

/**
 * Replaces what an element holds.
 *
 * @param {Element} element
 * @param {...Child} children
 */
export function fill(element, ...children) {
  element.replaceChildren(...nodes(children));
}

/**
 * @param {HTMLElement} element
 * @param {string} name
 * @param {unknown} value
 */
function set(element, name, value) {
  if (typeof value === 'function') {
    element.addEventListener(name.slice(2), /** @type {EventListener} */ (value));
  } else if (name === 'value' || name === 'checked' || name === 'disabled') {
    Reflect.set(element, name, value);
  } else if (value !== false && value !== null && value !== undefined) {
    element.setAttribute(name, value === true ? '' : String(value));
  }
}

/**
 * @param {Child[]} children
 * @returns {(Node | string)[]}
 */
function nodes(children) {
  return children.flat(Infinity).flatMap((child) => {
    if (child === null || child === undefined || child === false) return [];
    return [child instanceof Node ? child : String(child)];
  });
}

let lastId = 0;

/** An id that nothing else on the page has. */
export function freshId(/** @type {string} */ prefix) {
  lastId += 1;
  return `${prefix}-${lastId}`;
}
