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
const KILLS = Number(process.env.KILL_TIMES ?? 12);
const MOST_KILLS = 50;
const BULK_KILLS = 3;

/** On a machine that does much else besides. */
const SLOW = 900_000;

/** Another seed, other moments: KILL_SEED=… And KILL_TRACE=1 tells them all. */
const SEED = Number(process.env.KILL_SEED ?? 20250);

/** Numbers from 0 to 1 that are the same for one seed (mulberry32). */
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
/** How many milliseconds an undisturbed import takes. */
let duration: number;

interface Options {
  bulk?: boolean;
}

const start = ({ bulk = false, waitsFor }: Options & { waitsFor?: 'start' } = {}): ImportProcess =>
  startImport(site.folder, { folder: guides, options: { bulk }, waitsFor, env: site.database.env });

/** What a site holds, without what differs from one site to the next. */
interface State {
  tables: Record<string, string[]>;
  records: string[];
  files: unknown[];
  exported: Record<string, string>;
}

/** A file as text that can be compared: when something was first published differs from one import to the next. */
const contentOf = (file: string): string =>
  file.endsWith('.yaml')
    ? readFileSync(file, 'utf8').replace(/^( +firstPublication:).*$/gm, '$1 a time')
    : readFileSync(file, 'base64');

/** The rows without the same: what is published once needs no time of its own. */
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

/** The site as it was before anything was imported. */
const emptySite = (): void => {
  for (const suffix of ['-journal', '-wal', '-shm']) {
    rmSync(path.join(site.folder, `data.db${suffix}`), { force: true });
  }
  cpSync(empty, path.join(site.folder, 'data.db'));
  rmSync(path.join(site.folder, 'public', 'uploads'), { recursive: true });
  mkdirSync(path.join(site.folder, 'public', 'uploads'));
};

/** An import that nothing ends. */
const finish = async (child: ImportProcess): Promise<ImportResult> => {
  child.goAhead();
  expect(await reportOf(child)).toMatchObject({ issues: [], failures: [] });
  return child.ended;
};

beforeAll(async () => {
  site = await createSite({ database: 'sqlite' });
  guides = path.join(site.folder, 'guides');
  // Of what takes long to write, articles in a cycle, only as many as do not fit into one transaction.
  writeManyDocuments(guides, { categories: 78, skills: 82, articles: 18, circle: 22 });
  empty = path.join(site.folder, 'empty.db');
  cpSync(path.join(site.folder, 'data.db'), empty);
  const { report, progress } = await finish(start());
  expect(new Set(report!.items.map(({ id }) => id)).size).toBe(DOCUMENTS);
  duration = progress.at(-1)!.after;
  undisturbed = await stateOf();
}, SLOW);

afterAll(() => site?.remove());

/** As much of the driver as is used here; it comes without types. */
type OpenDatabase = new (file: string) => {
  prepare: (statement: string) => { pluck: () => { get: () => unknown } };
  close: () => void;
};

const Database = jest.requireActual<OpenDatabase>('better-sqlite3');

/** What every record says, read beside Strapi: how far a process has come that is no more. */
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

/** What the failure of a test needs: which moments, and what was there then. */
const told = async (moments: string[], run: () => Promise<void>): Promise<void> => {
  try {
    await run();
  } catch (error) {
    const cause = error as Error;
    cause.message = `${cause.message}\nKILL_SEED=${SEED}\n${moments.join('\n')}`;
    throw cause;
  }
};

/** Ends an import at a moment after it has begun; gives its result where it was quicker. */
const killAfter = async (child: ImportProcess, milliseconds: number): Promise<ImportResult> => {
  child.goAhead();
  await child.begun;
  await Promise.race([wait(milliseconds), child.ended]);
  child.kill();
  return child.ended;
};

it(`is finished by the next run, whenever it is ended: ${KILLS} times`, async () => {
  emptySite();
  const moments: string[] = [];
  let unfinished = 0;
  let rounds = 0;
  await told(moments, async () => {
    let next = start({ waitsFor: 'start' });
    // Until one was killed in the large cycle of articles, too, which takes several transactions.
    for (let kills = 0; kills < KILLS || (unfinished === 0 && kills < MOST_KILLS);) {
      const child = next;
      // Its modules are loaded meanwhile; it does not touch the database yet.
      next = start({ waitsFor: 'start' });
      // More of the early moments, so that the import creeps on; the late ones get through what is one large step.
      const delay = Math.round(duration * random() ** 5);
      const result = await killAfter(child, delay);
      const now = recordsNow();
      moments.push(`${kills}: ${result.signal} after ${delay} ms, ${JSON.stringify(now)}`);
      if (now.unfinished > 0) unfinished += 1;
      if (result.signal === 'SIGKILL') kills += 1;
      else expect(result).toMatchObject({ exitCode: 0, report: { failures: [] } });
      if (result.signal === 'SIGKILL' && !result.report) continue;
      // It was quicker: that was the finishing run, and the next import begins from an empty site.
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
  `leaves nothing behind when it is ended in bulk: ${BULK_KILLS} times`,
  async () => {
    emptySite();
    const moments: string[] = [];
    await told(moments, async () => {
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
