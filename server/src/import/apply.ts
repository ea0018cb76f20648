import { inWriteScope } from '../model/write-scope';
import { createValidator } from '../validation';
import { inGroups } from './order';
import type { PlannedDocument } from './plan';
import type { Failure, Progress } from './report';
import { imagesToWrite, loadWork, type Work, type WriteContext } from './work';
import { createWriter } from './writer';

/**
 * Documents that are written in one transaction. Each is all or nothing; together they share the statements that look
 * at what was stored. More would keep other writers of the site waiting.
 */
const BATCH = 20;

/**
 * Batches of new documents that are written at the same time. SQLite has one writer, and MySQL's gap locks let two that
 * insert beside each other end in a deadlock.
 */
const SIDE_BY_SIDE = 3;

const chunks = (ids: string[]): string[][] =>
  Array.from({ length: Math.ceil(ids.length / BATCH) }, (_, index) =>
    ids.slice(index * BATCH, (index + 1) * BATCH)
  );

/** Whole groups, as many as go into a batch. */
const packed = (groups: string[][]): string[][] => {
  const batches: string[][] = [];
  for (const group of groups) {
    const last = batches.at(-1);
    if (last && last.length + group.length <= BATCH) last.push(...group);
    else batches.push([...group]);
  }
  return batches;
};

/** A sentence for whoever started the run, from whatever a write was refused with. */
const sentence = (error: unknown): string => {
  const { message, details } = error as Error & {
    details?: { errors?: { path?: (string | number)[]; message: string }[] };
  };
  const [first] = details?.errors ?? [];
  return first?.path?.length ? `${first.path.join('.')}: ${first.message}` : message;
};

/**
 * Writes what a plan says: vocabulary before what points at it, guides that point at each other together, each
 * document whole or not at all. What fails is told, and the rest goes on.
 *
 * @param known the documents that the site has, by the ids that files know them by
 */
export const applyPlan = async (
  context: WriteContext,
  work: PlannedDocument[],
  known: Map<string, string>,
  onProgress: (progress: Progress) => void
): Promise<Failure[]> => {
  const { strapi, images } = context;
  const failures: Failure[] = [];
  const groups = inGroups(work);
  const plannedBy = new Map(work.map((planned) => [planned.id, planned]));
  const position = new Map(groups.flat().map((id, index) => [id, index]));
  const writer = createWriter(strapi, images, createValidator(strapi));
  const sideBySide = strapi.db.dialect.client === 'postgres' ? SIDE_BY_SIDE : 1;
  let done = 0;

  const fail = (id: string, error: unknown): void => {
    failures.push({ id, message: sentence(error) });
  };

  const uploadImages = async (works: Work[]): Promise<void> => {
    for (const work of works) await images.ensure(imagesToWrite(work));
  };

  const inTransaction = async (run: () => Promise<void>): Promise<void> => {
    await strapi.db.transaction(() => inWriteScope(run));
  };

  const isAhead = (each: Work): boolean => writer.pointsAhead(each, position);

  /** Every step for some documents, at once. */
  const writeWhole = async (works: Work[]): Promise<void> => {
    await uploadImages(works);
    await inTransaction(async () => {
      await writer.locate(works, known);
      await writer.guard(works);
      await writer.writeContent(works);
      await writer.publish(works);
      // Guides may point at each other in a circle: one of them was written before the other was there, and one was
      // published before the other was, which loses the relation for good (strapi#25361).
      await writer.pointAhead(works.filter(isAhead));
      await writer.writeDrafts(works);
      await writer.remember(works, true);
    });
  };

  const advance = (count: number): void => {
    done += count;
    onProgress({ phase: 'writing', done, total: work.length });
  };

  /** Some documents in one transaction; if one of them is refused, each in its own. */
  const writeBatch = async (works: Work[]): Promise<void> => {
    try {
      await writeWhole(works);
    } catch (error) {
      writer.forget(works);
      if (works.length === 1) fail(works[0]!.planned.id, error);
      else {
        for (const each of works) {
          try {
            await writeWhole([each]);
          } catch (own) {
            writer.forget([each]);
            fail(each.planned.id, own);
          }
        }
      }
    }
  };

  /**
   * Runs something for batches of documents, each as soon as what it points at is written. Where
   * the database is another process, a few new batches go side by side: one alone would leave this process waiting for
   * the database half of the time.
   */
  const inBatches = async (
    batches: string[][],
    run: (batch: Work[]) => Promise<void>,
    { isLast, sideBySide }: { isLast: boolean; sideBySide: number }
  ): Promise<void> => {
    const running = new Map<Promise<void>, Set<string>>();
    const errors: unknown[] = [];
    const untilFree = async (works: Work[]): Promise<void> => {
      const isExisting = works.some(({ planned }) => planned.target !== undefined);
      const needed = new Set(works.flatMap(({ planned }) => planned.pointsAt));
      for (const [promise, ids] of running) {
        // Writing what is there already locks it; two that do could wait for each other.
        if (isExisting || [...ids].some((id) => needed.has(id))) await promise;
      }
      while (running.size >= sideBySide) await Promise.race(running.keys());
    };
    try {
      for (const batch of batches) {
        const works = batch.map((id) => loadWork(context, plannedBy.get(id)!));
        await untilFree(works);
        if (errors.length > 0) break;
        const write = async (): Promise<void> => {
          if (works.length > 0) await run(works);
          if (isLast) advance(batch.length);
        };
        const finished: Promise<void> = write()
          .catch((error: unknown) => {
            errors.push(error);
          })
          .finally(() => running.delete(finished));
        running.set(finished, new Set(batch));
        if (works.some(({ planned }) => planned.target !== undefined)) await finished;
      }
    } finally {
      await Promise.all(running.keys());
    }
    if (errors.length > 0) throw errors[0];
  };

  /** A circle of more documents than one transaction should hold: step by step, and to be taken up if it is broken off. */
  const writeCircle = async (ids: string[]): Promise<void> => {
    const failed = new Set<string>();
    const step = (run: (works: Work[]) => Promise<void>, isLast = false): Promise<void> =>
      inBatches(
        chunks(ids.filter((id) => !failed.has(id))),
        async (works) => {
          const apply = async (some: Work[]): Promise<void> =>
            inTransaction(async () => {
              await writer.locate(some, known);
              await run(some);
              await writer.remember(some, isLast);
            });
          try {
            await apply(works);
          } catch {
            for (const each of works) {
              try {
                await apply([each]);
              } catch (error) {
                failed.add(each.planned.id);
                fail(each.planned.id, error);
              }
            }
          }
        },
        // Each document of a circle is written together with what its neighbours show of it.
        { isLast, sideBySide: 1 }
      );
    await step(async (works) => {
      await uploadImages(works);
      await writer.guard(works);
      await writer.writeContent(works);
    });
    await step((works) => writer.writeContent(works.filter(isAhead)));
    await step((works) => writer.publish(works));
    await step((works) => writer.publish(works.filter(isAhead)));
    await step((works) => writer.writeDrafts(works), true);
    advance(failed.size);
  };

  onProgress({ phase: 'writing', done, total: work.length });
  let small: string[][] = [];
  const flush = async (): Promise<void> => {
    await inBatches(packed(small), writeBatch, { isLast: true, sideBySide });
    small = [];
  };
  for (const group of groups) {
    if (group.length <= BATCH) {
      small.push(group);
      continue;
    }
    await flush();
    await writeCircle(group);
  }
  await flush();
  return failures;
};
