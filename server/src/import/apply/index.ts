import { databaseClient } from '../../strapi-internals/database';
import { createValidator } from '../../validation';
import type { PlannedDocument } from '../plan';
import type { Failure, Progress } from '../report';
import type { Applying } from './applying';
import { BATCH, inBatches, packGroups } from './batches';
import { orderByReferences } from './order';
import type { WriteContext } from './work';
import { writeCycle } from './write-cycle';
import { writeBatch } from './write-documents';
import { createWriter } from './writer';

/**
 * Batches of new documents that are written in parallel on PostgreSQL. SQLite has one writer, and on MySQL the gap locks
 * of two inserts beside each other can end in a deadlock.
 */
const PARALLEL = 3;

/**
 * Writes the documents of a plan: vocabulary before the guides that reference it, guides that reference each other
 * together, each document completely or not at all. A document that fails is reported, and the others are written.
 *
 * @param known the documents of the site, by the ids of files
 */
export const applyPlan = async (
  context: WriteContext,
  work: PlannedDocument[],
  known: Map<string, string>,
  onProgress: (progress: Progress) => void
): Promise<Failure[]> => {
  const { strapi } = context;
  const groups = orderByReferences(work);
  let done = 0;
  const advance = (count: number): void => {
    done += count;
    onProgress({ phase: 'writing', done, total: work.length });
  };
  const applying: Applying = {
    context,
    writer: createWriter(context, createValidator(strapi)),
    plannedById: new Map(work.map((planned) => [planned.id, planned])),
    position: new Map(groups.flat().map((id, index) => [id, index])),
    known,
    failures: [],
    advance,
  };
  const parallel = databaseClient(strapi) === 'postgres' ? PARALLEL : 1;
  const writeGroups = (small: string[][]): Promise<void> =>
    inBatches(applying, packGroups(small), (works) => writeBatch(applying, works), {
      isLast: true,
      parallel,
    });

  advance(0);
  let small: string[][] = [];
  for (const group of groups) {
    if (group.length <= BATCH) {
      small.push(group);
      continue;
    }
    await writeGroups(small);
    small = [];
    await writeCycle(applying, group);
  }
  await writeGroups(small);
  return applying.failures;
};
