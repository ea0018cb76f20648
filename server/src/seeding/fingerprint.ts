import { createHash } from 'node:crypto';
import type { PublicType } from '../../../content-types';
import { findWhole, type Row } from '../model/document-writes';
import { hasDrafts, type Strapi } from '../plugin';

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);

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
  createHash('sha256')
    .update(JSON.stringify(canonical(value, { relations: true })))
    .digest('hex');

/**
 * A hash of what a document holds in one locale, as a draft and as published. It changes when somebody edits,
 * publishes or unpublishes.
 */
export const fingerprint = async (
  strapi: Strapi,
  type: PublicType,
  document: string,
  locale: string
): Promise<string> => {
  const rows = await findWhole(strapi, type, { documentId: document, locale });
  const state = (published: boolean): Row | undefined =>
    rows.find((row) => (row.publishedAt !== null) === published);
  // What is published loses a relation when its target is unpublished, without anybody having edited it; what the
  // editor meant stands in the draft.
  const published = canonical(state(true), { relations: false });
  return hashOf({ draft: hasDrafts(type) ? state(false) : state(true), published });
};
