import { clocks } from '../api/posts.js';
import { fill, h } from '../ui/dom.js';
import { choice, chosenIn, field, input } from '../ui/fields.js';
import { inZone, knownZone, momentsOf, ownZone, withOffset } from './zones.js';

/** @typedef {{ at: string, zone: string }} Time */

/**
 * Asks whether something happens now or at a time: in the zone of whoever asks or of the site, and
 * when it is not clear which moment is meant, which.
 */
export class When {
  #siteZone = ownZone();

  /**
   * @param {string} now what happens now, such as `Publish`
   * @param {{ later?: string, earlier?: boolean }} how `later` names what is scheduled already, as
   *     the API gives it; `earlier` offers a date before now
   */
  constructor(now, { later, earlier = false }) {
    this.now = now;
    /** The label of the button that confirms. */
    this.label = h('span', {}, now);
    this.time = input({ type: 'datetime-local', name: 'at' });
    this.zone = h('select', { class: 'input', name: 'zone' });
    this.unclear = h('div', { class: 'stack tight' });
    this.said = h('p', { class: 'hint', role: 'status' });
    this.details = h(
      'div',
      { class: 'stack tight when-details' },
      h('div', { class: 'row' }, field('Date and time', this.time), field('Clocks of', this.zone)),
      this.unclear,
      this.said,
    );
    this.node = h(
      'fieldset',
      { class: 'stack tight' },
      h('legend', {}, 'When?'),
      choice({ name: 'when', value: 'now', label: 'Now', hint: 'As soon as you confirm.', checked: !later, autofocus: false }),
      choice({
        name: 'when',
        value: 'later',
        label: 'At a time',
        hint: 'It happens by itself, with the text as it is then: what you write until then goes out as well.',
        checked: Boolean(later),
        autofocus: false,
      }),
      earlier &&
        choice({
          name: 'when',
          value: 'earlier',
          label: 'Now, with an earlier date',
          hint: 'For what first appeared elsewhere: readers and feeds see the date that you give.',
        }),
      this.details,
    );
    this.node.addEventListener('change', () => this.#refresh());
    this.time.addEventListener('input', () => this.#refresh());
    this.#offerZones();
    if (later) this.time.value = localIn(later, ownZone());
    this.#refresh();
    clocks()
      .then(({ zone }) => {
        this.#siteZone = knownZone(zone);
        this.#offerZones();
        this.#refresh();
      })
      // Without the site's zone, one's own is offered.
      .catch(() => {});
  }

  #offerZones() {
    const own = ownZone();
    const chosen = this.zone.value || own;
    const zones = own === this.#siteZone ? [[own, `you and the site (${own})`]] : [[own, `you (${own})`], [this.#siteZone, `the site (${this.#siteZone})`]];
    fill(this.zone, zones.map(([value, label]) => h('option', { value }, label)));
    this.zone.value = chosen;
  }

  get kind() {
    return chosenIn(this.node);
  }

  #refresh() {
    const { kind } = this;
    this.details.hidden = kind === 'now';
    this.time.required = kind !== 'now';
    fill(this.label, kind === 'later' ? 'Schedule' : this.now);
    const { meant, instead } = momentsOf(this.time.value, this.zone.value);
    const unclear = meant.length === 1 ? [] : [...meant, ...instead];
    const key = unclear.join(' ');
    if (this.unclear.dataset.moments !== key) {
      this.unclear.dataset.moments = key;
      fill(this.unclear, unclear.length > 0 && this.#question(unclear, meant.length > 0));
    }
    fill(this.said, this.#sentence());
  }

  /**
   * @param {number[]} moments
   * @param {boolean} twice
   */
  #question(moments, twice) {
    const zone = this.zone.value;
    return h(
      'fieldset',
      { class: 'stack tight' },
      h('legend', {}, twice ? 'Clocks go back that night and show this time twice. Which one?' : 'Clocks go forward that night and skip this time. Which one instead?'),
      moments.map((moment) =>
        h(
          'label',
          { class: 'choice' },
          h('input', { type: 'radio', name: 'moment', value: moment }),
          h('strong', {}, inZone(moment, zone, true)),
        ),
      ),
    );
  }

  /** The one moment that is meant. */
  get #moment() {
    const { meant } = momentsOf(this.time.value, this.zone.value);
    if (meant.length === 1) return meant[0];
    const chosen = chosenIn(this.unclear);
    return chosen ? Number(chosen) : null;
  }

  #sentence() {
    const moment = this.#moment;
    if (this.kind === 'now' || moment === null) return '';
    const other = this.zone.value === this.#siteZone ? ownZone() : this.#siteZone;
    const here = inZone(moment, this.zone.value, true);
    const there = other === this.zone.value ? '' : `, which is ${inZone(moment, other, true)} for ${other === this.#siteZone ? 'the site' : 'you'}`;
    return `${here}${there}.`;
  }

  /**
   * The time that was chosen.
   *
   * @returns {Time}
   */
  chosen() {
    const moment = this.#moment;
    if (moment === null) throw new Error('Choose which time you mean.');
    return { at: withOffset(moment, this.zone.value), zone: this.zone.value };
  }
}

/**
 * @param {string} moment
 * @param {string} zone
 */
const localIn = (moment, zone) => withOffset(Date.parse(moment), zone).slice(0, 16);
