import { freshId, h } from './dom.js';

/**
 * @typedef {object} Tab
 * @property {string} name
 * @property {string} label
 * @property {HTMLElement} panel
 * @property {() => void} [shown]
 * @property {() => void} [hidden]
 */

/** Tabs as the ARIA Authoring Practices describe them: arrows move, and moving selects. */
export class Tabs {
  /** @type {Tab | null} */
  #selected = null;

  /**
   * @param {string} label
   * @param {Tab[]} tabs
   * @param {(name: string) => void} selected hears which tab is shown from now on
   */
  constructor(label, tabs, selected) {
    this.tabs = tabs;
    this.tell = selected;
    this.buttons = tabs.map((tab) => this.#button(tab));
    this.list = h('div', { role: 'tablist', 'aria-label': label, class: 'tabs' }, this.buttons);
    this.list.addEventListener('keydown', (event) => this.#move(event));
  }

  /** The tab that is shown. */
  get selected() {
    return this.#selected?.name;
  }

  /** @param {string} name */
  select(name) {
    const previous = this.#selected;
    this.#selected = this.tabs.find((tab) => tab.name === name) ?? this.tabs[0];
    this.tabs.forEach((tab, index) => {
      const selected = tab === this.#selected;
      tab.panel.hidden = !selected;
      this.buttons[index].setAttribute('aria-selected', String(selected));
      this.buttons[index].tabIndex = selected ? 0 : -1;
    });
    if (previous !== this.#selected) {
      previous?.hidden?.();
      this.#selected.shown?.();
      this.tell(this.#selected.name);
    }
  }

  /**
   * Calls a tab something else.
   *
   * @param {string} name
   * @param {string} label
   */
  label(name, label) {
    const button = this.buttons[this.tabs.findIndex((tab) => tab.name === name)];
    if (button && button.textContent !== label) button.textContent = label;
  }

  /** @param {Tab} tab */
  #button(tab) {
    const id = freshId('tab');
    tab.panel.id ||= freshId('panel');
    tab.panel.setAttribute('role', 'tabpanel');
    tab.panel.setAttribute('aria-labelledby', id);
    return h(
      'button',
      { type: 'button', role: 'tab', id, 'aria-controls': tab.panel.id, 'data-tab': tab.name, onclick: () => this.select(tab.name) },
      tab.label,
    );
  }

  /** @param {KeyboardEvent} event */
  #move(event) {
    const steps = new Map([['ArrowRight', 1], ['ArrowLeft', -1]]);
    const step = steps.get(event.key);
    if (step === undefined) return;
    event.preventDefault();
    const visible = this.buttons.filter((button) => button.offsetParent !== null);
    const current = visible.findIndex((button) => button.ariaSelected === 'true');
    const next = visible[(current + step + visible.length) % visible.length];
    next.focus();
    next.click();
  }
}
