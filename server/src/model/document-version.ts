import { createHash } from 'node:crypto';
import { contentTypes, type Attribute, type PublicType } from '../../../content-types';
import { hasDrafts, type Strapi } from '../plugin';
import { findWhole, type Row } from './document-writes';

/**
 * The version of a document in one locale: a hash of what its form shows, for articles of the draft. It is derived from
 * the stored rows rather than kept as a number, because a row also changes without being written itself: a relation
 * that locales share is copied to all of them, without `updatedAt`, whose milliseconds would not be exact enough either.
 *
 * The ids of components are part of it: a form that sends those of rows that were replaced is refused by Strapi.
 */

/** The version of a locale that does not exist. */
export const NO_VERSION = 'none';

/** What Strapi keeps about a row. */
const OF_STRAPI = [
  'id',
  'documentId',
  'locale',
  'createdAt',
  'updatedAt',
  'publishedAt',
  'firstPublishedAt',
  'createdBy',
  'updatedBy',
];

/** Attributes that no editor writes, but the plugin. */
const ofPlugin = (type: PublicType): string[] =>
  Object.entries<Attribute>(contentTypes[type].attributes)
    .filter(([, attribute]) => attribute.writable === false)
    .map(([name]) => name);

/** @param left attributes of components that are no part of it */
const canonical = (value: unknown, left: ReadonlySet<string>): unknown => {
  if (Array.isArray(value)) return value.map((each) => canonical(each, left));
  if (value instanceof Date) return value.toISOString();
  if (typeof value !== 'object' || value === null) return value ?? null;
  // What is related: its row is another one after each publish.
  if ('documentId' in value) return value.documentId;
  return Object.entries(value)
    .filter(([name, each]) => each !== undefined && each !== null && !left.has(name))
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, each]) => [name, canonical(each, left)]);
};

const textOf = (type: PublicType, row: Record<string, unknown>, left: ReadonlySet<string>): string => {
  const kept = new Set([...OF_STRAPI, ...ofPlugin(type)]);
  const content = Object.fromEntries(Object.entries(row).filter(([name]) => !kept.has(name)));
  return JSON.stringify(canonical(content, left));
};

const NOTHING: ReadonlySet<string> = new Set();
const IDS: ReadonlySet<string> = new Set(['id']);

/** The content of a row that was read with all that belongs to it, whatever rows its components are stored in. */
export const contentOf = (type: PublicType, row: Record<string, unknown>): string => textOf(type, row, IDS);

const versionOfRow = (type: PublicType, row: Record<string, unknown>): string =>
  createHash('sha256')
    .update(textOf(type, row, NOTHING))
    .digest('base64url')
    .slice(0, 22);

/**
 * @param locale the default locale if left out
 * @returns the version that is stored now, `NO_VERSION` where the document does not have the locale, and its row
 */
export const findVersion = async (
  strapi: Strapi,
  type: PublicType,
  documentId: string,
  locale?: string | null
): Promise<{ version: string; updatedAt: unknown; row: Row | undefined }> => {
  const [row] = await findWhole(strapi, type, {
    documentId,
    locale: locale ?? (await strapi.plugin('i18n').service('locales').getDefaultLocale()),
    ...(hasDrafts(type) ? { publishedAt: null } : {}),
  });
  return row
    ? { version: versionOfRow(type, row), updatedAt: row.updatedAt, row }
    : { version: NO_VERSION, updatedAt: undefined, row };
};
