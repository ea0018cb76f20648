import { PUBLIC_TYPES } from '../../../../content-types';
import type { Attributes } from '../../documents/document';
import {
  byState,
  findRowStates,
  findWholeDocuments,
  fingerprintOf,
  stampOf,
  type RowState,
} from '../../documents/fingerprint';
import type { Row } from '../../model/document-writes';
import { storeRecords, type NewRecord } from '../../documents/records';
import { resolveContent } from '../../documents/resolve';
import { adoptReviews } from '../../editorial/adopt-review';
import { StateImport, type ImportedArticle } from '../../editorial/file-state';
import { currentRun, recordEvents } from '../../editorial/history';
import { guidesOf } from '../../guide';
import { guideKey, type GuideKey } from '../../guide/key';
import { hasDrafts, uidOf } from '../../plugin';
import { newDocumentId } from '../../strapi-internals/document-ids';
import {
  byType,
  ChangedMeanwhileError,
  imagesToWrite,
  loadWork,
  lockRows,
  type Work,
  type WriteContext,
} from '../apply/work';
import { toImportedArticle } from '../apply/record-applied';
import type { PlannedDocument } from '../plan';
import type { Failure, Progress } from '../report';
import { yieldToEventLoop } from '../yield-to-event-loop';
import { createBulkWriter, type BulkDocument, type BulkUpdate, type BulkWriter } from './writer';

/** Documents that are given to the writer, and recorded, in one step. */
const CHUNK = 400;

/** The state while documents are written in bulk. */
interface BulkRun {
  context: WriteContext;
  writer: BulkWriter;
  /** The documentIds of the documents that are written, by the ids of files. */
  written: Map<string, string>;
  /** The documents of the site, by the ids of files. */
  known: Map<string, string>;
  failures: Failure[];
  /** The articles that are written, with the states of their files. */
  articles: Map<string, ImportedArticle>;
  /** The articles that are published, by their keys. */
  published: Map<string, GuideKey>;
}

const resolve = ({ context, written, known }: BulkRun, content: Attributes): Attributes =>
  resolveContent(content, (id) => written.get(id) ?? known.get(id), context.images.uploadedAs) as Attributes;

const toDocument = (run: BulkRun, { planned, prepared }: Work): BulkDocument => {
  const { type, id, locales } = planned;
  const documentId = run.written.get(id)!;
  return {
    type,
    documentId,
    locales: locales.map(({ locale }) => {
      const { content, draft, published } = prepared.locales[locale]!;
      if (!published || !hasDrafts(type)) return { locale, draft: resolve(run, content) };
      const guide = { article: documentId, locale };
      run.published.set(guideKey(guide), guide);
      return { locale, draft: resolve(run, draft ?? content), published: resolve(run, content) };
    }),
  };
};

/** Returns the drafts to replace, without those that were written after the plan was created. */
const toUpdates = async (run: BulkRun, works: Work[]): Promise<BulkUpdate[]> => {
  const { strapi } = run.context;
  const updates: BulkUpdate[] = [];
  for (const [type, own] of byType(works)) {
    const targets = own.map(({ planned }) => planned.target!);
    await lockRows(strapi, type, targets);
    const states = await findRowStates(strapi, type, targets);
    for (const { planned, prepared } of own) {
      const { id, target, locales } = planned;
      const rows = states.get(target!) ?? [];
      if (locales.some(({ locale, stamp }) => stampOf(rows, locale) !== stamp)) {
        run.failures.push({ id, message: new ChangedMeanwhileError().message });
        continue;
      }
      updates.push({
        type,
        documentId: target!,
        locales: locales.map(({ locale }) => ({
          locale,
          row: rows.find((row) => row.locale === locale)!.id,
          draft: resolve(run, prepared.locales[locale]!.content),
        })),
      });
    }
  }
  return updates;
};

const writeChunk = async (run: BulkRun, works: Work[]): Promise<void> => {
  const { context, writer } = run;
  for (const { planned, prepared } of works) {
    if (planned.type !== 'article') continue;
    const documentId = run.written.get(planned.id)!;
    run.articles.set(planned.id, toImportedArticle(planned, prepared.locales, documentId));
  }
  for (const work of works) await context.images.ensure(imagesToWrite(work));
  const isNew = ({ planned }: Work): boolean => planned.target === undefined;
  await writer.add(works.filter(isNew).map((work) => toDocument(run, work)));
  await writer.update(
    await toUpdates(
      run,
      works.filter((work) => !isNew(work))
    )
  );
};

