import * as subscribers from '../api/subscribers.js';
import { ask } from '../ui/dialog.js';
import { h } from '../ui/dom.js';
import { choice, chosenIn, field, input } from '../ui/fields.js';

const PACES = [
  { value: 'at-once', label: 'At once', hint: 'Each post when it appears.' },
  { value: 'daily', label: 'Daily', hint: 'What is new, once a day.' },
  { value: 'weekly', label: 'Weekly', hint: 'What is new, once a week.' },
];

/**
 * Brings a list of addresses whose owners have consented elsewhere.
 *
 * @param {() => Promise<void>} changed
 */
export async function importDialog(changed) {
  const file = h('input', { class: 'input', type: 'file', accept: '.csv,text/csv', required: true });
  const source = input({ required: true, maxlength: '200', placeholder: 'The old newsletter, confirmed in 2024' });
  const paces = h(
    'fieldset',
    { class: 'stack tight' },
    h('legend', {}, 'How often'),
    PACES.map((pace) => choice({ name: 'pace', checked: pace.value === 'at-once', ...pace })),
  );
  let report = /** @type {subscribers.Report | null} */ (null);
  await ask({
    title: 'Import addresses',
    content: [
      field('File', file, 'CSV with a column email, or one address a line. Known addresses stay as they are; those that ended it do not come back.'),
      field('Where the consent is from', source, 'Kept with each address, so that you can show it.'),
      paces,
    ],
    confirm: 'Import',
    act: async () => {
      const [csv] = file.files ?? [];
      if (!csv) throw new Error('Choose a file.');
      report = await subscribers.bring(csv, source.value.trim(), chosenIn(paces));
    },
  });
  if (!report) return;
  await changed();
  const { added, known, refusedLines, refused } = report;
  await ask({
    title: 'Imported',
    content: [
      h('p', {}, `${added} new, ${known} were here already, ${refusedLines} lines without an address.`),
      h('ul', {}, refused.map(({ line, reason }) => h('li', {}, `Line ${line} ${reason}`))),
    ],
  });
}
