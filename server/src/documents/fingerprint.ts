import { createHash } from 'node:crypto';
import type { PublicType } from '../../../content-types';
import { findWhole, type Row } from '../model/document-writes';
import { hasDrafts, uidOf, type Strapi } from '../plugin';
import { groupBy } from '../utils/group-by';
import { isObject } from './attributes';
import { findInParts } from './in-parts';

/** Attributes that change without an edit. */
const INCIDENTAL = new Set([
  'id',
  'createdAt',
  'updatedAt',
  'publishedAt',
  'firstPublishedAt',
  'firstPublication',
  'locale',
]);

/** Returns a value with sorted keys and without incidental or empty attributes; a file by its hash. */
const canonical = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(canonical).filter((item) => item !== null);
  if (value instanceof Date) return value.toISOString();
  if (!isObject(value)) return value ?? null;
  return Object.fromEntries(
    Object.keys(value)
      .filter((key) => !INCIDENTAL.has(key))
      .sort()
      .map((key) => [key, canonical(value[key])])
      // A new attribute of a later version of the plugin is no edit.
      .filter(([, item]) => item !== null && !(Array.isArray(item) && item.length === 0))
  );
};

/**
 * Every algorithm that a release has used, by the version that precedes the hash in the database. Stored hashes can only
 * be compared with hashes of the same version, so an algorithm is never changed; a new one gets a new version.
 */
export const ALGORITHMS: Record<string, (value: unknown) => string> = {
  2: (value) =>
    createHash('sha256')
      .update(JSON.stringify(canonical(value)))
      .digest('hex'),
};

/** The version of the hashes that are stored now. */
const CURRENT_VERSION = '2';

/**
 * Returns the version of a stored hash; `undefined` for one that this release cannot compute, which a later release has
 * stored. A hash without a version is of the current one.
 */
export const versionOf = (hash: string): string | undefined => {
  const end = hash.indexOf(':');
  const version = end < 0 ? CURRENT_VERSION : hash.slice(0, end);
  return Object.hasOwn(ALGORITHMS, version) ? version : undefined;
};

/** Returns a hash of any JSON-like value after its version, the same whatever the order of its keys. */
export const hashOf = (value: unknown, version = CURRENT_VERSION): string =>
  `${version}:${ALGORITHMS[version]!(value)}`;

/** Returns whether a value of a whole row is a reference to another document. */
const isRelated = (value: unknown): value is { documentId: string } =>
  isObject(value) &&
  'documentId' in value &&
  Object.keys(value).every((key) => key === 'id' || key === 'documentId');

/** Returns a value of a row without its references. Entries of lists of components stay, even if they are empty then. */
const withoutRelated = (value: unknown): unknown => {
  if (isRelated(value)) return null;
  if (Array.isArray(value)) return value.map(withoutRelated);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withoutRelated(item)]));
};

/** Returns every document that a value references, after its path; those of one list have one path. */
const relatedIn = (value: unknown, path: string): string[] => {
  if (isRelated(value)) return [`${path} ${value.documentId}`];
  if (Array.isArray(value)) {
    return value.flatMap((item, index) => relatedIn(item, isRelated(item) ? path : `${path}[${index}]`));
  }
  if (!isObject(value)) return [];
  return Object.keys(value)
    .sort()
    .flatMap((key) => relatedIn(value[key], path === '' ? key : `${path}.${key}`));
};

/** A document's rows in one locale: its draft and its published version, or its only row. */
export interface LocaleRows {
  draft: Row | undefined;
  published: Row | undefined;
}

/** Returns the rows of one locale by state. A type without drafts has published rows only. */
export const byState = (rows: Row[], locale: string): LocaleRows => {
  const own = rows.filter((row) => row.locale === locale);
  return {
    draft: own.find(({ publishedAt }) => publishedAt === null),
    published: own.find(({ publishedAt }) => publishedAt !== null),
  };
};

