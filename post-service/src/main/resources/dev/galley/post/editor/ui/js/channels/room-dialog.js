import { ask } from '../ui/dialog.js';
import { h } from '../ui/dom.js';
import { choice, chosenIn, field, input, splitList } from '../ui/fields.js';

/** @import { Form, Room, RoomFields } from '../api/rooms.js' */

/** What messages are written for. */
export const FORMS = [
  { value: 'slack', label: 'Slack', hint: 'An incoming webhook of an app.' },
  { value: 'mattermost', label: 'Mattermost', hint: 'An incoming webhook.' },
  { value: 'discord', label: 'Discord', hint: 'A webhook of a channel’s integrations.' },
  { value: 'matrix', label: 'Matrix', hint: 'A bridge such as matrix-hookshot.' },
  { value: 'mastodon', label: 'Mastodon', hint: 'A status of an account, for each post that appears or has a major change.' },
];

const VISIBILITIES = ['public', 'unlisted', 'private'];

/**
 * Asks for what makes a room of a chat.
 *
 * @param {string} title
 * @param {Room | null} room the one to change; null for a new one
 * @param {(fields: RoomFields & { form: Form }) => Promise<void>} save its address is absent where it stays
 */
export function roomDialog(title, room, save) {
  const forms = h(
    'fieldset',
    { class: 'stack tight', onchange: () => arrange(chosenIn(forms)) },
    h('legend', {}, 'Which one?'),
    FORMS.map((form, index) => choice({ name: 'form', checked: index === 0, ...form })),
  );
  const url = input({ type: 'url', placeholder: room ? `At ${room.host}; empty to keep it` : 'https://' });
  const token = input({ type: 'password', maxlength: '500' });
  const visibility = h('select', { class: 'input' }, VISIBILITIES.map((value) => h('option', { value }, value)));
  const ofAccount = h(
    'div',
    { class: 'stack' },
    field('Token', token, room ? 'Empty to keep it; another address needs it again.' : 'Of an application of the account that may write statuses (write:statuses). Shown to nobody again.'),
    !room && field('Who sees what it writes', visibility),
  );
  const arrange = (/** @type {string} */ form) => {
    ofAccount.hidden = form !== 'mastodon';
    token.required = !room && form === 'mastodon';
  };
  url.required = !room;
  arrange(room?.form ?? 'slack');
  const name = input({ value: room?.name ?? '', required: true, maxlength: '100', placeholder: '#news' });
  const tags = input({ value: room?.tags.join(', ') ?? '' });
  return ask({
    title,
    content: [
      !room && forms,
      field('Address', url, 'Of the incoming webhook, or of the account’s server. Whoever has the webhook’s can write there, so it is shown to nobody again.'),
      ofAccount,
      field('Name', name, 'How the timeline calls it.'),
      field('Only with one of these tags', tags, 'With commas between; all posts without any.'),
    ],
    confirm: room ? 'Save' : 'Add chat room',
    act: () =>
      save({
        form: /** @type {Form} */ (room?.form ?? chosenIn(forms)),
        name: name.value.trim(),
        tags: splitList(tags.value),
        ...(url.value.trim() ? { url: url.value.trim() } : {}),
        ...(!ofAccount.hidden && token.value.trim() ? { token: token.value.trim() } : {}),
        ...(!ofAccount.hidden && !room ? { visibility: visibility.value } : {}),
      }),
  });
}
