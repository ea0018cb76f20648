import type { PublicType } from '../../../content-types';
import { relationTargets } from '../model/walk';
import { uidOf, type Strapi } from '../plugin';
import { attributesOf } from './attributes';
import {
  fingerprintOf,
  isEditedSince,
  lostDocuments,
  versionOf,
  type Fingerprint,
  type LocaleRows,
} from './fingerprint';
import { findInParts } from './in-parts';
import type { SeedRecord } from './records';

/** The locales in which documents of any type are there, by document; null for what has no locales. */
const findLocales = async (
  strapi: Strapi,
  uids: Iterable<string>,
  documents: Set<string>
): Promise<Map<string, Set<string | null>>> => {
  const found = new Map<string, Set<string | null>>();
  if (documents.size === 0) return found;
  for (const uid of uids) {
    const query = strapi.db.query(uid as Parameters<Strapi['db']['query']>[0]);
    const rows = await findInParts<string, { documentId: string; locale: string | null }>(documents, (part) =>
      query.findMany({ where: { documentId: { $in: part } }, select: ['documentId', 'locale'] })
    );
    for (const { documentId, locale } of rows) {
      found.set(documentId, (found.get(documentId) ?? new Set()).add(locale));
    }
  }
  return found;
};

/** What was applied to a document in one locale, and the whole rows that are there now. */
export interface Applied {
  record: SeedRecord;
  rows: LocaleRows;
}

export interface Edits {
  /** The records of what editors have changed, and of what may have been. */
  edited: Set<SeedRecord>;
  /**
   * Those of them whose fingerprint is of a later release, and whose rows were written since: whether that was an
   * editor cannot be known.
   */
  unreadable: Set<SeedRecord>;
}

/**
 * Finds what editors have changed since it was applied. A relation that is gone because the document at its other end
 * was deleted, whole or in this locale, is no edit; one that somebody took away, put elsewhere or added is.
 *
 * @param applied of documents of one type
 * @param isWritten whether the rows were written since; while they were not, nobody has edited them
 */
export const findEdited = async (
  strapi: Strapi,
  type: PublicType,
  applied: Applied[],
  isWritten: (record: SeedRecord) => boolean
): Promise<Edits> => {
  const edited = new Set<SeedRecord>();
  const unreadable = new Set<SeedRecord>();
  /** Those that only the relations may tell apart. */
  const open: { record: SeedRecord; now: Fingerprint }[] = [];
  const lost = new Set<string>();
  for (const { record, rows } of applied) {
    const version = record.fingerprint ? versionOf(record.fingerprint.content) : undefined;
    if (record.fingerprint && version === undefined) {
      if (!isWritten(record)) continue;
      unreadable.add(record);
      edited.add(record);
      continue;
    }
    const now = fingerprintOf(type, rows, version);
    if (!isEditedSince(record.fingerprint, now, () => false)) continue;
    if (record.fingerprint && !isEditedSince(record.fingerprint, now, () => true)) {
      open.push({ record, now });
      for (const document of lostDocuments(record.fingerprint, now)) lost.add(document);
    } else edited.add(record);
  }
  const locales = await findLocales(
    strapi,
    relationTargets((uid) => attributesOf(strapi, uid), uidOf(type)),
    lost
  );
  for (const { record, now } of open) {
    const isDeleted = (document: string): boolean => {
      const present = locales.get(document);
      return !present || !(present.has(record.targetLocale) || present.has(null));
    };
    if (isEditedSince(record.fingerprint, now, isDeleted)) edited.add(record);
  }
  return { edited, unreadable };
};
