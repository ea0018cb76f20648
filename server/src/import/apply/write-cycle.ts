import { addFailure, inTransaction, type Applying } from './applying';
import { inBatches, inChunks } from './batches';
import { hasForwardReference } from './forward-references';
import { publish } from './publish';
import { lockUnchanged, recordApplied } from './record-applied';
import type { Work } from './work';
import { uploadImages } from './write-documents';
import { writeContent, writeDrafts } from './write-versions';

type Step = (works: Work[]) => Promise<void>;

/** Runs a step for documents in one transaction; if one of them is refused, for each in its own. */
const runStep = async (
  applying: Applying,
  works: Work[],
  { step, isLast, failed }: { step: Step; isLast: boolean; failed: Set<string> }
): Promise<void> => {
  const { context, writer, known } = applying;
  const apply = (some: Work[]): Promise<void> =>
    inTransaction(applying, some, async () => {
      await writer.locations.load(context.strapi, some, known);
      await step(some);
      await recordApplied(writer, some, isLast);
    });
  try {
    await apply(works);
  } catch {
    for (const work of works) {
      try {
        await apply([work]);
      } catch (error) {
        failed.add(work.planned.id);
        addFailure(applying, work.planned.id, error);
      }
    }
  }
};

/**
 * Writes a cycle of more documents than one transaction should hold, step by step; the next run resumes it if it is
 * interrupted.
 */
export const writeCycle = async (applying: Applying, ids: string[]): Promise<void> => {
  const { writer, position, advance } = applying;
  const failed = new Set<string>();
  const withForwardReferences = (works: Work[]): Work[] =>
    works.filter((work) => hasForwardReference(work, position));
  const run = (step: Step, isLast = false): Promise<void> =>
    inBatches(
      applying,
      inChunks(ids.filter((id) => !failed.has(id))),
      (works) => runStep(applying, works, { step, isLast, failed }),
      // Writing a document of a cycle changes the relations of the next ones.
      { isLast, parallel: 1 }
    );
  await run(async (works) => {
    await uploadImages(applying, works);
    await lockUnchanged(writer, works);
    await writeContent(writer, works);
  });
  await run((works) => writeContent(writer, withForwardReferences(works)));
  await run((works) => publish(writer, works));
  await run((works) => publish(writer, withForwardReferences(works)));
  await run((works) => writeDrafts(writer, works), true);
  advance(failed.size);
};
