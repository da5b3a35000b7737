import { h } from '../ui/dom.js';
import { Checklist } from './checklist.js';

/** @import { Draft } from '../writing/draft.js' */
/** @import { Text } from '../writing/text.js' */
/** @import { CheckItem } from '../api/posts.js' */
/** @import { Tab } from '../ui/tabs.js' */

const GROUP = 'checks';

/**
 * The checks beside the text, kept up to date while they can be seen; their places are marked.
 *
 * @param {Draft} draft
 * @param {Text} text
 * @param {(item: CheckItem) => void} go
 * @returns {Tab}
 */
export function checksTab(draft, text, go) {
  const list = new Checklist(draft, go);
  let active = false;
  async function look() {
    const found = await list.load();
    // Places are those of the stored text.
    if (!active || !found || text.area.value !== draft.base.body) return;
    text.mark(GROUP, found.items.flatMap(({ field, start, end }) => (field === 'body' && start !== null && end !== null ? [{ start, end, kind: 'checked' }] : [])));
  }
  draft.addEventListener('stored', () => active && look());
  return {
    name: 'checks',
    label: 'Checks',
    panel: h('div', { class: 'panel' }, list.node),
    shown() {
      active = true;
      look();
    },
    hidden() {
      active = false;
      text.mark(GROUP, []);
    },
  };
}
