import type { PlanItem, RunReport } from '../server/src/import/report';
import { describeChange } from './describe-change';
import { describeFaults } from './describe-fault';
import { GROUPS, type Group } from './plan-groups';
import { atMost, clean, counted, number, unpainted, type Paint } from './text';

interface View {
  /** What was typed, without options: it is what a hint adds `--force` to. */
  command: string;
  paint: Paint;
  /** Letters of a value that a line shows. */
  width: number;
  /** Documents of a group, and fields of a document, that are listed. */
  limit: number;
}

const DEFAULT_VIEW: View = { command: 'career-field seed', paint: unpainted, width: 90, limit: 20 };

/** The items of one document together, in their order. */
const byDocument = (items: PlanItem[]): PlanItem[][] => {
  const documents = new Map<string, PlanItem[]>();
  for (const item of items) documents.set(item.id, [...(documents.get(item.id) ?? []), item]);
  return [...documents.values()];
};

/** Whether the file has moved on meanwhile, which decides if a kept document needs looking at. */
const describeFile = (items: PlanItem[]): string => {
  const [first] = items;
  if (first?.outcome !== 'kept' || first.reason === 'made-by-hand') return '';
  const newer = items.filter(({ fileChanged }) => fileChanged).map(({ locale }) => locale);
  if (newer.length === 0) return 'the file has not changed meanwhile';
  return newer.length === items.length
    ? 'the file has something newer'
    : `the file has something newer in ${newer.join(', ')}`;
};

/**
 * What all languages share and is left as it is, because another language of the document is an editor's.
 *
 * @param hasLocale whether the line must say which language it is about
 */
const describeKeptShared = ({ locale, keptShared }: PlanItem, hasLocale: boolean): string[] => {
  if (!keptShared) return [];
  const names = [...new Set(keptShared.changes.map(({ path }) => path.split(/[.[]/)[0] ?? ''))];
  const { locales } = keptShared;
  return [
    `      ${hasLocale ? `${locale}: ` : ''}${clean(names.join(', '))}: left alone. All languages share ` +
      `${names.length === 1 ? 'it' : 'them'}, and ${locales.join(', ')} ` +
      `${locales.length === 1 ? 'is as an editor has left it' : 'are as an editor has left them'}.`,
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
    .flatMap(({ change, locale }) => describeChange(change, { ...(locale ? { locale } : {}), width, paint }));
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
  // By force one gets what a file says, but for what an editor has in a language that no file has.
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
    ...(hasSigns ? ['  After - what the site has, after + what the file says:'] : []),
    ...shown,
    ...(more > 0 ? [`    … and ${number(more)} more (--json lists all of them)`] : []),
    ...(force && forced ? [`  ${force}: ${view.command} --force --only ${clean(forced.id)}`] : []),
    '',
  ];
};

const describeInvalid = ({ faults }: RunReport, { paint }: View): string[] =>
  faults.length === 0
    ? []
    : [
        paint('bold', paint('red', 'Not right; nothing is written before this is corrected')),
        ...describeFaults(faults),
        '',
      ];

const describeFailures = ({ failures }: RunReport, { paint }: View): string[] =>
  failures.length === 0
    ? []
    : [
        paint('bold', paint('red', `Could not be written (${counted(failures.length, 'document')})`)),
        ...atMost(
          failures.map(({ id, message }) => `    ${clean(id)}: ${clean(message)}`),
          100,
          '    '
        ),
        '  Everything else is written. Run the command again to try these once more.',
        '',
      ];

const describeSkipped = ({ skippedLocales }: RunReport): string[] =>
  skippedLocales.length === 0
    ? []
    : [
        `Left out, because the site has not ${skippedLocales.length === 1 ? 'this language' : 'these languages'}: ${skippedLocales.join(', ')}`,
        '  Settings → Internationalization in the admin panel adds a language; then run the command again.',
        '',
      ];

/** `78 created, 0 updated, 0 unchanged, 0 kept, 0 gone (each language counts)` */
const summarise = ({ dryRun, items, faults, failures }: RunReport): string => {
  const count = (outcome: PlanItem['outcome']) =>
    number(items.filter((item) => item.outcome === outcome).length);
  const counts = [
    `${count('create')} ${dryRun ? 'to create' : 'created'}`,
    `${count('update')} ${dryRun ? 'to update' : 'updated'}`,
    `${count('unchanged')} unchanged`,
    `${count('kept')} kept`,
    `${count('gone')} gone (each language counts)`,
    ...(faults.length > 0 ? [`${counted(faults.length, 'fault')} in the files`] : []),
    ...(failures.length > 0 ? [`${number(failures.length)} failed`] : []),
  ];
  return `${counts.join(', ')}${dryRun ? '. Nothing was written.' : ''}`;
};

/**
 * A run, or the plan of one, for people who know guides and not databases. What is unchanged is only counted; the
 * counts are of documents in a language.
 */
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
