import * as assets from './api/assets.js';
import * as channels from './api/channels.js';
import * as reviews from './api/reviews.js';
import * as session from './api/session.js';
import { fill, h } from './ui/dom.js';
import { Offline } from './offline.js';
import { notice, noticePlace } from './ui/notice.js';
import { shortcuts, showShortcuts } from './ui/shortcuts.js';

/** @import { Router, View } from './ui/router.js' */

const LOOK_AGAIN_MILLIS = 60_000;

/** What stays around every view. */
export class Shell {
  /** @param {Router} router */
  constructor(router) {
    this.main = h('main', { id: 'main', tabindex: '-1' });
    this.channels = h('a', { href: '/editor/channels' }, 'Channels');
    this.nav = h(
      'nav',
      { 'aria-label': 'Editor' },
      h('a', { href: '/editor/' }, 'Posts'),
      (this.files = h('a', { href: '/editor/files', hidden: true }, 'Files')),
      this.channels,
    );
    this.forEditors = [
      h('a', { href: '/editor/subscribers', hidden: true }, 'Subscribers'),
      h('a', { href: '/editor/mail', hidden: true }, 'Mail'),
      h('a', { href: '/editor/import', hidden: true }, 'Import'),
    ];
    this.forOwners = [
      h('a', { href: '/editor/people', hidden: true }, 'People'),
      h('a', { href: '/editor/audit', hidden: true }, 'Audit'),
    ];
    this.proposals = h('a', { href: '/editor/proposals', hidden: true }, 'Proposals');
    this.nav.append(this.proposals, ...this.forEditors, ...this.forOwners);
    this.masthead = h(
      'header',
      { class: 'masthead' },
      h('a', { class: 'wordmark', href: '/editor/' }, 'Galley'),
      this.nav,
      h(
        'div',
        { class: 'row' },
        h('a', { class: 'button quiet wide-only', href: '/', target: '_blank' }, 'View site'),
        h('button', { class: 'button quiet', type: 'button', onclick: showShortcuts }, 'Keys'),
        h('a', { class: 'button quiet', href: '/editor/account' }, 'Account'),
        h(
          'button',
          { class: 'button quiet', type: 'button', onclick: () => this.#signOut(router) },
          'Sign out',
        ),
      ),
    );
    this.lookedAt = 0;
    // Asked anew: an answer of before says nothing of now.
    const offline = new Offline(session.isReachable);
    this.nodes = [this.masthead, offline.node, this.main, noticePlace];
    shortcuts([
      { keys: '?', text: 'Show the shortcuts', run: showShortcuts },
      { keys: 'Ctrl+/', text: 'Show the shortcuts, also while writing', run: showShortcuts },
    ]);
  }

  /** @param {View} view */
  show(view) {
    const isSigningIn = view.title.startsWith('Sign in');
    this.masthead.hidden = isSigningIn;
    this.#showWhatIsAllowed(isSigningIn);
    for (const link of this.nav.querySelectorAll('a')) {
      const here = link.pathname === location.pathname;
      link.toggleAttribute('aria-current', here);
      if (here) link.setAttribute('aria-current', 'page');
    }
    fill(this.main, view.node);
    this.main.focus();
    window.scrollTo(0, 0);
  }

  /** Shows, or no longer, that a channel waits for somebody's decision. */
  mark(/** @type {boolean} */ waits) {
    this.channels.classList.toggle('marked', waits);
    fill(this.channels, 'Channels', waits && h('span', { class: 'unseen' }, ', one was switched off'));
  }

  /** Without an answer nothing is shown that may be refused. */
  async #showWhatIsAllowed(/** @type {boolean} */ isSigningIn) {
    const person = isSigningIn ? null : await session.current().catch(() => null);
    const mayChange = person !== null && person.role !== 'reader';
    const mayManage = mayChange && person.role !== 'author';
    this.files.hidden = !mayChange || !(await assets.isOn());
    this.proposals.hidden = person === null || !(await reviews.settings().catch(() => null))?.proposals;
    for (const link of this.forOwners) link.hidden = person?.role !== 'owner';
    for (const link of this.forEditors) link.hidden = !mayManage;
    if (mayManage && Date.now() - this.lookedAt > LOOK_AGAIN_MILLIS) {
      this.lookedAt = Date.now();
      this.mark(await channels.anyGivenUp());
    }
    this.main.classList.toggle('may-change', mayChange);
    this.main.classList.toggle('may-manage', mayManage);
  }

  /**
   * Saves first: without a session nothing more could be.
   *
   * @param {Router} router
   */
  async #signOut(router) {
    try {
      if (!(await router.save())) return notice('You are still signed in, since not everything could be saved.');
      await session.signOut();
    } catch (failure) {
      return notice(`You are still signed in: ${failure instanceof Error ? failure.message : failure}`);
    }
    await router.go('/editor/');
  }
}
