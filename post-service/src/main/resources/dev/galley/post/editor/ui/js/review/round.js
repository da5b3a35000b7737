import { inZone, ownZone } from '../schedule/zones.js';
import { h } from '../ui/dom.js';
import { choice, chosenIn, field } from '../ui/fields.js';
import { problemText } from '../ui/notice.js';
import { fully, shortly } from '../ui/times.js';

/** @import { Answer, Given, Kind, Round, RoundState } from '../api/reviews.js' */

/** @type {Record<Kind, string>} */
const SAID = {
  consent: 'consents',
  'stand-aside': 'stands aside',
  concern: 'has a concern',
  objection: 'objects',
  none: 'took the answer back',
};

/** @type {Record<RoundState, string>} */
export const STATES = {
  open: 'Answers are awaited',
  consented: 'Consent is reached',
  refused: 'There is no consent',
  void: 'Void: the text was edited',
  withdrawn: 'Withdrawn',
  published: 'Published by consent',
};

const ANSWERS = [
  { value: 'consent', label: 'Consent', hint: 'Good enough for now, and safe enough to try.' },
  { value: 'stand-aside', label: 'Stand aside', hint: 'You take no part in this decision.' },
  { value: 'concern', label: 'Concern', hint: 'Said and kept, and blocks nothing.' },
  { value: 'objection', label: 'Objection', hint: 'It must not be so. It stands until you withdraw it or the text is changed.' },
];

/** The answers that count, by person. */
const current = (/** @type {Round} */ { answers }) => new Map(answers.map((answer) => [answer.person, answer]));

/** Whether anything may still become of a round. */
export const isAlive = (/** @type {Round | null} */ round) => round !== null && ['open', 'consented'].includes(round.state);

/**
 * A round: who asks, until when, who said what.
 *
 * @param {Round} round
 */
export function roundNode(round) {
  const standing = current(round);
  return h(
    'section',
    { class: `round ${round.state}` },
    h('p', { class: 'round-state' }, h('strong', {}, STATES[round.state])),
    h(
      'p',
      { class: 'hint' },
      `${round.proposer.name} asked `,
      h('time', { datetime: round.openedAt, title: fully(round.openedAt) }, shortly(round.openedAt)),
      ', until ',
      h('time', { datetime: round.deadline, title: fully(round.deadline) }, inZone(round.deadline, ownZone())),
      `. ${round.quorum} of ${round.participants.length} must answer.`,
      round.publishes && ' It is published by itself once consent is reached.',
    ),
    h(
      'ul',
      { class: 'answers' },
      round.participants.map(({ id, name }) => {
        const answer = standing.get(id);
        return h('li', { class: answer?.kind ?? 'none' }, h('strong', {}, name), ' ', said(answer), words(answer));
      }),
    ),
    changed(round),
  );
}

const said = (/** @type {Answer | undefined} */ answer) => (answer ? SAID[answer.kind] : 'has not answered');

const words = (/** @type {Answer | undefined} */ answer) => answer?.words && h('q', {}, answer.words);

/** What each has answered, in Markdown. */
export function answerList(/** @type {Round} */ round) {
  const standing = current(round);
  const lines = round.participants.map(({ id, name }) => {
    const answer = standing.get(id);
    return `- ${name} ${said(answer)}${answer?.words ? `: ${answer.words.replace(/\s+/g, ' ')}` : ''}`;
  });
  return lines.join('\n');
}

/** What was said before it was changed. */
function changed(/** @type {Round} */ round) {
  const standing = current(round);
  const before = round.answers.filter((answer) => standing.get(answer.person) !== answer);
  if (before.length === 0) return null;
  const nameOf = (/** @type {string} */ id) => round.participants.find((person) => person.id === id)?.name ?? id;
  return h(
    'details',
    {},
    h('summary', {}, 'Changed answers'),
    h('ul', { class: 'answers' }, before.map((answer) => h('li', {}, `${nameOf(answer.person)} ${said(answer)}, `, shortly(answer.at), words(answer)))),
  );
}

/**
 * A form for one's own answer.
 *
 * @param {Round} round
 * @param {string} me the id of whoever answers
 * @param {(given: Given) => Promise<void>} give
 */
export function answerForm(round, me, give) {
  const mine = current(round).get(me);
  const reason = h('textarea', { class: 'input', rows: '3', maxlength: '2000' }, mine?.words ?? '');
  const choices = h(
    'fieldset',
    { class: 'stack tight' },
    h('legend', {}, mine && mine.kind !== 'none' ? 'Change your answer' : 'Your answer'),
    ANSWERS.map((answer) => choice({ name: 'kind', autofocus: false, checked: answer.value === mine?.kind, ...answer })),
  );
  const trouble = h('div');
  const sending = h('button', { class: 'button primary' }, 'Answer');
  const form = h('form', { class: 'stack' }, choices, field('Reason', reason, 'Needed for a concern and an objection.'), trouble, h('div', { class: 'row' }, sending));
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    sending.disabled = true;
    trouble.replaceChildren();
    try {
      await give({ round: round.id, kind: /** @type {Kind} */ (chosenIn(choices) || 'none'), words: reason.value.trim() || undefined });
    } catch (failure) {
      trouble.replaceChildren(problemText(failure));
    } finally {
      sending.disabled = false;
    }
  });
  return form;
}
