import { uidOf, type Strapi } from '../plugin';
import { documentId } from './document';
import type { Fingerprint } from './fingerprint';
import { findInParts } from './in-parts';
import type { PublicType } from '../../../content-types';

/** What was applied last to one document in one locale. */
export interface SeedRecord {
  id: number;
  key: string;
  targetLocale: string;
  targetDocument: string;
  /** A hash of what the file said. */
  fileHash: string;
  /** The rows as they were right after; null for an image. */
  fingerprint: Fingerprint | null;
  stamp: string;
  /** What the file said and no attribute holds. */
  notes?: Record<string, string> | null;
}

export type NewRecord = Omit<SeedRecord, 'id'>;

/** In `fileHash` while a document is being written in more than one step: the next run takes it up again. */
export const UNFINISHED = 'unfinished';

/** The records of documents, by document and locale. */
export const findRecords = async (
  strapi: Strapi,
  ids: string[]
): Promise<Map<string, Map<string, SeedRecord>>> => {
  const found = new Map<string, Map<string, SeedRecord>>();
  const query = strapi.db.query(uidOf('seed-record'));
  const rows = await findInParts<string, SeedRecord>(ids, (part) =>
    query.findMany({ where: { key: { $in: part } }, orderBy: { id: 'asc' } })
  );
  for (const row of rows) {
    const ofDocument = found.get(row.key) ?? new Map<string, SeedRecord>();
    found.set(row.key, ofDocument.set(row.targetLocale, row));
  }
  return found;
};

/** Every document that was brought in and is still there, by its id: what files may point at beside each other. */
export const findKnownDocuments = async (strapi: Strapi, ids: string[]): Promise<Map<string, string>> => {
  const known = new Map<string, string>();
  for (const [id, records] of await findRecords(strapi, ids)) {
    for (const { targetDocument } of records.values()) known.set(id, targetDocument);
  }
  for (const type of new Set(ids.map((id) => id.split(':')[0] as PublicType))) {
    const own = [...known].filter(([id]) => id.startsWith(documentId(type, '')));
    const documents = own.map(([, document]) => document);
    const rows = await findInParts<string, { documentId: string }>(documents, (part) =>
      strapi.db.query(uidOf(type)).findMany({ where: { documentId: { $in: part } }, select: ['documentId'] })
    );
    const present = new Set(rows.map((row) => row.documentId));
    for (const [id, document] of own) {
      if (!present.has(document)) known.delete(id);
    }
  }
  return known;
};

/** Stores what was applied: one record a document and locale, whatever was there before. */
export const storeRecords = async (strapi: Strapi, records: NewRecord[]): Promise<void> => {
  if (records.length === 0) return;
  const query = strapi.db.query(uidOf('seed-record'));
  const known = await findRecords(strapi, [...new Set(records.map(({ key }) => key))]);
  const replaced = records.flatMap(({ key, targetLocale }) => known.get(key)?.get(targetLocale)?.id ?? []);
  if (replaced.length > 0) await query.deleteMany({ where: { id: { $in: replaced } } });
  await query.createMany({ data: records });
};
