import type { ExportReport } from '../server/src/export/report';
import type { ValidateReport } from '../server/src/import/report';
import type { Status } from '../server/src/maintenance/status-report';
import { describeFaults } from './describe-fault';
import { atMost, clean, counted, number } from './text';

const NAMES: Record<string, [string, string]> = {
  article: ['article', 'articles'],
  category: ['category', 'categories'],
  employer: ['employer', 'employers'],
  skill: ['skill', 'skills'],
  'study-path': ['study path', 'study paths'],
};

/** `3 articles, 1 category`, without what there is none of. */
export const describeCounts = (documents: Partial<Record<string, number>>): string =>
  Object.entries(documents)
    .filter(([, count]) => count)
    .map(([type, count]) => counted(count ?? 0, ...(NAMES[type] ?? ([type, type] as const))))
    .join(', ') || 'no documents';

/**
 * @param folder as it was typed
 */
export const describeExport = ({ documents, images, warnings }: ExportReport, folder: string): string[] => [
  ...(warnings.length > 0
    ? [
        'To be looked at:',
        ...atMost(
          warnings.map((warning) => `  ${clean(warning)}`),
          100,
          '  '
        ),
        '',
      ]
    : []),
  `Wrote ${describeCounts(documents)} and ${counted(images, 'image')} to ${folder}`,
];

/** References that are listed one by one; the rest is counted, and `--json` has all of them. */
const MAX_NOT_CHECKED = 10;

const describeNotChecked = (references: ValidateReport['notChecked']): string[] =>
  references.length === 0
    ? []
    : [
        `Not checked: ${counted(references.length, 'reference')} to documents that are not among the files. To look them up in the site, run the command there with --site.`,
        ...atMost(
          references.map(
            ({ file, line, column, path, id }) =>
              `  ${clean(file)}:${line}:${column}  ${clean(path)}: ${clean(id)}`
          ),
          MAX_NOT_CHECKED,
          '  '
        ),
        '',
      ];

export const describeValidation = ({ documents, faults, notChecked, notes }: ValidateReport): string[] =>
  faults.length === 0
    ? [
        ...notes.map(clean),
        ...describeNotChecked(notChecked),
        `${counted(documents, 'document')}, all of them right.`,
      ]
    : [
        ...notes.map(clean),
        ...describeNotChecked(notChecked),
        ...describeFaults(faults),
        '',
        `${counted(faults.length, 'fault')} in ${counted(new Set(faults.map(({ file }) => file)).size, 'file')}.`,
      ];

/** Columns as wide as their widest cell; the first one is text, the others are figures. */
const table = (rows: string[][]): string[] => {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)
      )
      .join('   ')
  );
};

export const describeStatus = ({
  types,
  isRunning,
  removed,
  categoryCycles,
  faultyGuides,
}: Status): string[] => {
  const unreadable = types.reduce((sum, row) => sum + row.unreadable, 0);
  const hasUnfinished = types.some(({ unfinished }) => unfinished > 0);
  return [
    ...table([
      ['', 'documents', 'as in file', 'edited', 'deleted', 'made by hand', 'unfinished'],
      ...types.map((row) => [
        NAMES[row.type]?.[1] ?? row.type,
        ...[row.documents, row.untouched, row.edited, row.deleted, row.madeByHand, row.unfinished].map(
          number
        ),
      ]),
    ]),
    '',
    'All but the documents are counted once for each language.',
    ...(unreadable > 0
      ? [
          `${counted(unreadable, 'language')} of documents that a later release of the plugin imported and that were written since: ` +
            'this release cannot compare them.',
        ]
      : []),
    ...(categoryCycles.length > 0
      ? [
          '',
          'Categories that lie below themselves; choose another parent for one of each line in the admin panel:',
          ...categoryCycles.map((cycle) => `  ${cycle.map(clean).join(' → ')}`),
        ]
      : []),
    ...(faultyGuides.length > 0
      ? [
          '',
          'Articles whose guide could not be built from their content; readers get the last good one, or none:',
          ...faultyGuides.map(
            ({ article, locale, reason }) => `  ${clean(article)} (${clean(locale)}): ${clean(reason)}`
          ),
        ]
      : []),
    ...(removed.length > 0
      ? [
          '',
          'Removed from the model by a release; the values are in the table career_field_removed_values:',
          ...removed.map(
            ({ migration, model, attribute, values }) =>
              `  ${clean(model)}  ${clean(attribute)}: ${counted(values, 'value')} (${clean(migration)})`
          ),
        ]
      : []),
    ...(isRunning ? ['A run is under way now.'] : []),
    ...(hasUnfinished && !isRunning
      ? ['A run was broken off. Run its command again: it takes up where that one ended.']
      : []),
  ];
};

export const describeRebuild = ({ guides }: { guides: number }): string[] => [
  guides === 0
    ? 'No article is published, so there is no guide to make.'
    : `Made ${counted(guides, 'guide')} anew, one for each language of a published article.`,
];