/**
 * A small, storable summary of a document's draft and published version in one locale. It changes when an editor edits,
 * publishes or unpublishes.
 */
export interface Fingerprint {
  /** A hash of everything but the references. */
  content: string;
  /**
   * The referenced documents, each after its path: `skills.items[0].skill zvh6t…`. They are not part of the hash, since
   * Strapi removes the references to a document that is deleted, which is no edit of this one.
   */
  relations: string[];
}

/**
 * @param rows whole rows of `findWhole`
 * @param version that of the fingerprint to compare it with
 */
export const fingerprintOf = (
  type: PublicType,
  { draft, published }: LocaleRows,
  version = CURRENT_VERSION
): Fingerprint => {
  // A published version loses a relation when the target is unpublished, which is no edit; the draft keeps it.
  const edited = hasDrafts(type) ? draft : published;
  return {
    content: hashOf({ draft: withoutRelated(edited), published: withoutRelated(published) }, version),
    relations: relatedIn(edited, ''),
  };
};

/** Returns the document of an entry of a fingerprint's relations. */
const relatedDocument = (relation: string): string => relation.slice(relation.lastIndexOf(' ') + 1);

/** Returns the documents that are no longer referenced at the same path. */
export const lostDocuments = (before: Fingerprint, now: Fingerprint): string[] => {
  const present = new Set(now.relations);
  return before.relations.filter((relation) => !present.has(relation)).map(relatedDocument);
};

const withVersion = (hash: string): string => (hash.includes(':') ? hash : `${CURRENT_VERSION}:${hash}`);

/**
 * Returns whether an editor has changed a document since its fingerprint was taken.
 *
 * @param before undefined or null if none was stored, which counts as edited, so that no edit is overwritten
 * @param now of the same version as the one before
 * @param isDeleted whether a document that was referenced no longer exists
 */
export const isEditedSince = (
  before: Fingerprint | null | undefined,
  now: Fingerprint,
  isDeleted: (document: string) => boolean
): boolean => {
  if (!before || withVersion(before.content) !== now.content) return true;
  const stillThere = before.relations.filter((relation) => {
    return now.relations.includes(relation) || !isDeleted(relatedDocument(relation));
  });
  return stillThere.join('\n') !== now.relations.join('\n');
};

/** The number of documents in one read, which takes a statement for each component, whatever the number. */
const CHUNK = 400;

/** Returns the whole rows of documents, by document. */
export const findWholeDocuments = async (
  strapi: Strapi,
  type: PublicType,
  documents: string[]
): Promise<Map<string, Row[]>> => {
  const rows = await findInParts(
    documents,
    (part) => findWhole(strapi, type, { documentId: { $in: part } }),
    CHUNK
  );
  return groupBy(rows, ({ documentId }) => documentId);
};

/** A row without its components: enough to detect a write. */
export interface RowState {
  id: number;
  documentId: string;
  locale: string | null;
  slug: string | null;
  updatedAt: string | Date;
  publishedAt: string | Date | null;
}

/** Returns the rows of documents without their components, by document. */
export const findRowStates = async (
  strapi: Strapi,
  type: PublicType,
  documents: string[]
): Promise<Map<string, RowState[]>> => {
  const rows = await findInParts<string, RowState>(documents, (part) =>
    strapi.db.query(uidOf(type)).findMany({
      where: { documentId: { $in: part } },
      select: ['id', 'documentId', 'locale', 'slug', 'updatedAt', 'publishedAt'],
      orderBy: { id: 'asc' },
    })
  );
  return groupBy(rows, ({ documentId }) => documentId);
};

/**
 * Returns the rows of one locale with the times of their last change, as a text. While it is the same, nobody has
 * written this locale through Strapi; it may differ although nothing was changed.
 */
export const stampOf = (rows: RowState[], locale: string): string =>
  rows
    .filter((row) => row.locale === locale)
    .map(({ id, updatedAt }) => `${id}@${new Date(updatedAt).toISOString()}`)
    .sort()
    .join(' ');
