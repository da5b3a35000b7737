import * as posts from '../api/posts.js';
import * as session from '../api/session.js';
import { h } from '../ui/dom.js';
import { shortcuts } from '../ui/shortcuts.js';
import { nameTab } from '../ui/router.js';
import { Tabs } from '../ui/tabs.js';
import { checksTab } from '../checks/checks-panel.js';
import { outlineTab } from '../outline/outline-tab.js';
import { Notes } from '../notes/notes.js';
import { Presence } from '../notes/presence.js';
import { Leaving } from '../publish/leaving.js';
import { publishing } from '../publish/publishing.js';
import { Timeline } from '../publish/timeline.js';
import { reviewTab } from '../review/review-panel.js';
import { templateSwitch } from '../posts/template-switch.js';
import { previewLinks } from '../sharing/preview-links.js';
import { Autosave } from './autosave.js';
import { reconcile } from './conflict.js';
import { Details } from './details.js';
import { Draft } from './draft.js';
import { History } from './history.js';
import { PostBar } from './post-bar.js';
import { Preview } from './preview.js';
import { recover } from './recovery.js';
import { followTitle } from './slug.js';
import { Text } from './text.js';
import { watchOthers } from './watch-others.js';

/** @import { Router, View } from '../ui/router.js' */

const WIDE = window.matchMedia('(min-width: 64rem)');

/** The tabs that the address names, so that a reload or a bookmark comes back to them. */
const NAMED = ['outline', 'checks', 'details', 'review', 'notes', 'timeline', 'history'];

/**
 * Where a post is written, previewed and published.
 *
 * @param {Router} router
 * @param {string} id
 * @returns {Promise<View>}
 */
