import type { Outcome, RunReport } from './report';

/** What a run has done, in a few lines for a log. */
export const summarise = ({ items, skippedLocales, failures }: RunReport): string[] => {
  const named = (outcome: Outcome): string[] =>
    items.filter((item) => item.outcome === outcome).map(({ id, locale }) => `${id} (${locale})`);
  const count = (outcome: Outcome): number => named(outcome).length;
  const told: [string, string[]][] = [
    ['kept: changed or made by an editor', named('kept')],
    ['gone: deleted by an editor, not brought back', named('deleted')],
    ['skipped, because this site does not have the locale', skippedLocales],
  ];
  return [
    `${count('create')} created, ${count('update')} updated, ${count('unchanged')} unchanged, ` +
      `${count('kept')} kept, ${count('deleted')} gone`,
    ...told.flatMap(([label, names]) => (names.length > 0 ? [`${label}: ${names.join(', ')}`] : [])),
    ...failures.map(({ id, message }) => `not written: ${id}: ${message}`),
  ];
};
