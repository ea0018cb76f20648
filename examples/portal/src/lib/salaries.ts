import type { GuideSalary } from 'career-field-client';

const FIGURES = ['min', 'p25', 'median', 'p75', 'max'] as const;

export type Figure = (typeof FIGURES)[number];

/** Salaries of one source, which can stand in one table. */
export interface SalaryTable {
  source: GuideSalary['source'];
  asOf: string | null;
  /** Those that at least one row knows. */
  figures: Figure[];
  rows: GuideSalary[];
}

/** Figures of different sources are not for comparison, so that each source gets a table of its own. */
export const salaryTables = (salaries: GuideSalary[]): SalaryTable[] => {
  const bySource = new Map<string, GuideSalary[]>();
  for (const salary of salaries) {
    const key = JSON.stringify([salary.source, salary.asOf]);
    bySource.set(key, [...(bySource.get(key) ?? []), salary]);
  }
  const tables = [...bySource.values()].map((rows) => ({
    source: rows[0]?.source ?? null,
    asOf: rows[0]?.asOf ?? null,
    figures: FIGURES.filter((figure) => rows.some((row) => row[figure] !== null)),
    rows,
  }));
  return tables.filter(({ figures }) => figures.length > 0);
};
