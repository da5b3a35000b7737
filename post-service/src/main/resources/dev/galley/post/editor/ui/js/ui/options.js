import { fill, freshId, h } from './dom.js';

/** @import { Child } from './dom.js' */

const PAUSE_MILLIS = 200;

/**
 * @template T
 * @typedef {{ value: T, label: string, about?: Child, before?: Child }} Option
 */

/**
 * What a field offers while one types in it: a combobox with a list, as the ARIA Authoring Practices
 * describe it.
 *
 * @template T
 */
export class Options {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  #asked = 0;
  /** @type {{ node: HTMLElement, option: Option<T> }[]} */
  #shown = [];
  #active = -1;

  /**
   * @param {HTMLInputElement} control
   * @param {(words: string) => Promise<Option<T>[]>} search
   * @param {(value: T) => void} choose
   * @param {{ atOnce?: boolean, label?: string }} [how] whether something is offered for no words, too
   */
  constructor(control, search, choose, { atOnce = false, label = 'Offered' } = {}) {
    this.control = control;
    this.search = search;
    this.choose = choose;
    this.atOnce = atOnce;
    /** Whether what the field holds was chosen from the list. */
    this.settled = false;
    this.list = h('ul', { role: 'listbox', id: freshId('options'), class: 'options', 'aria-label': label, hidden: true });
    this.said = h('p', { class: 'unseen', role: 'status' });
    this.node = h('div', { class: 'offer' }, this.list, this.said);
    for (const [name, value] of Object.entries({ role: 'combobox', 'aria-expanded': 'false', 'aria-controls': this.list.id, 'aria-autocomplete': 'list' })) {
      control.setAttribute(name, value);
    }
    control.addEventListener('input', () => this.#later());
    control.addEventListener('keydown', (event) => this.#key(event));
    if (atOnce) this.#ask();
  }

  #later() {
    this.settled = false;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#ask(), PAUSE_MILLIS);
  }

  async #ask() {
    this.#asked += 1;
    const mine = this.#asked;
    const words = this.control.value.trim();
    if (!words && !this.atOnce) return this.#show([]);
    try {
      const options = await this.search(words);
      if (mine === this.#asked) this.#show(options);
    } catch (failure) {
      if (mine === this.#asked) this.#show([], failure instanceof Error ? failure.message : String(failure));
    }
  }

  /**
   * @param {Option<T>[]} options
   * @param {string} [said]
   */
  #show(options, said = options.length ? `${options.length} offered` : '') {
    this.#shown = options.map((option) => ({ option, node: this.#row(option) }));
    this.#active = -1;
    fill(this.list, this.#shown.map(({ node }) => node));
    this.list.hidden = options.length === 0;
    this.control.setAttribute('aria-expanded', String(options.length > 0));
    this.control.removeAttribute('aria-activedescendant');
    fill(this.said, said);
  }

  /** @param {Option<T>} option */
  #row(option) {
    return h(
      'li',
      {
        role: 'option',
        id: freshId('option'),
        'aria-selected': 'false',
        onmousedown: (/** @type {Event} */ event) => event.preventDefault(),
        onclick: () => this.#take(option),
      },
      option.before,
      h('span', { class: 'option-label' }, option.label),
      h('span', { class: 'hint' }, option.about),
    );
  }

  /** @param {Option<T>} option */
  #take(option) {
    this.#show([], '');
    this.settled = true;
    this.choose(option.value);
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (event.isComposing || this.#shown.length === 0) return;
    const { length } = this.#shown;
    if (event.key === 'ArrowDown') this.#move(Math.min(length - 1, this.#active + 1));
    else if (event.key === 'ArrowUp') this.#move(Math.max(0, this.#active - 1));
    else if (event.key === 'Enter' && this.#active >= 0) this.#take(this.#shown[this.#active].option);
    else if (event.key === 'Escape') this.#show([], '');
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** @param {number} to */
  #move(to) {
    this.#shown[this.#active]?.node.setAttribute('aria-selected', 'false');
    this.#active = to;
    const { node } = this.#shown[to];
    node.setAttribute('aria-selected', 'true');
    node.scrollIntoView({ block: 'nearest' });
    this.control.setAttribute('aria-activedescendant', node.id);
  }
}
