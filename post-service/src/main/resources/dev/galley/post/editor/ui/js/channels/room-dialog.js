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
];

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
    { class: 'stack tight' },
    h('legend', {}, 'Which chat?'),
    FORMS.map((form, index) => choice({ name: 'form', checked: index === 0, ...form })),
  );
  const url = input({ type: 'url', required: !room, placeholder: room ? `At ${room.host}; empty to keep it` : 'https://' });
  const name = input({ value: room?.name ?? '', required: true, maxlength: '100', placeholder: '#news' });
  const tags = input({ value: room?.tags.join(', ') ?? '' });
  return ask({
    title,
    content: [
      !room && forms,
      field('Address', url, 'Of the incoming webhook. Whoever has it can write there, so it is shown to nobody again.'),
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
      }),
  });
}
