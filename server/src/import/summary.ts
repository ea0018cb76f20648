import type { Outcome, RunReport } from './report';

/** Summarises a run in a few lines for the log. */
export const summarise = ({ items, skippedLocales, failures }: RunReport): string[] => {
  const named = (outcome: Outcome): string[] =>
    items.filter((item) => item.outcome === outcome).map(({ id, locale }) => `${id} (${locale})`);
  const count = (outcome: Outcome): number => named(outcome).length;
  const lists: [string, string[]][] = [
    ['kept: changed or created by an editor', named('kept')],
    ['deleted by an editor, not restored', named('deleted')],
    ['skipped, because this site does not have the locale', skippedLocales],
  ];
  return [
    `${count('create')} created, ${count('update')} updated, ${count('unchanged')} unchanged, ` +
      `${count('kept')} kept, ${count('deleted')} deleted`,
    ...lists.flatMap(([label, names]) => (names.length > 0 ? [`${label}: ${names.join(', ')}`] : [])),
    ...failures.map(({ id, message }) => `not written: ${id}: ${message}`),
  ];
};
