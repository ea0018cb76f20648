import type { Applying } from './applying';
import { loadWork, type Work } from './work';

/**
 * Documents that are written in one transaction. Each is written completely or not at all; together they share the
 * statements that read the stored state. More would block other writers of the site.
 */
export const BATCH = 20;

/** Splits the documents of a long cycle into batches. */
export const inChunks = (ids: string[]): string[][] =>
  Array.from({ length: Math.ceil(ids.length / BATCH) }, (_, index) =>
    ids.slice(index * BATCH, (index + 1) * BATCH)
  );

/** Packs whole groups into batches. */
export const packGroups = (groups: string[][]): string[][] => {
  const batches: string[][] = [];
  for (const group of groups) {
    const last = batches.at(-1);
    if (last && last.length + group.length <= BATCH) last.push(...group);
    else batches.push([...group]);
  }
  return batches;
};

const existsInSite = (works: Work[]): boolean => works.some(({ planned }) => planned.target !== undefined);

/** The batches that are being written, with the documents in each. */
type Running = Map<Promise<void>, Set<string>>;

/** Waits until a batch may start: after the batches that it references, and within the limit. */
const untilReady = async (running: Running, works: Work[], parallel: number): Promise<void> => {
  const needed = new Set(works.flatMap(({ planned }) => planned.referencedIds));
  for (const [promise, ids] of running) {
    // Writing existing rows locks them; two such batches could wait for each other.
    if (existsInSite(works) || [...ids].some((id) => needed.has(id))) await promise;
  }
  while (running.size >= parallel) await Promise.race(running.keys());
};

/**
 * Runs a step for batches of documents, each as soon as the documents that it references are written. Where the database
 * is another process, a few batches of new documents run in parallel: a single one would leave this process waiting for
 * the database half of the time.
 *
 * @param isLast whether the documents are done after this step
 */
export const inBatches = async (
  { context, plannedById, advance }: Applying,
  batches: string[][],
  run: (batch: Work[]) => Promise<void>,
  { isLast, parallel }: { isLast: boolean; parallel: number }
): Promise<void> => {
  const running: Running = new Map();
  const errors: unknown[] = [];
  const start = (batch: string[], works: Work[]): Promise<void> => {
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
    return finished;
  };
  try {
    for (const batch of batches) {
      const works = batch.map((id) => loadWork(context, plannedById.get(id)!));
      await untilReady(running, works, parallel);
      if (errors.length > 0) break;
      const finished = start(batch, works);
      if (existsInSite(works)) await finished;
    }
  } finally {
    await Promise.all(running.keys());
  }
  if (errors.length > 0) throw errors[0];
};
