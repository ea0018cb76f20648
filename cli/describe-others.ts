import type { ExportReport } from '../server/src/export/report';
import type { ValidateReport } from '../server/src/import/report';
import type { Status } from '../server/src/maintenance/status-report';
import { describeIssues } from './describe-issue';
import { clean, counted, number, section } from './text';

const NAMES: Record<string, [string, string]> = {
  article: ['article', 'articles'],
  category: ['category', 'categories'],
  employer: ['employer', 'employers'],
  skill: ['skill', 'skills'],
  'study-path': ['study path', 'study paths'],
};

/** `3 articles, 1 category` */
export const describeCounts = (documents: Partial<Record<string, number>>): string =>
  Object.entries(documents)
    .filter(([, count]) => count)
    .map(([type, count]) => counted(count ?? 0, ...(NAMES[type] ?? ([type, type] as const))))
    .join(', ') || 'no documents';

/**
 * @param folder as it was typed
 */
export const describeExport = ({ documents, images, warnings }: ExportReport, folder: string): string[] => [
  ...section('Warnings:', warnings.map(clean)),
  `Wrote ${describeCounts(documents)} and ${counted(images, 'image')} to ${folder}`,
];

/** References that are listed; the rest is counted, and `--json` has all of them. */
const MAX_NOT_CHECKED = 10;

const describeNotChecked = (references: ValidateReport['notChecked']): string[] =>
  section(
    `Not checked: ${counted(references.length, 'reference')} to documents that are not among the files. To look them up in a site, run the command in its folder with --site.`,
    references.map(
      ({ file, line, column, path, id }) => `${clean(file)}:${line}:${column}  ${clean(path)}: ${clean(id)}`
    ),
    MAX_NOT_CHECKED
  );

export const describeValidation = ({ documents, issues, notChecked, notes }: ValidateReport): string[] => {
  const files = new Set(issues.map(({ file }) => file));
  return [
    ...notes.map(clean),
    ...describeNotChecked(notChecked),
    ...describeIssues(issues),
    ...(issues.length === 0
      ? [`${counted(documents, 'document')} valid.`]
      : ['', `${counted(issues.length, 'issue')} in ${counted(files.size, 'file')}.`]),
  ];
};

/** Aligns a table: the first column is text, the others are figures. */
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

/** Returns a part of the status after a blank line; nothing without lines. */
const remark = (title: string, lines: string[]): string[] =>
  lines.length === 0 ? [] : ['', title, ...lines.map((line) => `  ${clean(line)}`)];

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
      ['', 'documents', 'unchanged', 'edited', 'deleted', 'created by editors', 'unfinished'],
      ...types.map((row) => [
        NAMES[row.type]?.[1] ?? row.type,
        ...[row.documents, row.untouched, row.edited, row.deleted, row.createdByEditor, row.unfinished].map(
          number
        ),
      ]),
    ]),
    '',
    'Each column but the first counts every locale of a document.',
    ...(unreadable > 0
      ? [
          `${counted(unreadable, 'locale')} of documents cannot be compared: a later release of the plugin imported them, and they were written since.`,
        ]
      : []),
    ...remark(
      'Cycles of categories. In the admin panel, choose another parent for one category of each cycle:',
      categoryCycles.map((cycle) => cycle.join(' → '))
    ),
    ...remark(
      'Articles whose guide cannot be built; readers get the last good version, or none:',
      faultyGuides.map(({ article, locale, reason }) => `${article} (${locale}): ${reason}`)
    ),
    ...remark(
      'Attributes that a release has removed; their values are in the table career_field_removed_values:',
      removed.map(
        ({ migration, model, attribute, values }) =>
          `${model}  ${attribute}: ${counted(values, 'value')} (${migration})`
      )
    ),
    ...(isRunning ? ['An import is running.'] : []),
    ...(hasUnfinished && !isRunning
      ? ['An import was interrupted. Run its command again to resume it.']
      : []),
  ];
};

export const describeRebuild = ({ guides }: { guides: number }): string[] => [
  guides === 0
    ? 'No article is published, so there is no guide to build.'
    : `Rebuilt ${counted(guides, 'guide')}, one for each locale of a published article.`,
];
