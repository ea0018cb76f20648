import { uidOf, type Strapi } from '../plugin';
import { documentId } from './document';
import type { Fingerprint } from './fingerprint';
import { findInParts } from './in-parts';
import type { PublicType } from '../../../content-types';

/** The last import of one document in one locale. */
export interface SeedRecord {
  id: number;
  key: string;
  targetLocale: string;
  targetDocument: string;
  /** A hash of the file's content. */
  fileHash: string;
  /** The rows right after the import; null for an image. */
  fingerprint: Fingerprint | null;
  stamp: string;
  /** Values of the file without an attribute. */
  notes?: Record<string, string> | null;
  /** The documentId of the `import-run` that wrote it last. */
  run?: string | null;
}

export type NewRecord = Omit<SeedRecord, 'id'>;

/** The `fileHash` of a document between the steps of its import: after an interruption, the next run writes it again. */
export const UNFINISHED = 'unfinished';

/** Returns the records of documents, by document and locale. */
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

/** Returns the imported documents that still exist, by id: files may reference them as well as each other. */
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

/** Stores one record for each document and locale, in the place of older ones. */
export const storeRecords = async (strapi: Strapi, records: NewRecord[]): Promise<void> => {
  if (records.length === 0) return;
  const query = strapi.db.query(uidOf('seed-record'));
  const known = await findRecords(strapi, [...new Set(records.map(({ key }) => key))]);
  const replaced = records.flatMap(({ key, targetLocale }) => known.get(key)?.get(targetLocale)?.id ?? []);
  if (replaced.length > 0) await query.deleteMany({ where: { id: { $in: replaced } } });
  // Documents of which a run only notes that they are as in the file stay with the one that wrote them.
  const rows = records.map((record) => ({
    ...record,
    run: record.run ?? known.get(record.key)?.get(record.targetLocale)?.run ?? null,
  }));
  await query.createMany({ data: rows });
};
