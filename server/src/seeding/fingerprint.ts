import { createHash } from 'node:crypto';
import type { PublicType } from '../../../content-types';
import { findWhole, type Row } from '../model/document-writes';
import { hasDrafts, uidOf, type Strapi } from '../plugin';
import { isObject } from './attributes';

/**
 * Stands before every hash that is stored. Another way of hashing needs another version: without it, a site would
 * take every document for edited.
 */
const VERSION = '1';

/** What changes without an editor changing anything. */
const INCIDENTAL = new Set(['id', 'createdAt', 'updatedAt', 'publishedAt', 'firstPublishedAt', 'locale']);

interface CanonicalOptions {
  /** Whether what a document points at counts. */
  relations: boolean;
}

const isRelated = (value: unknown): boolean =>
  isObject(value) &&
  'documentId' in value &&
  Object.keys(value).every((key) => key === 'id' || key === 'documentId');

/** A value with sorted keys and without what is incidental; a related document by its id, a file by its hash. */
const canonical = (value: unknown, options: CanonicalOptions): unknown => {
  if (!options.relations && isRelated(value)) return null;
  if (Array.isArray(value)) {
    return value.map((item) => canonical(item, options)).filter((item) => item !== null);
  }
  if (value instanceof Date) return value.toISOString();
  if (!isObject(value)) return value ?? null;
  return Object.fromEntries(
    Object.keys(value)
      .filter((key) => !INCIDENTAL.has(key))
      .sort()
      .map((key) => [key, canonical(value[key], options)])
      // An attribute that a later version of the plugin adds is no edit.
      .filter(([, item]) => item !== null && !(Array.isArray(item) && item.length === 0))
  );
};

/** SHA-256 of any JSON-like value, the same whatever the order of its keys. */
export const hashOf = (value: unknown): string =>
  `${VERSION}:${createHash('sha256')
    .update(JSON.stringify(canonical(value, { relations: true })))
    .digest('hex')}`;

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
 * A hash of what a document holds in one locale, as a draft and as published. It changes when somebody edits,
 * publishes or unpublishes.
 *
 * @param rows whole rows, as `findWhole` gives them
 */
export const fingerprintOf = (type: PublicType, { draft, published }: LocaleRows): string =>
  hashOf({
    draft: hasDrafts(type) ? draft : published,
    // What is published loses a relation when its target is unpublished, without anybody having edited it; what the
    // editor meant stands in the draft.
    published: canonical(published, { relations: false }),
  });

/** Documents whose rows are read in one go. Each costs a statement a component, however many documents there are. */
const CHUNK = 100;

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
  if (documents.length === 0) return found;
  const rows = (await strapi.db.query(uidOf(type)).findMany({
    where: { documentId: { $in: [...new Set(documents)] } },
    select: ['id', 'documentId', 'locale', 'slug', 'updatedAt', 'publishedAt'],
    orderBy: { id: 'asc' },
  })) as RowState[];
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
