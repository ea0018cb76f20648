import type { PublicType } from '../../../../content-types';
import {
  byState,
  findRowStates,
  findWholeDocuments,
  fingerprintOf,
  stampOf,
  type RowState,
} from '../../documents/fingerprint';
import { storeRecords, UNFINISHED, type NewRecord } from '../../documents/records';
import { currentRun } from '../../editorial/history';
import type { ImportedArticle } from '../../editorial/file-state';
import type { Row } from '../../model/document-writes';
import { hasDrafts } from '../../plugin';
import { createValidationError } from '../../validation/errors';
import { byType, ChangedMeanwhileError, lockRows, type Work } from './work';
import type { Writer } from './writer';

/**
 * Locks the rows of documents, and checks that nobody has written them since the plan compared them.
 *
 * @throws ChangedMeanwhileError
 */
export const lockUnchanged = async ({ strapi }: Writer, works: Work[]): Promise<void> => {
  for (const [type, own] of byType(works)) {
    const targets = own.flatMap(({ planned }) => planned.target ?? []);
    if (targets.length === 0) continue;
    await lockRows(strapi, type, targets);
    const states = await findRowStates(strapi, type, targets);
    for (const { planned } of own) {
      const rows = planned.target === undefined ? [] : (states.get(planned.target) ?? []);
      for (const { locale, stamp } of planned.locales) {
        if (stampOf(rows, locale) !== stamp) throw new ChangedMeanwhileError();
      }
    }
  }
};

/**
 * Returns the record of a document in one locale, with the fingerprint of its stored rows.
 *
 * @param isWritten whether this run has written it
 */
export const recordOf = (
  { id, type }: Work['planned'],
  targetDocument: string,
  rows: Row[],
  {
    locale,
    fileHash,
    notes,
    isWritten = true,
  }: { locale: string; fileHash: string; notes: Record<string, string> | null; isWritten?: boolean }
): NewRecord => ({
  key: id,
  targetLocale: locale,
  targetDocument,
  fileHash,
  fingerprint: fingerprintOf(type, byState(rows, locale)),
  stamp: stampOf(rows as unknown as RowState[], locale),
  notes,
  run: isWritten ? currentRun() : null,
});

const checkStored = async (
  { strapi, findIssues }: Writer,
  type: PublicType,
  row: Row | undefined
): Promise<void> => {
  if (!row) return;
  const publishable = !hasDrafts(type) || row.publishedAt !== null;
  const issues = await findIssues(type, row, { publishable, partial: false });
  if (issues.length > 0) throw createValidationError(strapi, issues);
};

/** Returns an article of a plan with the states that its file has for the languages that are written. */
export const toImportedArticle = (
  { id, locales }: Work['planned'],
  prepared: Work['prepared']['locales'],
  documentId: string
): ImportedArticle => ({
  id,
  documentId,
  locales: locales.map(({ locale }) => locale),
  states: Object.fromEntries(
    locales.flatMap(({ locale, writes }) => {
      const state = writes ? prepared[locale]?.state : undefined;
      return state ? [[locale, state]] : [];
    })
  ),
});

/**
 * Validates everything that is stored now, and records it as applied.
 *
 * @param isFinished whether no step follows; otherwise the next run resumes these documents
 * @throws errors.ValidationError when stored content is not valid
 */
export const recordApplied = async (writer: Writer, works: Work[], isFinished: boolean): Promise<void> => {
  const { strapi, locations, states } = writer;
  const records: NewRecord[] = [];
  for (const [type, own] of byType(works)) {
    const targets = own.map(({ planned }) => locations.documentOf(planned.id)!);
    const rows = await findWholeDocuments(strapi, type, targets);
    for (const { planned, prepared } of own) {
      const target = locations.documentOf(planned.id)!;
      const whole = rows.get(target) ?? [];
      if (type === 'article') await states.store(toImportedArticle(planned, prepared.locales, target));
      // Shared attributes were written in untouched locales as well.
      for (const untouched of planned.untouched) records.push(recordOf(planned, target, whole, untouched));
      for (const { locale, hash, writes } of planned.locales) {
        if (writes) {
          const { draft, published } = byState(whole, locale);
          await checkStored(writer, type, draft);
          await checkStored(writer, type, published);
        }
        const fileHash = isFinished ? hash : UNFINISHED;
        records.push(
          recordOf(planned, target, whole, { locale, fileHash, notes: planned.notes, isWritten: writes })
        );
      }
    }
  }
  await storeRecords(strapi, records);
};
