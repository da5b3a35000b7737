import * as imports from '../api/imports.js';
import { Problem } from '../api/http.js';
import { GoingLive } from '../publish/going-live.js';
import { counted } from '../ui/counted.js';
import { fill, h } from '../ui/dom.js';
import { takeDropped } from '../ui/drop.js';
import { field, input } from '../ui/fields.js';
import { problemText } from '../ui/notice.js';
import { fully, shortly } from '../ui/times.js';
import { reportView } from './report-view.js';

/** @import { View } from '../ui/router.js' */
/** @import { Begun, Report } from '../api/imports.js' */

/** @typedef {{ file: File, folder: string, upload?: string }} Planned */

const LOOK_MILLIS = 2000;
const UNENDED = 'It goes on, or was interrupted. What it brought is here; import the same file again for the rest, and nothing comes twice.';
const LOST = 'The server cannot be reached any more. What it brought until then is here; when it is back, import the file again for the rest, and nothing comes twice.';

/**
 * Brings a site: drop a file, read the plan, go.
 *
 * @returns {Promise<View>}
 */
export async function importView() {
  const view = new ImportView();
  await view.showEarlier();
  return { title: 'Import', node: view.node, leave: () => view.leave() };
}

class ImportView {
  /** @type {GoingLive | null} */
  #live = null;
  /** What the plan that is shown is of. @type {Planned | null} */
  #planned = null;

  constructor() {
    this.file = h('input', {
      type: 'file',
      accept: imports.ENDINGS.join(','),
      onchange: () => this.#take(this.file.files?.[0]),
    });
    this.drop = h(
      'label',
      { class: 'drop' },
      h('strong', {}, 'Drop a file here, or choose one'),
      h('span', { class: 'hint' }, 'A zip of a folder of Markdown or snips, or of a site of Hugo, Jekyll, Hexo, Zola, Eleventy or Astro with its configuration; or an export of another system. At most 50 MB.'),
      this.file,
    );
    this.folder = input({
      maxlength: '50',
      pattern: '[a-z0-9](?:[a-z0-9\\-]*[a-z0-9])?',
      onchange: () => this.folder.reportValidity() && this.#plan(),
    });
    this.says = h('p', { role: 'status' });
    this.plan = h('section', { class: 'stack', tabindex: '-1', 'aria-label': 'Plan', hidden: true });
    this.earlier = h('section', { class: 'stack' });
    this.node = h(
      'div',
      { class: 'page' },
      h('div', { class: 'page-head' }, h('h1', {}, 'Import')),
      h('p', { class: 'hint intro' }, 'First you see what would become of each file. Nothing is changed before you say so, and importing the same again changes nothing.'),
      h('div', { class: 'stack import' }, this.drop, field('Put it under a name', this.folder, 'If you like, to keep it apart from what is here: with old, its post /one becomes /old-one. Not for snips.'), this.says, this.plan, this.earlier),
    );
    this.#takeWhatIsDropped();
  }

  leave() {
    this.#live?.stop();
    this.#live = null;
  }

  async showEarlier() {
    const { items } = await imports.list();
    fill(this.earlier, items.length > 0 && [h('h2', {}, 'Earlier imports'), h('div', { class: 'plan' }, items.map(earlier))]);
  }

