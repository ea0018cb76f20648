import { guidesOf } from '../guide';
import { hasDrafts } from '../plugin';
import { newDocumentId } from '../model/document-ids';
import { createBulkWriter, type BulkDocument } from './bulk';
import { byState, findWholeDocuments, fingerprintOf, stampOf, type RowState } from './fingerprint';
import type { PlannedDocument } from './plan';
import { PUBLIC_TYPES } from '../../../content-types';
import { letOthersRun } from './let-others-run';
import { storeRecords, type NewRecord } from './records';
import type { Progress } from './report';
import { resolveContent } from './resolve';
import type { Attributes } from './document';
import { imagesToWrite, loadWork, type Work, type WriteContext } from './writer';

/** Documents that are handed to the writer, and whose records are made, in one go. */
const CHUNK = 400;

/** Whether a document can be written in bulk: nothing of it is in the site. */
export const isNew = ({ target, locales }: PlannedDocument): boolean =>
  target === undefined && locales.every(({ writes }) => writes);

/**
 * Writes new documents in bulk: no lifecycle, document middleware, event or webhook hears of them. All of them are one
 * transaction, so that a run that is ended leaves nothing behind.
 *
 * @param work documents of which the site has nothing yet, see `isNew`
 * @param known the documents that the site has, by the ids that files know them by; the new ones are added
 */
export const applyInBulk = async (
  context: WriteContext,
  work: PlannedDocument[],
  known: Map<string, string>,
  onProgress: (progress: Progress) => void
): Promise<void> => {
  const { strapi, images } = context;
  const written = new Map(work.map(({ id }) => [id, newDocumentId(strapi)]));

  const toBulk = ({ planned, prepared }: Work): BulkDocument => {
    if (hasDrafts(planned.type)) {
      for (const { locale } of planned.locales.filter((each) => prepared.locales[each.locale]!.published)) {
        toShow.push({ article: written.get(planned.id)!, locale });
      }
    }
    const resolve = (content: Attributes): Attributes =>
      resolveContent(content, (id) => written.get(id) ?? known.get(id), images.uploadedAs) as Attributes;
    return {
      type: planned.type,
      documentId: written.get(planned.id)!,
      locales: planned.locales.map(({ locale }) => {
        const { content, draft, published } = prepared.locales[locale]!;
        const isPublished = published && hasDrafts(planned.type);
        return {
          locale,
          draft: resolve(isPublished ? (draft ?? content) : content),
          ...(isPublished ? { published: resolve(content) } : {}),
        };
      }),
    };
  };

  const toShow: { article: string; locale: string }[] = [];

  const remember = async (chunk: PlannedDocument[]): Promise<void> => {
    const records: NewRecord[] = [];
    for (const type of PUBLIC_TYPES) {
      const own = chunk.filter((planned) => planned.type === type);
      const rows = await findWholeDocuments(
        strapi,
        type,
        own.map(({ id }) => written.get(id)!)
      );
      for (const { id, locales, notes } of own) {
        const targetDocument = written.get(id)!;
        const whole = rows.get(targetDocument) ?? [];
        for (const { locale, hash } of locales) {
          records.push({
            key: id,
            targetLocale: locale,
            targetDocument,
            fileHash: hash,
            fingerprint: fingerprintOf(type, byState(whole, locale)),
            stamp: stampOf(whole as unknown as RowState[], locale),
            notes,
          });
        }
      }
    }
    await storeRecords(strapi, records);
  };

  await strapi.db.transaction(async ({ trx }) => {
    const writer = createBulkWriter(strapi, trx);
    let chunk: Work[] = [];
    let done = 0;
    const flush = async (): Promise<void> => {
      for (const each of chunk) await images.ensure(imagesToWrite(each));
      await writer.add(chunk.map(toBulk));
      done += chunk.length;
      chunk = [];
      onProgress({ phase: 'writing', done, total: work.length });
    };
    for (const planned of work) {
      await letOthersRun();
      chunk.push(loadWork(context, planned));
      if (chunk.length === CHUNK) await flush();
    }
    await flush();
    await writer.finish();
    for (let start = 0; start < work.length; start += CHUNK) {
      await remember(work.slice(start, start + CHUNK));
    }
    // No hook has heard of them, so the guides do not know that they are there.
    await guidesOf(strapi).noteWritten(toShow);
  });
  for (const [id, document] of written) known.set(id, document);
};
