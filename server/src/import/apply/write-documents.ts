import { addFailure, inTransaction, type Applying } from './applying';
import { completeForwardReferences, hasForwardReference } from './forward-references';
import { publish } from './publish';
import { lockUnchanged, recordApplied } from './record-applied';
import { imagesToWrite, type Work } from './work';
import { writeContent, writeDrafts } from './write-versions';

export const uploadImages = async ({ context: { images } }: Applying, works: Work[]): Promise<void> => {
  for (const work of works) await images.ensure(imagesToWrite(work));
};

/** Writes documents completely, in one transaction. */
const writeInOneStep = async (applying: Applying, works: Work[]): Promise<void> => {
  const { context, writer, known, position } = applying;
  await uploadImages(applying, works);
  await inTransaction(applying, works, async () => {
    await writer.locations.load(context.strapi, works, known);
    await lockUnchanged(writer, works);
    await writeContent(writer, works);
    await publish(writer, works);
    // In a cycle, one guide is written before the other exists, and published before the other is published, which loses
    // the relation for good (strapi#25361).
    await completeForwardReferences(
      writer,
      works.filter((work) => hasForwardReference(work, position))
    );
    await writeDrafts(writer, works);
    await recordApplied(writer, works, true);
  });
};

/** Writes documents in one transaction; if one of them is refused, each in its own. */
export const writeBatch = async (applying: Applying, works: Work[]): Promise<void> => {
  try {
    await writeInOneStep(applying, works);
  } catch (error) {
    applying.writer.locations.discard(works);
    if (works.length === 1) addFailure(applying, works[0]!.planned.id, error);
    else for (const work of works) await writeBatch(applying, [work]);
  }
};
