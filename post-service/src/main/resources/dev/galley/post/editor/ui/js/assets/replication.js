import * as api from '../api/assets.js';
import { counted } from '../ui/counted.js';
import { fill, h } from '../ui/dom.js';
import { fully, shortly } from '../ui/times.js';

/** How far copying to the second store is; nothing where there is none. */
export function replication() {
  const node = h('p', { class: 'hint replication', role: 'status' });
  api
    .replication()
    .then(({ second, objects, waiting, since }) => {
      if (!second) return;
      const all = counted(objects, 'object');
      if (waiting === 0) return fill(node, h('span', { class: 'state good' }, `Of ${all}, each is in the second store as well`));
      fill(
        node,
        h('span', { class: 'state waiting' }, `${waiting} of ${all} ${waiting === 1 ? 'is' : 'are'} not in the second store yet`),
        since && [', the first ', h('time', { datetime: since, title: fully(since) }, `since ${shortly(since)}`)],
      );
    })
    // Where nobody can tell, nothing is said.
    .catch(() => {});
  return node;
}
