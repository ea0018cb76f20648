import type { PlanItem } from '../server/src/import/report';
import type { Style } from './text';

/** Items with the same outcome and reason. */
export interface Group {
  has: (item: PlanItem) => boolean;
  /** The title in a dry run. */
  planned: string;
  /** The title after a run. */
  done: string;
  style: Style;
  explained?: string[];
  /** Describes what `--force` would do. */
  force?: string;
  /** When the changed fields are shown. */
  changes?: 'plan' | 'always';
}

const is =
  (outcome: PlanItem['outcome'], reason?: PlanItem['reason']): ((item: PlanItem) => boolean) =>
  (item) =>
    item.outcome === outcome && item.reason === reason;

const isForced =
  (reason: PlanItem['reason']): ((item: PlanItem) => boolean) =>
  (item) =>
    (item.outcome === 'create' || item.outcome === 'update') && item.reason === reason;

/** In the order of the report: what needs attention comes last, next to the prompt. */
export const GROUPS: Group[] = [
  { has: is('create'), planned: 'Will be created', done: 'Created', style: 'green' },
  { has: is('update'), planned: 'Will be updated', done: 'Updated', style: 'green', changes: 'plan' },
  {
    has: (item) => isForced('edited')(item) || isForced('other-version')(item),
    planned: 'Will be overwritten (--force)',
    done: 'Overwritten (--force)',
    style: 'red',
    explained: ['An editor has changed these documents. Changes in which the file differs are lost.'],
    changes: 'plan',
  },
  {
    has: isForced('created-by-editor'),
    planned: 'Created by an editor, will be overwritten (--force)',
    done: 'Created by an editor, overwritten (--force)',
    style: 'red',
    explained: ['An editor has created these documents with the same address. Their content is replaced.'],
    changes: 'plan',
  },
  {
    has: isForced('deleted'),
    planned: 'Will be restored (--force)',
    done: 'Restored (--force)',
    style: 'red',
    explained: ['An editor has deleted these documents.'],
  },
  {
    has: (item) => item.outcome === 'kept' && (item.reason === 'edited' || item.reason === 'shared'),
    planned: 'Kept: changed by an editor',
    done: 'Kept: changed by an editor',
    style: 'yellow',
    explained: ['An editor has changed these documents since they were imported.'],
    force: 'To overwrite one with its file',
    changes: 'always',
  },
  {
    has: is('kept', 'created-by-editor'),
    planned: 'Kept: created by an editor',
    done: 'Kept: created by an editor',
    style: 'yellow',
    explained: ['The site has documents with the same addresses that were not imported.'],
    force: 'To overwrite one with its file',
    changes: 'always',
  },
  {
    has: is('kept', 'other-version'),
    planned: 'Kept: imported by a later release of the plugin',
    done: 'Kept: imported by a later release of the plugin',
    style: 'yellow',
    explained: ['They were written since, and this release cannot tell whether an editor has changed them.'],
    force: 'To overwrite one with its file',
    changes: 'always',
  },
  {
    has: is('kept', 'incomplete'),
    planned: 'Kept: an editor has deleted a document that they need',
    done: 'Kept: an editor has deleted a document that they need',
    style: 'yellow',
    explained: ['Without it, the content of the file cannot be published. Choose another one in the site.'],
    force: 'To restore the deleted document and overwrite one with its file',
    changes: 'always',
  },
  {
    has: (item) => item.outcome === 'deleted',
    planned: 'Deleted by an editor, not restored',
    done: 'Deleted by an editor, not restored',
    style: 'yellow',
    force: 'To restore one',
  },
];