/** Writes the rows of all documents. */
const writeRows = async (
  run: BulkRun,
  work: PlannedDocument[],
  onProgress: (progress: Progress) => void
): Promise<void> => {
  for (let start = 0; start < work.length; start += CHUNK) {
    const works: Work[] = [];
    for (const planned of work.slice(start, start + CHUNK)) {
      await yieldToEventLoop();
      works.push(loadWork(run.context, planned));
    }
    await writeChunk(run, works);
    onProgress({ phase: 'writing', done: start + works.length, total: work.length });
  }
  await run.writer.finish();
};

/** Stores the editorial state of articles: no step around their writes has run. */
const storeStates = async (
  { context: { strapi, notes }, articles }: BulkRun,
  { id, target }: PlannedDocument,
  rows: Row[]
): Promise<void> => {
  const article = articles.get(id)!;
  if (rows.some(({ editorial }) => editorial))
    await adoptReviews(strapi, article.documentId, article.locales);
  const hasStates = Object.keys(article.states).length > 0;
  if (target !== undefined || hasStates) await new StateImport(strapi, notes).store(article);
};

/** What has happened to the articles. Which parts of a draft were replaced is not known: nothing has compared them. */
const eventsOf = (run: BulkRun, chunk: PlannedDocument[]): Parameters<typeof recordEvents>[1] =>
  chunk.flatMap(({ id, type, target, locales }) => {
    if (type !== 'article') return [];
    const article = run.written.get(id)!;
    return locales.flatMap(({ locale }) => {
      const event = { article, locale, parts: [] };
      const written = { ...event, action: target === undefined ? ('create' as const) : ('update' as const) };
      return run.published.has(guideKey({ article, locale }))
        ? [written, { ...event, action: 'publish' as const }]
        : [written];
    });
  });

/** Records documents as applied. */
const recordChunk = async (run: BulkRun, chunk: PlannedDocument[]): Promise<void> => {
  const { context, written } = run;
  const { strapi } = context;
  const records: NewRecord[] = [];
  for (const type of PUBLIC_TYPES) {
    const own = chunk.filter((planned) => planned.type === type);
    const documents = own.map(({ id }) => written.get(id)!);
    const rows = await findWholeDocuments(strapi, type, documents);
    for (const planned of own) {
      const { id, locales, notes } = planned;
      const targetDocument = written.get(id)!;
      const whole = rows.get(targetDocument) ?? [];
      if (type === 'article') await storeStates(run, planned, whole);
      for (const { locale, hash, writes } of locales) {
        records.push({
          key: id,
          targetLocale: locale,
          targetDocument,
          fileHash: hash,
          fingerprint: fingerprintOf(type, byState(whole, locale)),
          stamp: stampOf(whole as unknown as RowState[], locale),
          notes,
          run: writes ? currentRun() : null,
        });
      }
    }
  }
  await storeRecords(strapi, records);
  await recordEvents(strapi, eventsOf(run, chunk));
};

const recordAll = async (run: BulkRun, work: PlannedDocument[]): Promise<void> => {
  const failed = new Set(run.failures.map(({ id }) => id));
  const applied = work.filter(({ id }) => !failed.has(id));
  for (let start = 0; start < applied.length; start += CHUNK) {
    await recordChunk(run, applied.slice(start, start + CHUNK));
  }
};

/**
 * Writes documents in bulk, without lifecycles, document middlewares, events and webhooks: new ones, and drafts that
 * nobody has edited since their import. All of them are one transaction, so that an interrupted run leaves nothing.
 *
 * @param work see `isForBulk`
 * @param known the documents of the site, by the ids of files; the new ones are added
 * @returns the drafts that were written after the plan was created, which are not overwritten
 */
export const applyInBulk = async (
  context: WriteContext,
  work: PlannedDocument[],
  known: Map<string, string>,
  onProgress: (progress: Progress) => void
): Promise<Failure[]> => {
  const { strapi } = context;
  const written = new Map(
    work.map(({ id, target }) => [id, target ?? newDocumentId(strapi, uidOf('article'))])
  );
  const failures: Failure[] = [];
  await strapi.db.transaction(async ({ trx }) => {
    const writer = createBulkWriter(strapi, trx);
    const run: BulkRun = {
      context,
      writer,
      written,
      known,
      failures,
      articles: new Map(),
      published: new Map(),
    };
    await writeRows(run, work, onProgress);
    await recordAll(run, work);
    // No hook has run for them that would invalidate the guides.
    await guidesOf(strapi).invalidateArticles([...run.published.values()]);
  });
  for (const [id, document] of written) known.set(id, document);
  return failures;
};
