import * as posts from '../api/posts.js';
import * as reviews from '../api/reviews.js';
import * as session from '../api/session.js';
import { ask } from '../ui/dialog.js';
import { fill, h } from '../ui/dom.js';
import { notice, problemText } from '../ui/notice.js';
import { fully, shortly } from '../ui/times.js';
import { compareStates } from '../writing/compare-states.js';
import { fieldsOf } from '../writing/draft.js';
import { previewDocument } from '../writing/preview-document.js';
import { answerForm, isAlive, roundNode } from './round.js';
import { roundFields } from './round-fields.js';

/** @import { Review, Round } from '../api/reviews.js' */
/** @import { Autosave } from '../writing/autosave.js' */
/** @import { Draft } from '../writing/draft.js' */

/**
 * The tab in which a post is proposed and answered; none where nothing is published by consent.
 *
 * @param {Draft} draft
 * @param {Autosave} autosave
 */
export async function reviewTab(draft, autosave) {
  const { kinds } = await reviews.settings();
  if (!kinds.includes(draft.post.kind) && !draft.post.review) return [];
  const panel = new ReviewPanel(draft, autosave, await session.current());
  return [{ name: 'review', label: 'Review', panel: h('div', { class: 'panel' }, panel.node), shown: () => panel.load() }];
}

class ReviewPanel {
  /**
   * @param {Draft} draft
   * @param {Autosave} autosave
   * @param {import('../api/session.js').Person} me
   */
  constructor(draft, autosave, me) {
    this.draft = draft;
    this.autosave = autosave;
    this.me = me;
    this.asked = h('div', { class: 'stack' });
    this.answering = h('div');
    this.rest = h('div', { class: 'stack' });
    this.node = h('div', { class: 'review stack' }, this.asked, this.answering, this.rest);
    /** What the form for an answer is about; it stays as long as this does, with the words in it. */
    this.formOf = '';
    // An edit voids what was asked; the panel says so at once.
    for (const event of ['stored', 'replaced']) draft.addEventListener(event, () => this.node.isConnected && !this.node.closest('[hidden]') && this.load());
  }

  /** Reads where the review stands. */
  async load() {
    try {
      this.#show(await reviews.read(this.draft.post.id));
    } catch (failure) {
      fill(this.asked, problemText(failure));
    }
  }

  /** @param {Review} review */
  #show(review) {
    const { round, answerable, debt, problem } = review;
    const me = this.me.person?.id;
    const asked = me && answerable && round?.participants.some(({ id }) => id === me);
    const mayEnd = isAlive(round) && (round?.proposer.id === me || ['editor', 'owner'].includes(this.me.role));
    fill(
      this.asked,
      debt && this.#debt(review, debt),
      problem && h('p', { class: 'problem', role: 'alert' }, `It could not be published by itself: ${problem}`),
      round ? roundNode(round) : h('p', { class: 'hint' }, 'Nobody was asked about this post yet.'),
      // Where readers see nothing yet, everything would change; what was published changes nothing.
      round && h('div', { class: 'row' }, this.draft.post.live && round.state !== 'published' && this.#compareButton(round), this.#pageButton(round)),
    );
    const formOf = asked && round ? [round.id, ...round.answers.filter(({ person }) => person === me).map(({ at }) => at)].join() : '';
    if (formOf !== this.formOf) {
      this.formOf = formOf;
      fill(this.answering, asked && round && answerForm(round, me, async (given) => this.#took(await reviews.answer(this.draft.post.id, given))));
    }
    fill(
      this.rest,
      h(
        'div',
        { class: 'row' },
        review.needed && !isAlive(round) && me && this.#proposeButton(round),
        mayEnd && h('button', { class: 'button', type: 'button', onclick: () => this.#withdraw(review) }, 'Withdraw'),
      ),
      review.earlier.length > 0 &&
        h('details', {}, h('summary', {}, `Earlier rounds (${review.earlier.length})`), review.earlier.map(roundNode)),
    );
  }

  /** What was answered changes the post's revision and state as well. */
  async #took(/** @type {Review} */ review) {
    this.#show(review);
    const post = await posts.read(this.draft.post.id);
    if (post.revision > this.draft.post.revision && !this.draft.dirty) this.draft.stored(post, fieldsOf(post));
  }

  /** @param {Round | null} round */
  #proposeButton(round) {
    const label = round ? 'Propose a new round…' : 'Ask for consent…';
    return h('button', { class: 'button primary', type: 'button', onclick: () => this.#propose() }, label);
  }

  async #propose() {
    if (!(await this.autosave.flush())) return notice('Nothing was proposed, since not everything could be saved.');
    const fields = await roundFields();
    const publishes = h('input', { type: 'checkbox' });
    await ask({
      title: 'Ask for consent',
      content: [fields.node, h('label', { class: 'check' }, publishes, ' Publish it by itself once consent is reached')],
      confirm: 'Propose',
      act: async () => {
        const { id, revision } = this.draft.post;
        await this.#took(await reviews.propose(id, revision, { ...fields.read(), publishes: publishes.checked }));
      },
    });
  }

  /** @param {Review} review */
  async #withdraw(review) {
    await ask({
      title: 'Withdraw the question?',
      content: h('p', {}, 'What was answered stays to be read. You can ask again at any time.'),
      confirm: 'Withdraw',
      act: async () => this.#took(await reviews.withdraw(this.draft.post.id, review.revision)),
    });
  }

  /**
   * @param {Review} review
   * @param {NonNullable<Review['debt']>} debt
   */
  #debt(review, debt) {
    const mine = debt.person !== null && debt.person === this.me.person?.id;
    const pay = async () => {
      try {
        await this.#took(await reviews.pay(this.draft.post.id, review.revision));
        notice('Thank you: it is reviewed.');
      } catch (failure) {
        notice(failure instanceof Error ? failure.message : String(failure));
      }
    };
    return h(
      'div',
      { class: 'debt' },
      h('p', {}, h('strong', {}, 'Published without consent'), ` by ${debt.name}, `, h('time', { datetime: debt.at, title: fully(debt.at) }, shortly(debt.at)), '. Somebody else has to look at it.'),
      !mine && this.me.person && h('button', { class: 'button', type: 'button', onclick: pay }, 'I have reviewed it'),
    );
  }

  /** @param {Round} round */
  #compareButton(round) {
    return h('button', { class: 'button small', type: 'button', onclick: () => this.#compare(round) }, 'What would change');
  }

  /** @param {Round} round */
  async #compare({ revision }) {
    const { id } = this.draft.post;
    const which = { from: 'live', to: String(revision), left: 'Readers see', right: `Revision ${revision}` };
    try {
      await compareStates(id, which, { title: 'What readers see, and what is asked about' });
    } catch (failure) {
      notice(failure instanceof Error ? failure.message : String(failure));
    }
  }

  /** @param {Round} round */
  #pageButton(round) {
    return h('button', { class: 'button small', type: 'button', onclick: () => this.#page(round) }, 'As a page');
  }

  /** @param {Round} round */
  async #page(round) {
    try {
      const { post } = this.draft;
      const { content } = await posts.revision(post.id, round.revision);
      const { page, html } = await posts.preview(post, { ...fieldsOf(content), metadata: content.metadata ?? {} });
      const frame = h('iframe', { class: 'round-page', sandbox: '', title: 'The page' });
      frame.srcdoc = previewDocument(page ?? html ?? '', content.body, 0);
      await ask({ title: `Revision ${round.revision} as a page`, wide: true, content: frame });
    } catch (failure) {
      notice(failure instanceof Error ? failure.message : String(failure));
    }
  }
}