export async function postView(router, id) {
  const [post, mayChange] = await Promise.all([posts.read(id), session.mayChange()]);
  const draft = new Draft(post);
  const bar = new PostBar(draft, {
    save: () => autosave.flush(),
    signIn: () => router.open(),
    publish: () => actions.publish(),
    unschedule: () => actions.unschedule(),
  });
  const autosave = new Autosave(draft, (state) => bar.saved.show(state), () => reconcile(draft));
  const text = new Text(draft, mayChange);
  const preview = new Preview(draft, () => text.area.selectionStart);
  const details = new Details(draft, mayChange);
  const timeline = new Timeline(draft.post.id);
  const revisions = new History(draft, autosave, mayChange);
  const actions = publishing(router, draft, autosave, () => tabs.select('timeline'), (item) => showPlace(item));
  const leaving = new Leaving(draft, actions);
  const presence = new Presence(post.id);
  bar.present.append(presence.node);
  const notes = new Notes(draft, text, autosave, mayChange, {
    go: (start, end) => showText(start, end),
    counted: (open) => tabs.label('notes', open > 0 ? `Notes (${open})` : 'Notes'),
  });
  presence.addEventListener('notes', () => notes.load());
  followTitle(draft);
  for (const event of ['edited', 'replaced']) draft.addEventListener(event, () => nameTab(nameOf(draft)));
  const previewTab = {
    name: 'preview',
    label: 'Preview',
    panel: h('div', { class: 'panel' }, preview.node),
    shown: () => (preview.active = true),
    hidden: () => (preview.active = false),
  };
  const showText = (/** @type {number} */ start, /** @type {number} */ end) => {
    if (!WIDE.matches) tabs.select('write');
    text.go(start, end);
  };
  /** @type {(item: import('../api/posts.js').CheckItem) => void} */
  const showPlace = ({ field, start, end }) => {
    if (start !== null && end !== null) return showText(start, end);
    if (field === 'title') return text.title.focus();
    tabs.select('details');
    /** @type {HTMLElement | null} */ (details.node.querySelector(`[name="${CSS.escape(field)}"]`))?.focus();
  };
  // Who may not change a post may not have drafts rendered either.
  const beside = mayChange ? 'preview' : 'details';
  const tabs = new Tabs('Beside the text', [
    { name: 'write', label: mayChange ? 'Write' : 'Read', panel: h('div', { class: 'panel' }) },
    ...(mayChange ? [previewTab] : []),
    outlineTab(draft, (start) => showText(start, start)),
    ...(mayChange ? [checksTab(draft, text, showPlace)] : []),
    { name: 'details', label: 'Details', panel: h('div', { class: 'panel' }, details.node, previewLinks(post.id, autosave), templateSwitch(draft, autosave), leaving.node) },
    ...(await reviewTab(draft, autosave)),
    { name: 'notes', label: 'Notes', panel: h('div', { class: 'panel' }, notes.node) },
    {
      name: 'timeline',
      label: 'Timeline',
      panel: h('div', { class: 'panel' }, timeline.node),
      shown: () => timeline.open(),
      hidden: () => timeline.close(),
    },
    { name: 'history', label: 'History', panel: h('div', { class: 'panel' }, revisions.node), shown: () => revisions.load() },
  ], (name) => remember(router, name));
  const node = h(
    'div',
    { class: 'post' },
    bar.node,
    h('div', { class: 'desk' }, text.node, h('aside', { class: 'side', 'aria-label': 'Beside the text' }, tabs.list, tabs.tabs.map((tab) => tab.panel))),
  );
  // The tabs stay below the bar, which has one line or three.
  const barSize = new ResizeObserver(() => node.style.setProperty('--bar-height', `${bar.node.offsetHeight}px`));
  barSize.observe(bar.node);
  const arrange = () => {
    if (WIDE.matches && tabs.selected === 'write') tabs.select(beside);
  };
  const stopWatching = watchOthers(draft, autosave);
  const changing = [
    { keys: 'Ctrl+S', text: 'Save now', run: () => autosave.flush() },
    { keys: 'Ctrl+Enter', text: 'Publish', run: actions.publish },
    { keys: 'Ctrl+M', text: 'Note on the selected words', run: () => (tabs.select('notes'), notes.begin()) },
    ...text.keys,
  ];
  const stopShortcuts = shortcuts([
    ...(mayChange ? changing : []),
    { keys: 'Ctrl+F', text: 'Find in the text', run: () => text.find.open() },
    { keys: 'Ctrl+Shift+F', text: 'Nothing but the text, and back', run: () => text.fullScreen.toggle() },
    { keys: 'F6', text: 'Go between the text and what is beside it', run: () => changeSides(text, tabs) },
    { keys: 'Escape', text: 'Back to the text', run: () => text.area.focus() },
  ]);
  WIDE.addEventListener('change', arrange);
  return {
    title: nameOf(draft),
    node,
    async shown() {
      tabs.select(placeInAddress() ?? (WIDE.matches ? beside : 'write'));
      text.focus();
      await recover(draft, autosave);
      await notes.load();
    },
    save: () => autosave.flush(),
    leave() {
      autosave.flush();
      timeline.close();
      presence.close();
      preview.active = false;
      text.fullScreen.leave();
      WIDE.removeEventListener('change', arrange);
      stopWatching();
      stopShortcuts();
      barSize.disconnect();
    },
  };
}

function placeInAddress() {
  return NAMED.find((name) => location.hash === `#${name}`);
}

/**
 * @param {Router} router
 * @param {string} tab
 */
function remember(router, tab) {
  router.rename(location.pathname + location.search + (NAMED.includes(tab) ? `#${tab}` : ''));
}

/** @param {Draft} draft */
const nameOf = (draft) => draft.fields.title || 'Untitled';

/**
 * @param {Text} text
 * @param {Tabs} tabs
 */
function changeSides(text, tabs) {
  const inText = text.node.contains(document.activeElement);
  const selected = tabs.buttons.find((button) => button.ariaSelected === 'true');
  if (inText) selected?.focus();
  else text.area.focus();
}
