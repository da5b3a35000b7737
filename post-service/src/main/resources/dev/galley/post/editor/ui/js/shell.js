import * as session from './api/session.js';
import { fill, h } from './ui/dom.js';
import { noticePlace } from './ui/notice.js';
import { shortcuts, showShortcuts } from './ui/shortcuts.js';

/** @import { Router, View } from './ui/router.js' */

/** What stays around every view. */
export class Shell {
  /** @param {Router} router */
  constructor(router) {
    this.main = h('main', { id: 'main', tabindex: '-1' });
    this.nav = h(
      'nav',
      { 'aria-label': 'Editor' },
      h('a', { href: '/editor/' }, 'Posts'),
      h('a', { href: '/editor/webhooks' }, 'Webhooks'),
    );
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
        h(
          'button',
          { class: 'button quiet', type: 'button', onclick: () => this.#signOut(router) },
          'Sign out',
        ),
      ),
    );
    this.nodes = [this.masthead, this.main, noticePlace];
    shortcuts([
      { keys: '?', text: 'Show the shortcuts', run: showShortcuts },
      { keys: 'Ctrl+/', text: 'Show the shortcuts, also while writing', run: showShortcuts },
    ]);
  }

  /** @param {View} view */
  show(view) {
    this.masthead.hidden = view.title === 'Sign in';
    for (const link of this.nav.querySelectorAll('a')) {
      const here = link.pathname === location.pathname;
      link.toggleAttribute('aria-current', here);
      if (here) link.setAttribute('aria-current', 'page');
    }
    fill(this.main, view.node);
    this.main.focus();
    window.scrollTo(0, 0);
  }

  /** @param {Router} router */
  async #signOut(router) {
    await session.signOut();
    await router.go('/editor/');
  }
}
