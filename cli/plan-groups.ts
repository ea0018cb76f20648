import type { PlanItem } from '../server/src/import/report';
import type { Style } from './text';

/** What is told of the items that became the same. */
export interface Group {
  has: (item: PlanItem) => boolean;
  /** The title in a dry run. */
  planned: string;
  /** The title after a run. */
  done: string;
  style: Style;
  /** For people who meet it for the first time. */
  explained?: string[];
  /** What `--force` would do. */
  force?: string;
  /** When the fields that differ are shown. */
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

/** From what is simply written to what a person should look at, which stands last, where a terminal ends. */
export const GROUPS: Group[] = [
  { has: is('create'), planned: 'Will be created', done: 'Created', style: 'green' },
  { has: is('update'), planned: 'Will be updated', done: 'Updated', style: 'green', changes: 'plan' },
  {
    has: (item) => isForced('edited')(item) || isForced('other-version')(item),
    planned: 'Will be overwritten, because of --force',
    done: 'Overwritten, because of --force',
    style: 'red',
    explained: ['An editor has changed these. The changes are lost where the file says something else.'],
    changes: 'plan',
  },
  {
    has: isForced('made-by-hand'),
    planned: 'Will be taken over, because of --force',
    done: 'Taken over, because of --force',
    style: 'red',
    explained: ['Somebody has made these by hand, with the same address. What they wrote is replaced.'],
    changes: 'plan',
  },
  {
    has: isForced('deleted'),
    planned: 'Will be brought back, because of --force',
    done: 'Brought back, because of --force',
    style: 'red',
    explained: ['An editor has deleted these.'],
  },
  {
    has: (item) => item.outcome === 'kept' && (item.reason === 'edited' || item.reason === 'shared'),
    planned: 'Kept as an editor has left them',
    done: 'Kept as an editor has left them',
    style: 'yellow',
    explained: ['Somebody has changed these in the site since they came from a file. They are left alone.'],
    force: 'To have what the file says instead',
    changes: 'always',
  },
  {
    has: is('kept', 'made-by-hand'),
    planned: 'Kept as somebody has made them by hand',
    done: 'Kept as somebody has made them by hand',
    style: 'yellow',
    explained: ['The site has entries with these addresses that no file brought in. They are left alone.'],
    force: 'To have what the file says instead',
    changes: 'always',
  },
  {
    has: is('kept', 'other-version'),
    planned: 'Kept, because a later release of the plugin has imported them',
    done: 'Kept, because a later release of the plugin has imported them',
    style: 'yellow',
    explained: ['They were written since, and this release cannot compare them with what was imported.'],
    force: 'To have what the file says instead',
    changes: 'always',
  },
  {
    has: is('kept', 'incomplete'),
    planned: 'Kept, because an editor has deleted what they need',
    done: 'Kept, because an editor has deleted what they need',
    style: 'yellow',
    explained: [
      'Without it, what the file says could not be published. Choose something else for it in the site.',
    ],
    force: 'To bring back what is missing, and have what the file says',
    changes: 'always',
  },
  {
    has: (item) => item.outcome === 'gone',
    planned: 'Deleted by an editor, and not brought back',
    done: 'Deleted by an editor, and not brought back',
    style: 'yellow',
    force: 'To bring one back',
  },
];
