import { guidesOf } from '../../guide';
import { hasDrafts } from '../../plugin';
import { newDocumentId } from '../../model/document-ids';
import { createBulkWriter, type BulkDocument, type BulkUpdate } from './writer';
import {
  byState,
  findRowStates,
  findWholeDocuments,
  fingerprintOf,
  stampOf,
  type RowState,
} from '../../documents/fingerprint';
import type { PlannedDocument } from '../plan';
import { PUBLIC_TYPES } from '../../../../content-types';
import { yieldToEventLoop } from '../yield-to-event-loop';
import { storeRecords, type NewRecord } from '../../documents/records';
import type { Failure, Progress } from '../report';
import { resolveContent } from '../../documents/resolve';
import type { Attributes } from '../../documents/document';
import {
  ChangedMeanwhileError,
  imagesToWrite,
  loadWork,
  lockRows,
  type Work,
  type WriteContext,
} from '../apply/work';

/** Documents that are handed to the writer, and whose records are made, in one go. */
const CHUNK = 400;

/** Whether nothing of a document is in the site. */
const isNew = ({ target, locales }: PlannedDocument): boolean =>
  target === undefined && locales.every(({ writes }) => writes);

/** Whether a document can be written in bulk: it is new, or all that is written of it are drafts that nobody has edited. */
export const isForBulk = (planned: PlannedDocument): boolean =>
  isNew(planned) ||
  (planned.target !== undefined &&
    planned.isAlone &&
    planned.locales.every(({ isDraftUpdate }) => isDraftUpdate));

/**
 * Writes documents in bulk, without lifecycles, document middlewares, events and webhooks: new ones, and drafts that are
 * as an import left them. All of them are one transaction, so that a run that is ended leaves nothing behind.
 *
 * @param work see `isForBulk`
 * @param known the documents that the site has, by the ids that files know them by; the new ones are added
 * @returns the drafts that somebody has written since the plan was made, which are left alone
 */
export const applyInBulk = async (
  context: WriteContext,
  work: PlannedDocument[],
  known: Map<string, string>,
  onProgress: (progress: Progress) => void
): Promise<Failure[]> => {
  const { strapi, images } = context;
  const written = new Map(work.map(({ id, target }) => [id, target ?? newDocumentId(strapi)]));
  const failures: Failure[] = [];

  const resolve = (content: Attributes): Attributes =>
    resolveContent(content, (id) => written.get(id) ?? known.get(id), images.uploadedAs) as Attributes;

  const toBulk = ({ planned, prepared }: Work): BulkDocument => {
    if (hasDrafts(planned.type)) {
      for (const { locale } of planned.locales.filter((each) => prepared.locales[each.locale]!.published)) {
        toShow.push({ article: written.get(planned.id)!, locale });
      }
    }
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

  /** The drafts of a chunk as rows to be replaced, without those that were written since the plan was made. */
  const toUpdates = async (works: Work[]): Promise<BulkUpdate[]> => {
    const updates: BulkUpdate[] = [];
    for (const type of PUBLIC_TYPES) {
      const own = works.filter(({ planned }) => planned.type === type);
      const targets = own.map(({ planned }) => planned.target!);
      if (targets.length === 0) continue;
      await lockRows(strapi, type, targets);
      const states = await findRowStates(strapi, type, targets);
      for (const { planned, prepared } of own) {
        const { id, target, locales } = planned;
        const rows = states.get(target!) ?? [];
        if (locales.some(({ locale, stamp }) => stampOf(rows, locale) !== stamp)) {
          failures.push({ id, message: new ChangedMeanwhileError().message });
          continue;
        }
        updates.push({
          type,
          documentId: target!,
          locales: locales.map(({ locale }) => ({
            locale,
            row: rows.find((row) => row.locale === locale)!.id,
            draft: resolve(prepared.locales[locale]!.content),
          })),
        });
      }
    }
    return updates;
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
      await writer.add(chunk.filter(({ planned }) => planned.target === undefined).map(toBulk));
      await writer.update(await toUpdates(chunk.filter(({ planned }) => planned.target !== undefined)));
      done += chunk.length;
      chunk = [];
      onProgress({ phase: 'writing', done, total: work.length });
    };
    for (const planned of work) {
      await yieldToEventLoop();
      chunk.push(loadWork(context, planned));
      if (chunk.length === CHUNK) await flush();
    }
    await flush();
    await writer.finish();
    const failed = new Set(failures.map(({ id }) => id));
    const applied = work.filter(({ id }) => !failed.has(id));
    for (let start = 0; start < applied.length; start += CHUNK) {
      await remember(applied.slice(start, start + CHUNK));
    }
    // No hook has heard of them, so the guides do not know that they are there.
    await guidesOf(strapi).invalidateArticles(toShow);
  });
  for (const [id, document] of written) known.set(id, document);
  return failures;
};
