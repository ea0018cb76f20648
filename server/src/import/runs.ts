import path from 'node:path';
import { actingAs, currentActor, keptEntries } from '../editorial/history';
import { toPerson, type UserRow } from '../editorial/person';
import { uidOf, type Strapi } from '../plugin';
import type { Plan } from './plan';
import type { Failure, Outcome, RunOptions } from './report';

/** Runs that are kept. */
const MAX_RUNS = 200;

const MAX_TEXT = 255;

/** What an import has done, in documents, each language by itself. */
export interface RunCounts {
  create: number;
  update: number;
  unchanged: number;
  kept: number;
  /** Documents that could not be written. */
  failed: number;
}

/** An import that has written something. */
export interface ImportRun {
  startedAt: string;
  /** Null for one that was interrupted, or is not finished yet. */
  finishedAt: string | null;
  origin: 'admin' | 'command' | 'bootstrap';
  name: string | null;
  /** The names of the files, or of the folder; null for the shipped guides. */
  source: string | null;
  counts: RunCounts | null;
}

const query = (strapi: Strapi) => strapi.db.query(uidOf('import-run'));

const countsOf = ({ items }: Plan, failures: Failure[]): RunCounts => {
  const count = (...outcomes: Outcome[]): number =>
    items.filter(({ outcome }) => outcomes.includes(outcome)).length;
  return {
    create: count('create'),
    update: count('update'),
    unchanged: count('unchanged'),
    kept: count('kept', 'deleted'),
    failed: failures.length,
  };
};

const deleteOld = async (strapi: Strapi): Promise<void> => {
  const [old] = (await query(strapi).findMany({
    select: ['id'],
    orderBy: { id: 'desc' },
    offset: MAX_RUNS,
    limit: 1,
  })) as { id: number }[];
  if (old) await query(strapi).deleteMany({ where: { id: { $lte: old.id } } });
};

/**
 * Applies a plan, and records the run. Its documents can be found afterwards: their records name it, and so does the history
 * of its articles. A run that writes nothing is not recorded.
 *
 * @param apply writes the documents
 */
export const inRun = async (
  strapi: Strapi,
  { location, plan, options }: { location: string; plan: Plan; options: RunOptions },
  apply: () => Promise<Failure[]>
): Promise<Failure[]> => {
  const { origin, source = path.basename(location) } = options;
  const { kind, person = null, name = null } = currentActor(strapi);
  const isAdmin = kind === 'admin';
  const by = isAdmin ? { person, name: name?.slice(0, MAX_TEXT) ?? null } : { person: null, name: null };
  const label = source?.slice(0, MAX_TEXT) ?? null;
  const actor = { kind: 'import', ...by, source: label } as const;
  const isWriting = plan.items.some(({ outcome }) => outcome === 'create' || outcome === 'update');
  if (!isWriting || keptEntries(strapi) === 0) return actingAs(actor, apply);
  const { id, documentId } = (await query(strapi).create({
    data: {
      startedAt: new Date().toISOString(),
      origin: origin ?? (isAdmin ? 'admin' : 'command'),
      ...by,
      source: label,
    },
  })) as { id: number; documentId: string };
  const failures = await actingAs({ ...actor, run: documentId }, apply);
  await query(strapi).update({
    where: { id },
    data: { finishedAt: new Date().toISOString(), counts: countsOf(plan, failures) as never },
  });
  await deleteOld(strapi);
  return failures;
};

/** Returns the last imports, the last one first. */
export const findRuns = async (strapi: Strapi, limit: number): Promise<ImportRun[]> => {
  const rows = (await query(strapi).findMany({
    orderBy: { id: 'desc' },
    limit,
    populate: ['person'],
  })) as (ImportRun & { person?: UserRow | null })[];
  return rows.map(({ startedAt, finishedAt, origin, person, name, source, counts }) => ({
    startedAt,
    finishedAt,
    origin,
    name: person ? toPerson(person).name : name,
    source,
    counts,
  }));
};
