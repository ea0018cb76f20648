import type { RunReport, SeedingService } from '../../server/src/services/seeding';
import type { DatabaseClient } from '../support/databases';
import { reportOf, startImport } from '../support/import-process';
import { createSite, uid, type Site } from '../support/site';
import { dumpTables, type TableDump } from '../support/table-dump';

const PROCESSES = 4;

/** A timeout for a busy machine. */
const SLOW = 900_000;

/** Their locks differ. */
const DATABASES: DatabaseClient[] = ['sqlite', 'postgres'];

interface Seeded {
  reports: RunReport[];
  tables: TableDump;
  records: string[];
  files: number;
}

const count = (reports: RunReport[], outcome: string): number =>
  reports.flatMap(({ items }) => items).filter((item) => item.outcome === outcome).length;

describe.each(DATABASES)('on %s', (client) => {
  /** Seeds a new site, and returns its content. */
  const seeded = async (seed: (site: Site) => Promise<RunReport[]>): Promise<Seeded> => {
    const site = await createSite({ database: client });
    try {
      const reports = await seed(site);
      for (const report of reports) expect(report).toMatchObject({ issues: [], failures: [] });
      const running = await site.start();
      const { strapi } = running;
      try {
        const records = (await strapi.db.query(uid('seed-record')).findMany()) as Record<string, unknown>[];
        return {
          reports,
          tables: await dumpTables(strapi),
          records: records
            .map(({ key, targetLocale, fileHash }) => `${key} ${targetLocale} ${fileHash}`)
            .sort(),
          files: await strapi.db.query('plugin::upload.file').count(),
        };
      } finally {
        await running.stop();
      }
    } finally {
      await site.remove();
    }
  };

  const inThisProcess = async (own: Site): Promise<RunReport[]> => {
    const running = await own.start();
    try {
      return [await running.strapi.plugin('career-field').service<SeedingService>('seeding').seed()];
    } finally {
      await running.stop();
    }
  };

  /** Seeds the shipped guides in several processes that begin at the same moment. */
  const inProcesses =
    (processes: number) =>
    async ({ folder, database }: Site): Promise<RunReport[]> => {
      const started = Array.from({ length: processes }, () =>
        startImport(folder, { waitsFor: 'import', env: database.env })
      );
      await Promise.all(started.map(({ ready }) => ready));
      for (const { goAhead } of started) goAhead();
      return Promise.all(started.map(reportOf));
    };

  it(
    `seeds once in ${PROCESSES} processes that start at the same time`,
    async () => {
      const alone = await seeded(inThisProcess);
      const together = await seeded(inProcesses(PROCESSES));
      const { length } = alone.reports[0]!.items;
      expect(count(alone.reports, 'create')).toBe(length);
      expect(count(together.reports, 'create')).toBe(length);
      expect(count(together.reports, 'unchanged')).toBe((PROCESSES - 1) * length);
      // One process imported everything, and the others found it unchanged.
      expect(together.reports.map((report) => count([report], 'create')).sort((a, b) => a - b)).toEqual([
        ...Array<number>(PROCESSES - 1).fill(0),
        length,
      ]);
      expect({ ...together, reports: [] }).toEqual({ ...alone, reports: [] });
      expect(new Set(together.records).size).toBe(together.records.length);
    },
    SLOW
  );
});
