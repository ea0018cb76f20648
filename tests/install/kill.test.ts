import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { SeedingService } from '../../server/src/services/seeding';
import { reportOf, startImport, type ImportProcess, type ImportResult } from '../support/import-process';
import { writeManyDocuments } from '../support/many-documents';
import { createSite, uid, type Site } from '../support/site';
import { dumpTables } from '../support/table-dump';

const DOCUMENTS = 200;
/** Few in the suite, many in `npm run test:property`. */
const KILLS = Number(process.env.KILL_TIMES ?? 5);
const MOST_KILLS = 50;
const BULK_KILLS = Number(process.env.BULK_KILL_TIMES ?? 2);

/** A timeout for a busy machine. */
const SLOW = 900_000;

/** KILL_SEED=… selects other moments, and KILL_TRACE=1 prints them. */
const SEED = Number(process.env.KILL_SEED ?? 20250);

/** Returns a generator of numbers from 0 to 1 that is determined by its seed (mulberry32). */
const createRandom = (seed: number) => (): number => {
  seed = (seed + 0x6d2b79f5) | 0;
  let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
};

const random = createRandom(SEED);

let site: Site;
let guides: string;
let empty: string;
let undisturbed: State;
/** The milliseconds of an undisturbed import. */
let duration: number;

interface Options {
  bulk?: boolean;
}

const start = ({ bulk = false, waitsFor }: Options & { waitsFor?: 'start' } = {}): ImportProcess =>
  startImport(site.folder, { folder: guides, options: { bulk }, waitsFor, env: site.database.env });

/** The content of a site, without ids and times. */
interface State {
  tables: Record<string, string[]>;
  records: string[];
  files: unknown[];
  exported: Record<string, string>;
}

/** Returns a file as text, without the times of first publication, which differ between imports. */
const contentOf = (file: string): string =>
  file.endsWith('.yaml')
    ? readFileSync(file, 'utf8').replace(/^( +firstPublication:).*$/gm, '$1 a time')
    : readFileSync(file, 'base64');

/** Returns the rows without the times of first publication. */
const withoutFirstPublication = (tables: State['tables']): State['tables'] =>
  Object.fromEntries(
    Object.entries(tables).map(([name, rows]) => [
      name,
      rows
        .map((row) => row.replace(/"first_publication":(null|"a time")/, '"first_publication":"any"'))
        .sort(),
    ])
  );

const filesIn = (folder: string): Record<string, string> => {
  const names = execFileSync('find', ['.', '-type', 'f'], { cwd: folder, encoding: 'utf8' }).split('\n');
  return Object.fromEntries(
    names
      .filter(Boolean)
      .sort()
      .map((name) => [name, contentOf(path.join(folder, name))])
  );
};

const stateOf = async (): Promise<State> => {
  const running = await site.start();
  const { strapi } = running;
  const folder = mkdtempSync(path.join(site.folder, 'export-'));
  try {
    const tables = withoutFirstPublication(await dumpTables(strapi));
    const records = (await strapi.db.query(uid('seed-record')).findMany()) as Record<string, unknown>[];
    const files = (await strapi.db.query('plugin::upload.file').findMany()) as Record<string, unknown>[];
    await strapi.plugin('career-field').service<SeedingService>('seeding').export(folder);
    return {
      tables,
      records: records.map(({ key, targetLocale, fileHash }) => `${key} ${targetLocale} ${fileHash}`).sort(),
      files: files.map(({ name, size }) => ({ name, size })),
      exported: filesIn(folder),
    };
  } finally {
    await running.stop();
    rmSync(folder, { recursive: true, force: true });
  }
};

/** Restores the site as it was before any import. */
const emptySite = (): void => {
  for (const suffix of ['-journal', '-wal', '-shm']) {
    rmSync(path.join(site.folder, `data.db${suffix}`), { force: true });
  }
  cpSync(empty, path.join(site.folder, 'data.db'));
  rmSync(path.join(site.folder, 'public', 'uploads'), { recursive: true });
  mkdirSync(path.join(site.folder, 'public', 'uploads'));
};

/** Lets an import run to its end. */
const finish = async (child: ImportProcess): Promise<ImportResult> => {
  child.goAhead();
  expect(await reportOf(child)).toMatchObject({ issues: [], failures: [] });
  return child.ended;
};

