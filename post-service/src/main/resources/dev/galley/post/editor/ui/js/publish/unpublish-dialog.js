import { ask } from '../ui/dialog.js';
import { h } from '../ui/dom.js';
import { choice, chosenIn, field, input } from '../ui/fields.js';
import { When } from '../schedule/when.js';

/** @import { Post, Removal, Wish } from '../api/types.js' */

const REMOVALS = [
  { value: 'gone', label: 'Gone', hint: 'Its address says that it was here and is no more.' },
  { value: 'redirect', label: 'Redirect', hint: 'Its address leads to another one.' },
  { value: 'withdrawn', label: 'Withdrawn', hint: 'Its address says why you took it back.' },
];

/** Asks what the address of a post answers that is gone. */
export function removalFields() {
  const to = input({ name: 'to', placeholder: '/another-post', spellcheck: 'false' });
  const reason = input({ name: 'reason', maxlength: '500' });
  const where = field('Where to', to, 'A path on this site or a full address.');
  const arrange = () => {
    where.hidden = chosenIn(ways) !== 'redirect';
    to.required = !where.hidden;
  };
  const ways = h(
    'fieldset',
    { class: 'stack tight', onchange: arrange },
    h('legend', {}, 'What will its address answer?'),
    REMOVALS.map((removal, index) => choice({ name: 'how', checked: index === 0, ...removal })),
  );
  arrange();
  return {
    nodes: [ways, where, field('Reason', reason, 'Optional, public.')],
    read: () => ({
      how: /** @type {Removal} */ (chosenIn(ways)),
      ...(where.hidden ? {} : { to: to.value.trim() }),
      ...(reason.value.trim() ? { reason: reason.value.trim() } : {}),
    }),
  };
}

/**
 * Asks how a post leaves the site, and when.
 *
 * @param {Post} post
 * @param {(how: { how: Removal, to?: string, reason?: string }) => Promise<void>} unpublish
 * @param {(what: Wish) => Promise<void>} schedule
 */
export function unpublishDialog(post, unpublish, schedule) {
  const removal = removalFields();
  const planned = post.schedule?.action === 'unpublish' && !post.schedule.failure ? post.schedule.at : undefined;
  const when = new When('Unpublish', { later: planned });
  return ask({
    title: `Unpublish “${post.title || 'Untitled'}”?`,
    content: [h('p', {}, 'It leaves the site and the feeds. Here it stays, with its history.'), removal.nodes, when.node],
    confirm: when.label,
    danger: true,
    act: () => {
      const how = removal.read();
      return when.kind === 'later' ? schedule({ ...how, ...when.chosen(), action: 'unpublish' }) : unpublish(how);
    },
  });
}
