import { counted } from '../ui/counted.js';

/** @import { FileReport, Report } from '../api/imports.js' */

/**
 * @typedef {object} Line
 * @property {string} path a file, or what else it is about
 * @property {string} [says]
 * @property {string} [post] the id of its post, where there is one
 *
 * @typedef {object} Group what concerns several files alike
 * @property {string} title
 * @property {string} [hint]
 * @property {'good' | 'waiting' | 'bad' | ''} mark
 * @property {Line[]} lines
 */

const DRAFT = 'stays a draft: ';
const IS_DRAFT = /^(?:stays a draft: |no content: )/;
const TAKEN = /slug.* belongs to/;

/** What a warning is about, by how it begins; what is not here is shown as it is. @type {[string, RegExp][]} */
const ABOUT = [
  ['missing', /^there is no picture /],
  ['tags', /^(?:a tag without a meaning here: |line \d+: unknown template tag )/],
  ['names', /^its address is \//],
];

/**
 * A report as people read it: what is alike together, what wants a decision first.
 *
 * @param {Report} report
 * @returns {Group[]} none is empty
 */
export function groups(report) {
  const { dryRun, files, assets, unread, notes } = report;
  const put = (/** @type {FileReport} */ file) => typeof file.publishedRevision === 'number';
  const noted = files.flatMap((file) => file.warnings.filter((warning) => !IS_DRAFT.test(warning)).map((says) => ({ ...line(file), says })));
  const of = (/** @type {string} */ about) => noted.filter(({ says }) => aboutOf(says) === about);
  const rejected = files.filter(({ outcome }) => outcome === 'rejected').map((file) => ({ path: file.path, says: file.reason ?? '' }));
  const here = files.filter((file) => file.published && !put(file)).map((file) => ({ ...line(file), says: `/${file.slug}` }));
  /** @type {Group[]} */
  const all = [
    {
      title: 'Addresses that are taken',
      hint: 'These files are not imported. Give them another name, or a slug in their metadata.',
      mark: 'bad',
      lines: rejected.filter(({ says }) => TAKEN.test(says)),
    },
    { title: dryRun ? 'Cannot be imported' : 'Not imported', mark: 'bad', lines: rejected.filter(({ says }) => !TAKEN.test(says)) },
    {
      title: dryRun ? 'Go on the site, if you publish' : 'Published',
      hint: 'With their own dates. Nobody is notified.',
      mark: 'good',
      lines: files.filter(put).map((file) => ({ ...line(file), says: `/${file.slug}` })),
    },
    {
      title: dryRun ? 'Stay drafts' : 'Drafts',
      hint: 'Seen by nobody outside.',
      mark: 'waiting',
      lines: files.filter((file) => file.kind && !file.published).map((file) => ({ ...line(file), says: whyDraft(file, dryRun) })),
    },
    { title: 'Pictures that are not there', mark: 'bad', lines: of('missing') },
    {
      title: 'Pictures and files that are refused',
      mark: 'bad',
      lines: assets.files.filter(({ outcome }) => outcome === 'rejected').map(({ path, reason }) => ({ path, says: reason ?? '' })),
    },
    { title: 'Tags of the engine without a meaning here', mark: 'waiting', lines: of('tags') },
    { title: 'Names that change', mark: 'waiting', lines: of('names') },
    {
      title: 'Old addresses that lead to their posts',
      mark: 'good',
      lines: files.flatMap((file) => file.redirects.map((from) => ({ ...line(file), path: `/${from}`, says: `leads to /${file.slug}` }))),
    },
    {
      title: 'Names in metadata that nothing here reads',
      hint: 'They are kept with each post.',
      mark: '',
      lines: Object.entries(unread).map(([path, count]) => ({ path, says: counted(count, 'file') })),
    },
    { title: 'Also noted', mark: '', lines: [...notes.map((path) => ({ path })), ...of('')] },
    { title: 'On the site already', hint: 'They stay as they are.', mark: '', lines: here },
  ];
  return all.filter(({ lines }) => lines.length > 0);
}

/** What was recognised, and how much of it. */
export function recognised(/** @type {Report} */ { engine, files, assets, totals }) {
  /** @type {Map<string, number>} */
  const kinds = new Map();
  for (const { kind } of files) if (kind) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  const parts = [
    ...[...kinds].sort(([a], [b]) => a.localeCompare(b)).map(([kind, count]) => `${count} of kind ${kind}`),
    counted(assets.stored + assets.replaced + assets.unchanged, 'picture or other file', 'pictures and other files'),
    totals.skipped > 0 && `${counted(totals.skipped, 'file')} of the engine’s own left out`,
  ];
  return `${engine ? `This is ${engine}` : 'These are files of no engine that is known'}: ${parts.filter(Boolean).join(', ')}.`;
}

/** The report as lines of text. */
export function text(/** @type {Report} */ report) {
  const lines = groups(report).flatMap(({ title, lines: each }) => [
    '',
    `${title} (${each.length})`,
    ...each.map(({ path, says }) => `  ${path}${says ? `: ${says}` : ''}`),
  ]);
  return [recognised(report), ...lines, ''].join('\n');
}

const line = (/** @type {FileReport} */ { path, postId }) => ({ path, post: postId ?? undefined });

const aboutOf = (/** @type {string} */ warning) => ABOUT.find(([, pattern]) => pattern.test(warning))?.[0] ?? '';

/**
 * @param {FileReport} file
 * @param {boolean} dryRun
 */
function whyDraft({ outcome, warnings }, dryRun) {
  const reasons = warnings.filter((warning) => IS_DRAFT.test(warning)).map((warning) => warning.replace(DRAFT, ''));
  if (reasons.length > 0) return reasons.join('; ');
  if (outcome === 'unchanged') return 'it is here already, and not on the site';
  return dryRun ? 'a person has taken it off the site, or given it a date or a review' : 'imported as a draft';
}
