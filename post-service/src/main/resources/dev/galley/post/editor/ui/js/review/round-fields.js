import * as reviews from '../api/reviews.js';
import * as session from '../api/session.js';
import { h } from '../ui/dom.js';
import { field, input } from '../ui/fields.js';

/** @import { NewRound } from '../api/reviews.js' */

const HOUR_MILLIS = 3_600_000;

/**
 * The fields of a new round: who is asked, until when, how many have to answer.
 *
 * @returns {Promise<{ node: HTMLElement, read: () => NewRound }>}
 */
export async function roundFields() {
  const [{ items }, me, settings] = await Promise.all([reviews.people(), session.current(), reviews.settings()]);
  const others = items.filter(({ id }) => id !== me.person?.id);
  const boxes = others.map(({ id, name }) => ({
    id,
    box: h('input', { type: 'checkbox', value: id, checked: true, onchange: () => follow() }),
    name,
  }));
  const quorum = input({ type: 'number', min: '1', max: String(others.length), required: true });
  const deadline = input({ type: 'datetime-local', required: true, value: local(Date.now() + settings.deadlineHours * HOUR_MILLIS) });
  const asked = () => boxes.filter(({ box }) => box.checked).map(({ id }) => id);
  const follow = () => {
    quorum.max = String(asked().length);
    quorum.value = String(Math.floor(asked().length / 2) + 1);
  };
  follow();
  return {
    node: h(
      'div',
      { class: 'stack' },
      h(
        'fieldset',
        { class: 'stack tight' },
        h('legend', {}, 'Who is asked?'),
        boxes.length === 0 && h('p', { class: 'hint' }, 'Nobody else writes here yet.'),
        boxes.map(({ box, name }) => h('label', { class: 'check' }, box, ' ', name)),
      ),
      field('Until', deadline, 'Answers can be given and changed until then.'),
      field('Quorum', quorum, 'So many must have answered when the time is over.'),
    ),
    read: () => ({
      participants: asked(),
      deadline: new Date(deadline.value).toISOString(),
      quorum: Number(quorum.value),
    }),
  };
}

/** What a field for a date and a time shows of an instant. */
function local(/** @type {number} */ millis) {
  const at = new Date(millis);
  return new Date(millis - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
