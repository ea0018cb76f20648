import { createHash } from 'node:crypto';
import type { PublicType } from '../../../content-types';
import { findWhole, type Row } from '../model/document-writes';
import { hasDrafts, uidOf, type Strapi } from '../plugin';
import { isObject } from './attributes';
import { findInParts } from './in-parts';

/** What changes without an editor changing anything. */
const INCIDENTAL = new Set([
  'id',
  'createdAt',
  'updatedAt',
  'publishedAt',
  'firstPublishedAt',
  'firstPublication',
  'locale',
]);

/** A value with sorted keys and without what is incidental or empty; a file by its hash. */
const canonical = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(canonical).filter((item) => item !== null);
  if (value instanceof Date) return value.toISOString();
  if (!isObject(value)) return value ?? null;
  return Object.fromEntries(
    Object.keys(value)
      .filter((key) => !INCIDENTAL.has(key))
      .sort()
      .map((key) => [key, canonical(value[key])])
      // An attribute that a later version of the plugin adds is no edit.
      .filter(([, item]) => item !== null && !(Array.isArray(item) && item.length === 0))
  );
};

/**
 * Every way of hashing that a release has used, by the version that stands before the hash in the database. One is never
 * changed, since a stored hash can only be compared with one of the same version; a new way gets a new version.
 */
export const ALGORITHMS: Record<string, (value: unknown) => string> = {
  2: (value) =>
    createHash('sha256')
      .update(JSON.stringify(canonical(value)))
      .digest('hex'),
};

/** The version of the hashes that are stored now. */
export const CURRENT_VERSION = '2';

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

/** Whether a value of a whole row stands for a document that the row points at. */
const isRelated = (value: unknown): value is { documentId: string } =>
  isObject(value) &&
  'documentId' in value &&
  Object.keys(value).every((key) => key === 'id' || key === 'documentId');

/** A value of a row without what it points at. Entries of lists of components stay, also those that hold nothing else. */
const withoutRelated = (value: unknown): unknown => {
  if (isRelated(value)) return null;
  if (Array.isArray(value)) return value.map(withoutRelated);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withoutRelated(item)]));
};

/** Every document that a value points at, with its place; those of one list in their order, at one place. */
const relatedIn = (value: unknown, place: string): string[] => {
  if (isRelated(value)) return [`${place} ${value.documentId}`];
  if (Array.isArray(value)) {
    return value.flatMap((item, index) => relatedIn(item, isRelated(item) ? place : `${place}[${index}]`));
  }
  if (!isObject(value)) return [];
  return Object.keys(value)
    .sort()
    .flatMap((key) => relatedIn(value[key], place === '' ? key : `${place}.${key}`));
};

/** What a document's rows in one locale are: its draft and what is published, or its only row. */
export interface LocaleRows {
  draft: Row | undefined;
  published: Row | undefined;
}

/** The rows of one locale, by state. A type without drafts has only what is published. */
export const byState = (rows: Row[], locale: string): LocaleRows => {
  const own = rows.filter((row) => row.locale === locale);
  return {
    draft: own.find(({ publishedAt }) => publishedAt === null),
    published: own.find(({ publishedAt }) => publishedAt !== null),
  };
};

/**
 * What a document holds in one locale, as a draft and as published, in a form that is small enough to be kept. It
 * changes when somebody edits, publishes or unpublishes.
 */
export interface Fingerprint {
  /** A hash of everything but what the document points at. */
  content: string;
  /**
   * The documents that it points at, each after its place: `skills.items[0].skill zvh6t…`. Not part of the hash, since
   * Strapi takes away what points at a document when that document is deleted, which is no edit of this one.
   */
  relations: string[];
}

/**
 * @param rows whole rows, as `findWhole` gives them
 * @param version that of the fingerprint that it is compared with
 */
export const fingerprintOf = (
  type: PublicType,
  { draft, published }: LocaleRows,
  version = CURRENT_VERSION
): Fingerprint => {
  // What is published loses a relation when its target is unpublished, without anybody having edited it; what the
  // editor meant stands in the draft.
  const meant = hasDrafts(type) ? draft : published;
  return {
    content: hashOf({ draft: withoutRelated(meant), published: withoutRelated(published) }, version),
    relations: relatedIn(meant, ''),
  };
};

/** The id of the document that an entry of a fingerprint's relations names. */
const relatedDocument = (relation: string): string => relation.slice(relation.lastIndexOf(' ') + 1);

/** The documents that are no longer pointed at where they were. */
export const lostDocuments = (before: Fingerprint, now: Fingerprint): string[] => {
  const present = new Set(now.relations);
  return before.relations.filter((relation) => !present.has(relation)).map(relatedDocument);
};

const withVersion = (hash: string): string => (hash.includes(':') ? hash : `${CURRENT_VERSION}:${hash}`);

/**
 * Whether somebody has edited what a fingerprint was taken of.
 *
 * @param before undefined or null where none was kept, which counts as edited: nobody's work is lost by that
 * @param now of the same version as the one before
 * @param isDeleted whether a document that was pointed at is no longer there
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

/** Documents whose rows are read in one go. Each costs a statement a component, however many documents there are. */
const CHUNK = 400;

/** Whole rows of documents, by document. */
export const findWholeDocuments = async (
  strapi: Strapi,
  type: PublicType,
  documents: string[]
): Promise<Map<string, Row[]>> => {
  const found = new Map<string, Row[]>();
  const wanted = [...new Set(documents)];
  for (let start = 0; start < wanted.length; start += CHUNK) {
    const chunk = wanted.slice(start, start + CHUNK);
    for (const row of await findWhole(strapi, type, { documentId: { $in: chunk } })) {
      const rows = found.get(row.documentId);
      if (rows) rows.push(row);
      else found.set(row.documentId, [row]);
    }
  }
  return found;
};

/** A row without its components: enough to see whether somebody has written it. */
export interface RowState {
  id: number;
  documentId: string;
  locale: string | null;
  slug: string | null;
  updatedAt: string | Date;
  publishedAt: string | Date | null;
}

/** The bare rows of documents, by document. */
export const findRowStates = async (
  strapi: Strapi,
  type: PublicType,
  documents: string[]
): Promise<Map<string, RowState[]>> => {
  const found = new Map<string, RowState[]>();
  const rows = await findInParts<string, RowState>(documents, (part) =>
    strapi.db.query(uidOf(type)).findMany({
      where: { documentId: { $in: part } },
      select: ['id', 'documentId', 'locale', 'slug', 'updatedAt', 'publishedAt'],
      orderBy: { id: 'asc' },
    })
  );
  for (const row of rows) {
    const states = found.get(row.documentId);
    if (states) states.push(row);
    else found.set(row.documentId, [row]);
  }
  return found;
};

/**
 * The rows of one locale with the times of their last change, as a text. While it is the same, nobody has written this
 * locale through Strapi; it may differ although nothing was changed.
 */
export const stampOf = (rows: RowState[], locale: string): string =>
  rows
    .filter((row) => row.locale === locale)
    .map(({ id, updatedAt }) => `${id}@${new Date(updatedAt).toISOString()}`)
    .sort()
    .join(' ');
