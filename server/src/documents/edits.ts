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

/** Returns the locales of each document that exists; null stands for a type without locales. */
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

/** The record of one locale's last import, and the current whole rows. */
export interface Applied {
  record: SeedRecord;
  rows: LocaleRows;
}

export interface Edits {
  /** The records of locales that editors have changed, or may have changed. */
  edited: Set<SeedRecord>;
  /**
   * Those of them whose fingerprint is of a later release, and whose rows were written since: whether that was an
   * editor cannot be known.
   */
  unreadable: Set<SeedRecord>;
}

/**
 * Finds the locales that editors have changed since the last import. A relation that is missing because its target was
 * deleted, whole or in this locale, is no edit; a relation that an editor removed, moved or added is one.
 *
 * @param applied of documents of one type
 * @param isWritten whether the rows were written since; otherwise nobody has edited them
 */
export const findEdited = async (
  strapi: Strapi,
  type: PublicType,
  applied: Applied[],
  isWritten: (record: SeedRecord) => boolean
): Promise<Edits> => {
  const edited = new Set<SeedRecord>();
  const unreadable = new Set<SeedRecord>();
  /** Those whose relations decide whether they were edited. */
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
