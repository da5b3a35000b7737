import * as session from './api/session.js';
import { Problem } from './api/http.js';
import { later } from './ui/later.js';
import { Router } from './ui/router.js';
import { problemText } from './ui/notice.js';
import { h } from './ui/dom.js';
import { Shell } from './shell.js';
import { linkView, refusedBecause, signInView } from './sign-in.js';
import { introduceView, isUnknown } from './people/introduce-view.js';
import { postsView } from './posts/posts-view.js';
import { postView } from './writing/post-view.js';

/** @import { View } from './ui/router.js' */

const TOKEN = /^#token=([\w-]+)$/;
const EMAIL = /^#email=([\w-]+)$/;
const REFUSED = /^#refused=([a-z-]+)$/;

/** @type {(view: View) => void} */
const show = (view) => shell.show(view);

/** @type {(failure: unknown) => View} */
function failed(failure) {
  if (failure instanceof Problem && failure.status === 401) return signInView(router);
  return { title: 'Not found', node: h('div', { class: 'page' }, problemText(failure)) };
}

/** @type {Router} */
const router = new Router(
  [
    [/^\/editor\/$/, async ({ query, back }) => ((await isUnknown()) ? introduceView(router) : postsView(router, query, back))],
    [/^\/editor\/posts\/([\w-]+)$/, ({ params: [id] }) => postView(router, id)],
    [/^\/editor\/files$/, async ({ query }) => (await later(import('./assets/assets-view.js'))).assetsView(router, query)],
    [/^\/editor\/(?:channels|webhooks)$/, async () => (await later(import('./channels/channels-view.js'))).channelsView((any) => shell.mark(any))],
    [/^\/editor\/subscribers$/, async () => (await later(import('./subscribers/subscribers-view.js'))).subscribersView()],
    [/^\/editor\/mail$/, async () => (await later(import('./mail/mail-view.js'))).mailView()],
    [/^\/editor\/proposals$/, async () => (await later(import('./review/proposals-view.js'))).proposalsView(router)],
    [/^\/editor\/import$/, async () => (await later(import('./import/import-view.js'))).importView()],
    [/^\/editor\/access$/, async () => (await later(import('./access/access-view.js'))).accessView(router)],
    [/^\/editor\/audit$/, async () => (await later(import('./audit/audit-view.js'))).auditView()],
    [/^\/editor\/people$/, async () => (await later(import('./people/people-view.js'))).peopleView()],
    [/^\/editor\/account$/, async () => (await later(import('./people/account-view.js'))).accountView(router)],
  ],
  show,
  failed,
);
const shell = new Shell(router);

/**
 * Shows what the address names. A sign-in link carries its token in the fragment, which never
 * reaches a server's log. Whoever is signed in already is asked: any page can lead here.
 */
async function start() {
  const token = TOKEN.exec(location.hash)?.[1];
  const email = EMAIL.exec(location.hash)?.[1];
  if (email) {
    history.replaceState(null, '', location.pathname);
    session.keepEmailToken(email);
  }
  const reason = REFUSED.exec(location.hash)?.[1];
  if (reason) {
    history.replaceState(null, '', location.pathname);
    shell.show(signInView(router, refusedBecause(reason)));
    return;
  }
  try {
    if (token) {
      history.replaceState(null, '', location.pathname + location.search);
      await session.signIn(token);
    }
    await router.open();
  } catch (failure) {
    const taken = token && failure instanceof Problem && failure.kind === 'already-signed-in';
    shell.show(taken ? linkView(router, token, await session.current()) : signInView(router, failure));
  }
}

document.getElementById('shell')?.append(...shell.nodes);
// The link may also be opened in a tab that shows the editor already.
window.addEventListener('hashchange', () => {
  if ([TOKEN, EMAIL, REFUSED].some((known) => known.test(location.hash))) start();
});
await start();