  #takeWhatIsDropped() {
    takeDropped(this.drop, (dataTransfer) => {
      const [item, another] = dataTransfer.items;
      const wrong = another ? 'Drop one file: pack several as a zip.' : item?.webkitGetAsEntry()?.isDirectory ? 'That is a folder. Pack it as a zip, and drop that.' : null;
      if (wrong) fill(this.says, problemText(wrong));
      else this.#take(dataTransfer.files[0]);
    });
  }

  /** @param {File | undefined} file */
  async #take(file) {
    this.file.value = '';
    if (!file) return;
    this.leave();
    this.plan.hidden = true;
    this.#planned = { file, folder: '' };
    await this.#plan();
    // What was chosen with the keyboard is gone on with by the keyboard.
    if (this.plan.hidden) this.file.focus();
  }

  /** What would become of each file, were all published that may be. */
  async #plan() {
    const planned = this.#planned;
    if (!planned) return;
    // What is imported is what was planned, also when the field has changed since.
    planned.folder = this.folder.value;
    await this.#while(`Reading ${planned.file.name}…`, async () => {
      const report = await send(planned, { publish: true, dryRun: true, keep: true });
      planned.upload = report.upload;
      this.#show(planned.file, report);
    });
  }

  /**
   * @param {File} file
   * @param {Report} plan
   */
  #show(file, plan) {
    const { totals, assets } = plan;
    const going = totals.published;
    const anything = totals.created + totals.updated + assets.stored + assets.replaced > 0;
    const go = (/** @type {boolean} */ publish) => () => this.#bring(publish);
    this.#present(
      `The plan for ${file.name}`,
      reportView(plan, file.name),
      !anything && h('p', {}, 'All that can be imported is here already, as it is in the file.'),
      h(
        'div',
        { class: 'actions' },
        h('button', { class: 'button', type: 'button', onclick: () => this.#forget() }, 'Leave it'),
        anything && h('button', { class: going ? 'button' : 'button primary', type: 'button', onclick: go(false) }, 'Import as drafts'),
        going > 0 && h('button', { class: 'button primary', type: 'button', onclick: go(true) }, `Import and publish ${going}`),
      ),
    );
  }

  /** @param {boolean} publish */
  async #bring(publish) {
    const planned = this.#planned;
    if (!planned) return;
    const { file } = planned;
    await this.#while(`Importing ${file.name}…`, async () => {
      const watching = await this.#watch(file.name);
      const report = await send(planned, { publish })
        .catch((failure) => {
          throw failure instanceof Problem && failure.status === 0 ? new Problem(0, { detail: LOST }) : failure;
        })
        .finally(watching);
      this.#planned = null;
      this.#live = new GoingLive(published(report));
      this.#present(`Imported: ${file.name}`, this.#live.node, reportView(report, file.name));
      await this.showEarlier();
    });
    await this.#live?.watch();
  }

  /**
   * Says how far the import has come that begins now.
   *
   * @param {string} name
   * @returns {Promise<() => void>} what ends it
   */
  async #watch(name) {
    const { items: before } = await imports.list();
    const look = async () => {
      const { items } = await imports.list();
      const progress = items.find(({ id }) => !before.some((one) => one.id === id))?.progress;
      if (progress && watching) fill(this.says, `Importing ${name}: ${progress.done} of ${counted(progress.files, 'file')}…`);
    };
    // A look that fails says nothing: the import's own answer does.
    let watching = setInterval(() => look().catch(() => {}), LOOK_MILLIS);
    return () => {
      clearInterval(watching);
      watching = 0;
    };
  }

  #forget() {
    this.#planned = null;
    this.plan.hidden = true;
    this.file.focus();
  }

  /**
   * @param {string} heading
   * @param {...import('../ui/dom.js').Child} children
   */
  #present(heading, ...children) {
    fill(this.says);
    fill(this.plan, h('h2', {}, heading), ...children);
    this.plan.setAttribute('aria-label', heading);
    this.plan.hidden = false;
    this.plan.inert = false;
    this.plan.focus();
  }

  /**
   * @param {string} says
   * @param {() => Promise<void> | void} act
   */
  async #while(says, act) {
    this.file.disabled = true;
    this.folder.disabled = true;
    this.drop.inert = true;
    this.plan.inert = true;
    fill(this.says, says);
    try {
      await act();
    } catch (failure) {
      fill(this.says, problemText(failure));
    } finally {
      this.plan.inert = false;
      this.drop.inert = false;
      this.file.disabled = false;
      this.folder.disabled = false;
    }
  }
}

/**
 * The file is sent again where it is not kept, or by another instance than the one that answers.
 *
 * @param {Planned} planned
 * @param {Omit<import('../api/imports.js').How, 'folder'>} said
 */
async function send({ file, folder, upload }, said) {
  const how = { ...said, folder };
  if (!upload) return imports.bring(file, how);
  try {
    return await imports.bringKept(upload, file.name, how);
  } catch (failure) {
    if (failure instanceof Problem && failure.kind === 'upload-unknown') return imports.bring(file, how);
    throw failure;
  }
}

/** @param {Begun} begun */
function earlier({ id, at, by, name, publish, totals, progress }) {
  const what = [h('strong', {}, name ?? 'A file without a name'), h('time', { class: 'hint', datetime: at, title: fully(at) }, `${shortly(at)}, by ${by}`)];
  if (!totals) return h('details', { open: true }, h('summary', {}, what, h('span', { class: 'hint whole' }, progress ? `Not finished: ${progress.done} of ${counted(progress.files, 'file')}` : 'Not finished')), h('p', {}, UNENDED));
  const body = h('div');
  const read = async () => {
    if (body.childElementCount) return;
    try {
      fill(body, reportView(await imports.report(id), name ?? 'import'));
    } catch (failure) {
      fill(body, problemText(failure));
    }
  };
  const sum = `${counted(totals.files, 'file')}: ${totals.created} new, ${totals.updated} changed, ${totals.unchanged} unchanged, ${totals.rejected} not imported; ${publish ? `${totals.published} published` : 'as drafts'}`;
  return h(
    'details',
    { ontoggle: read },
    h(
      'summary',
      {},
      what,
      h('span', { class: 'hint whole' }, sum),
    ),
    body,
  );
}

/**
 * The publications that an import made.
 *
 * @param {Report} report
 */
const published = ({ files }) =>
  files.flatMap(({ postId, publishedRevision }) => (postId && typeof publishedRevision === 'number' ? [{ postId, revision: publishedRevision }] : []));
