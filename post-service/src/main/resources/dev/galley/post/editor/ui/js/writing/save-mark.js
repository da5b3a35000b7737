import { fill, h } from '../ui/dom.js';
import { timeOfDay } from '../ui/times.js';
import { LABELS } from './draft.js';

/** @import { SaveState } from './autosave.js' */
/** @import { FieldName } from './draft.js' */

/**
 * Says what is saved. Changes between saving and saved are frequent: only failures, and the first
 * save after one, are read out.
 */
export class SaveMark {
  #failed = false;
  #signedOut = false;

  /** @param {{ retry: () => void, signIn: () => void }} actions */
  constructor(actions) {
    this.actions = actions;
    this.text = h('span', { class: 'save-text' });
    this.aloud = h('span', { class: 'unseen', role: 'status', 'aria-live': 'polite' });
    this.button = h('button', { class: 'button small', type: 'button', hidden: true });
    this.node = h('div', { class: 'save-mark for-editors' }, this.text, this.aloud, this.button);
    this.button.addEventListener('click', () => this.#act());
  }

  /** @param {SaveState} state */
  show(state) {
    const failed = state.kind === 'failed' || state.kind === 'refused';
    const text = describe(state);
    fill(this.text, text);
    this.node.dataset.state = state.kind;
    this.button.hidden = state.kind !== 'failed';
    this.#signedOut = state.kind === 'failed' && state.signedOut;
    fill(this.button, this.#signedOut ? 'Sign in' : 'Try again');
    if (failed || (this.#failed && state.kind === 'saved')) fill(this.aloud, text);
    this.#failed = failed || (this.#failed && state.kind !== 'saved');
  }

  #act() {
    if (this.#signedOut) this.actions.signIn();
    else this.actions.retry();
  }
}

/** @param {SaveState} state */
function describe(state) {
  if (state.kind === 'refused') return `Saved, except ${state.refusals.map(refusal).join('; ')}`;
  if (state.kind === 'saved') return state.at ? `Saved ${timeOfDay(state.at)}` : 'Saved';
  if (state.kind === 'saving') return 'Saving…';
  if (state.kind === 'failed') return `Not saved: ${state.reason}`;
  return 'Editing…';
}

/** @param {[FieldName, string]} refusal */
const refusal = ([field, reason]) => `the ${LABELS[field].toLowerCase()}: it ${reason}`;
