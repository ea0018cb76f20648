import type { RunReport } from '../../server/src/seeding';
import type { DatabaseClient } from '../support/databases';
import { reportOf, startImport } from '../support/import-process';
import { createSite, uid, type Site } from '../support/site';
import { dumpTables, type TableDump } from '../support/table-dump';

const PROCESSES = 4;

/** On a machine that does much else besides. */
const SLOW = 900_000;

/** Each locks in a way of its own. */
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
  let site: Site;

  /** The shipped guides, seeded by some processes that begin at the same moment. */
  const seedTogether = async (processes: number): Promise<Seeded> => {
    site = await createSite({ database: client });
    // The tables are there before several processes want them.
    const first = await site.start({ GRAPHQL_ENABLED: 'false' });
    await first.stop();
    // Which database it is, they inherit: the start has put it into the environment.
    const started = Array.from({ length: processes }, () =>
      startImport(site.folder, { waitsFor: 'import', env: {} })
    );
    await Promise.all(started.map(({ ready }) => ready));
    for (const { goAhead } of started) goAhead();
    const reports = await Promise.all(started.map(reportOf));
    for (const report of reports) expect(report).toMatchObject({ faults: [], failures: [] });
    const running = await site.start({ GRAPHQL_ENABLED: 'false' });
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
      await site.remove();
    }
  };

  it(
    `seeds once, however many start: ${PROCESSES} processes give what one gives`,
    async () => {
      const alone = await seedTogether(1);
      const together = await seedTogether(PROCESSES);
      const { length } = alone.reports[0]!.items;
      expect(count(alone.reports, 'create')).toBe(length);
      expect(count(together.reports, 'create')).toBe(length);
      expect(count(together.reports, 'unchanged')).toBe((PROCESSES - 1) * length);
      // One of them did it all, and the others came after it.
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