beforeAll(async () => {
  site = await createSite({ database: 'sqlite' });
  guides = path.join(site.folder, 'guides');
  // Articles in a cycle are slow to write: only as many as do not fit into one transaction.
  writeManyDocuments(guides, { categories: 78, skills: 82, articles: 18, cycle: 22 });
  empty = path.join(site.folder, 'empty.db');
  cpSync(path.join(site.folder, 'data.db'), empty);
  const { report, progress } = await finish(start());
  expect(new Set(report!.items.map(({ id }) => id)).size).toBe(DOCUMENTS);
  duration = progress.at(-1)!.after;
  undisturbed = await stateOf();
}, SLOW);

afterAll(() => site?.remove());

/** The used part of the driver, which has no types. */
type OpenDatabase = new (file: string) => {
  prepare: (statement: string) => { pluck: () => { get: () => unknown } };
  close: () => void;
};

const Database = jest.requireActual<OpenDatabase>('better-sqlite3');

/** Counts the seed records without Strapi: how far a killed process has come. */
const recordsNow = (): { finished: number; unfinished: number } => {
  const database = new Database(path.join(site.folder, 'data.db'));
  const count = (condition: string): number =>
    database
      .prepare(`SELECT count(*) FROM career_field_seed_records WHERE key NOT LIKE 'image:%' AND ${condition}`)
      .pluck()
      .get() as number;
  const found = {
    finished: count(`file_hash <> 'unfinished'`),
    unfinished: count(`file_hash = 'unfinished'`),
  };
  database.close();
  return found;
};

/** Adds the seed and the moments of the kills to the error of a failed test. */
const withMoments = async (moments: string[], run: () => Promise<void>): Promise<void> => {
  try {
    await run();
  } catch (error) {
    const cause = error as Error;
    cause.message = `${cause.message}\nKILL_SEED=${SEED}\n${moments.join('\n')}`;
    throw cause;
  }
};

/** Kills an import some time after it has begun. Returns its result, with a report if it has finished before. */
const killAfter = async (child: ImportProcess, milliseconds: number): Promise<ImportResult> => {
  child.goAhead();
  await child.begun;
  await Promise.race([wait(milliseconds), child.ended]);
  child.kill();
  return child.ended;
};

it(`finishes a killed import in the next run: ${KILLS} times`, async () => {
  emptySite();
  const moments: string[] = [];
  let unfinished = 0;
  let rounds = 0;
  await withMoments(moments, async () => {
    let next = start({ waitsFor: 'start' });
    // Until one kill was in the large cycle of articles, which takes several transactions.
    for (let kills = 0; kills < KILLS || (unfinished === 0 && kills < MOST_KILLS);) {
      const child = next;
      // The next process loads its modules meanwhile; it does not use the database yet.
      next = start({ waitsFor: 'start' });
      // More early moments, so that the import advances slowly; the late ones get past the large steps.
      const delay = Math.round(duration * random() ** 5);
      const result = await killAfter(child, delay);
      const now = recordsNow();
      moments.push(`${kills}: ${result.signal} after ${delay} ms, ${JSON.stringify(now)}`);
      if (now.unfinished > 0) unfinished += 1;
      if (result.signal === 'SIGKILL') kills += 1;
      else expect(result).toMatchObject({ exitCode: 0, report: { failures: [] } });
      if (result.signal === 'SIGKILL' && !result.report) continue;
      // This run has finished the import; the next import begins with an empty site.
      expect(await stateOf()).toEqual(undisturbed);
      emptySite();
      rounds += 1;
    }
    await finish(next);
    expect(await stateOf()).toEqual(undisturbed);
    expect(unfinished).toBeGreaterThan(0);
  });
  if (process.env.KILL_TRACE) console.log(duration, rounds, moments.join('\n'));
}, 900_000);

it(
  `stores nothing of a killed bulk import: ${BULK_KILLS} times`,
  async () => {
    emptySite();
    const moments: string[] = [];
    await withMoments(moments, async () => {
      let bulkDuration = duration / 10;
      for (let kills = 0; kills < BULK_KILLS;) {
        const delay = Math.round(bulkDuration * random());
        const result = await killAfter(start({ bulk: true }), delay);
        moments.push(`${kills}: ${result.signal} after ${delay} ms, ${JSON.stringify(recordsNow())}`);
        if (result.report) {
          bulkDuration = result.progress.at(-1)!.after;
          emptySite();
          continue;
        }
        expect(result.signal).toBe('SIGKILL');
        expect(recordsNow()).toEqual({ finished: 0, unfinished: 0 });
        kills += 1;
      }
      await finish(start({ bulk: true }));
      expect(await stateOf()).toEqual(undisturbed);
    });
    if (process.env.KILL_TRACE) console.log(moments.join('\n'));
  },
  SLOW
);
