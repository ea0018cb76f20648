import type { PlanItem, RunReport } from '../../../server/src/import/report';

/** What becomes of an article in German, in whatever way the test is about. */
export const planItem = (item: Partial<PlanItem> = {}): PlanItem => {
  const key = item.key ?? 'backend';
  return {
    id: `article:${key}`,
    type: 'article',
    key,
    locale: 'de',
    file: `articles/${key}.yaml`,
    outcome: 'create',
    changes: [],
    ...item,
  };
};

export const runReport = (items: PlanItem[], report: Partial<RunReport> = {}): RunReport => ({
  dryRun: true,
  items,
  issues: [],
  skippedLocales: [],
  notes: [],
  failures: [],
  ...report,
});
