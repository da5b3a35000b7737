import * as posts from '../api/posts.js';
import * as reviews from '../api/reviews.js';
import * as session from '../api/session.js';
import { ask } from '../ui/dialog.js';
import { fill, h } from '../ui/dom.js';
import { field, input } from '../ui/fields.js';
import { notice } from '../ui/notice.js';
import { STATES, answerForm, answerList, roundNode } from './round.js';
import { roundFields } from './round-fields.js';

/** @import { Proposal } from '../api/reviews.js' */
/** @import { Router, View } from '../ui/router.js' */

const complain = (/** @type {Error} */ failure) => notice(failure.message);

/**
 * Questions that no post is about, decided by consent.
 *
 * @param {Router} router
 * @returns {Promise<View>}
 */
export async function proposalsView(router) {
  const [{ proposals: on }, me] = await Promise.all([reviews.settings(), session.current()]);
  const list = h('div', { class: 'stack' });
  const load = async () => {
    const { items } = await reviews.proposals();
    fill(list, items.length === 0 ? h('p', { class: 'empty' }, 'Nothing was proposed yet.') : items.map(item));
  };

  /**
   * @param {Proposal} proposal
   * @returns {HTMLElement}
   */
  function item(proposal) {
    const { round, answerable } = proposal;
    const mine = me.person?.id;
    const asked = mine && answerable && round.participants.some(({ id }) => id === mine);
    const mayEnd = answerable && (round.proposer.id === mine || ['editor', 'owner'].includes(me.role));
    /** The others stay as they are, with what is being written in them. */
    const show = (/** @type {Proposal} */ changed) => {
      node.replaceWith(item(changed));
    };
    const withdraw = () => reviews.withdrawProposal(proposal.id).then(show).catch(complain);
    /** @type {HTMLElement} */
    const node = h(
      'article',
      { class: 'proposal stack', id: proposal.id },
      h('h2', {}, proposal.question),
      proposal.text && h('p', { class: 'proposal-text' }, proposal.text),
      roundNode(round),
      asked && answerForm(round, mine, async (given) => show(await reviews.answerProposal(proposal.id, given))),
      h(
        'div',
        { class: 'row' },
        mayEnd && h('button', { class: 'button', type: 'button', onclick: withdraw }, 'Withdraw'),
        !['open', 'withdrawn'].includes(round.state) && me.role !== 'reader' && postButton(router, proposal),
      ),
    );
    return node;
  }

  async function propose() {
    const question = input({ maxlength: '300', required: true });
    const text = h('textarea', { class: 'input', rows: '5', maxlength: '20000' });
    const fields = await roundFields();
    const done = await ask({
      title: 'Propose something',
      content: [field('Question', question), field('What there is to know', text), fields.node],
      confirm: 'Propose',
      act: () => reviews.ask({ question: question.value.trim(), text: text.value, ...fields.read() }),
    });
    if (done) await load();
  }

  await load();
  const button = on && me.person ? h('button', { class: 'button primary', type: 'button', onclick: propose }, 'Propose…') : null;
  return {
    title: 'Proposals',
    node: h('div', { class: 'page' }, h('div', { class: 'page-head' }, h('h1', {}, 'Proposals'), button), list),
    shown() {
      document.getElementById(location.hash.slice(1))?.scrollIntoView();
    },
  };
}

/**
 * @param {Router} router
 * @param {Proposal} proposal
 */
function postButton(router, proposal) {
  /** Pressed twice, it makes one. */
  async function make() {
    button.disabled = true;
    await toPost(router, proposal).catch(complain);
    button.disabled = false;
  }
  const button = h('button', { class: 'button', type: 'button', onclick: make }, 'Make a post of it');
  return button;
}

/**
 * @param {Router} router
 * @param {Proposal} proposal
 */
async function toPost(router, { question, text, round }) {
  const post = await posts.create({ title: question, body: `${text}\n\n${STATES[round.state]}.\n\n${answerList(round)}\n`.trimStart() });
  await router.go(`/editor/posts/${post.id}`);
}
