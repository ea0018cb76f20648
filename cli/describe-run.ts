import type { PlanItem, RunReport } from '../server/src/import/report';
import { describeChange } from './describe-change';
import { describeIssues } from './describe-issue';
import { GROUPS, type Group } from './plan-groups';
import { atMost, clean, counted, number, unpainted, type Paint } from './text';

interface View {
  /** The typed command, to which a hint adds `--force`. */
  command: string;
  paint: Paint;
  /** Characters of a value in a line. */
  width: number;
  /** Documents of a group, and fields of a document, that are listed. */
  limit: number;
}

const DEFAULT_VIEW: View = { command: 'career-field seed', paint: unpainted, width: 90, limit: 20 };

/** Groups items by document, in their order. */
const byDocument = (items: PlanItem[]): PlanItem[][] => {
  const documents = new Map<string, PlanItem[]>();
  for (const item of items) documents.set(item.id, [...(documents.get(item.id) ?? []), item]);
  return [...documents.values()];
};

/** Says whether the file of a kept document has changed since its import. */
const describeFile = (items: PlanItem[]): string => {
  const [first] = items;
  if (first?.outcome !== 'kept' || first.reason === 'created-by-editor') return '';
  const newer = items.filter(({ fileChanged }) => fileChanged).map(({ locale }) => locale);
  if (newer.length === 0) return 'the file has not changed';
  return newer.length === items.length
    ? 'the file has changed'
    : `the file has changed in ${newer.join(', ')}`;
};

/**
 * Describes the shared attributes that are kept, because another locale of the document belongs to an editor.
 *
 * @param hasLocale whether the line names the locale
 */
const describeKeptShared = ({ locale, keptShared }: PlanItem, hasLocale: boolean): string[] => {
  if (!keptShared) return [];
  const names = [...new Set(keptShared.changes.map(({ path }) => path.split(/[.[]/)[0] ?? ''))];
  const { locales } = keptShared;
  return [
    `      ${hasLocale ? `${locale}: ` : ''}${clean(names.join(', '))}: kept. All locales share ` +
      `${names.length === 1 ? 'it' : 'them'}, and an editor has changed ${locales.join(', ')}.`,
  ];
};

/**
 * @param items of one document
 */
const describeDocument = (
  items: PlanItem[],
  hasChanges: boolean,
  { paint, width, limit }: View
): string[] => {
  const file = describeFile(items);
  const locales = items.map(({ locale }) => locale).join(', ');
  const heading = `    ${clean(items[0]?.id ?? '')}  ${paint('dim', locales)}${file ? `  (${file})` : ''}`;
  const kept = items.flatMap((item) => describeKeptShared(item, items.length > 1));
  if (!hasChanges) return [heading, ...kept];
  const changes = items.flatMap((item) =>
    item.changes.map((change) => ({ change, locale: items.length > 1 ? item.locale : undefined }))
  );
  const shown = changes
    .slice(0, limit)
    .flatMap(({ change, locale }) => describeChange(change, { locale, width, paint }));
  const more = changes.length - limit;
  return [heading, ...shown, ...(more > 0 ? [`      … and ${counted(more, 'more field')}`] : []), ...kept];
};

const describeGroup = (
  { has, planned, done, style, explained = [], force, changes }: Group,
  { dryRun, items }: RunReport,
  view: View
): string[] => {
  const documents = byDocument(items.filter(has));
  if (documents.length === 0) return [];
  // `--force` does not overwrite shared attributes for the sake of a locale that no file has.
  const forced = documents.flat().find(({ reason }) => reason !== 'shared');
  const hasChanges = changes === 'always' || (changes === 'plan' && dryRun);
  const shown = documents
    .slice(0, view.limit)
    .flatMap((document) => describeDocument(document, hasChanges, view));
  const more = documents.length - view.limit;
  const hasSigns = hasChanges && documents.flat().some((item) => item.changes.length > 0);
  return [
    view.paint(
      'bold',
      view.paint(style, `${dryRun ? planned : done} (${counted(documents.length, 'document')})`)
    ),
    ...explained.map((sentence) => `  ${sentence}`),
    ...(hasSigns ? ['  - in the site, + in the file:'] : []),
    ...shown,
    ...(more > 0 ? [`    … and ${number(more)} more (--json lists all of them)`] : []),
    ...(force && forced ? [`  ${force}: ${view.command} --force --only ${clean(forced.id)}`] : []),
    '',
  ];
};

const describeInvalid = ({ issues }: RunReport, { paint }: View): string[] =>
  issues.length === 0
    ? []
    : [
        paint('bold', paint('red', 'Issues; nothing is written before they are corrected')),
        ...describeIssues(issues),
        '',
      ];

const describeFailures = ({ failures }: RunReport, { paint }: View): string[] =>
  failures.length === 0
    ? []
    : [
        paint('bold', paint('red', `Failed (${counted(failures.length, 'document')})`)),
        ...atMost(
          failures.map(({ id, message }) => `    ${clean(id)}: ${clean(message)}`),
          100,
          '    '
        ),
        '  All other documents were written. Run the command again to retry these.',
        '',
      ];

const describeSkipped = ({ skippedLocales }: RunReport): string[] =>
  skippedLocales.length === 0
    ? []
    : [
        `Skipped ${skippedLocales.length === 1 ? 'a locale' : 'locales'} that the site does not have: ${skippedLocales.join(', ')}`,
        '  Add locales in the admin panel under Settings → Internationalization, then run the command again.',
        '',
      ];

/** `78 created, 0 updated, 0 unchanged, 0 kept, 0 deleted (each locale counts)` */
const summarise = ({ dryRun, items, issues, failures }: RunReport): string => {
  const count = (outcome: PlanItem['outcome']) =>
    number(items.filter((item) => item.outcome === outcome).length);
  const counts = [
    `${count('create')} ${dryRun ? 'to create' : 'created'}`,
    `${count('update')} ${dryRun ? 'to update' : 'updated'}`,
    `${count('unchanged')} unchanged`,
    `${count('kept')} kept`,
    `${count('deleted')} deleted (each locale counts)`,
    ...(issues.length > 0 ? [`${counted(issues.length, 'issue')} in the files`] : []),
    ...(failures.length > 0 ? [`${number(failures.length)} failed`] : []),
  ];
  return `${counts.join(', ')}${dryRun ? '. Nothing was written.' : ''}`;
};

/** Describes a run or its plan. Unchanged documents are only counted, each once a locale. */
export const describeReport = (report: RunReport, view: Partial<View> = {}): string[] => {
  const whole = { ...DEFAULT_VIEW, ...view };
  return [
    ...GROUPS.flatMap((group) => describeGroup(group, report, whole)),
    ...report.notes.map(clean),
    ...describeSkipped(report),
    ...describeInvalid(report, whole),
    ...describeFailures(report, whole),
    summarise(report),
  ];
};
