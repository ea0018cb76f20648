import { createHash } from 'node:crypto';
import type { PublicType } from '../../../content-types';
import { hasDrafts, type Strapi } from '../plugin';
import { defaultLocale } from '../strapi-internals/site-locales';
import { PLUGIN_MANAGED, STRAPI_MANAGED } from './attributes';
import { findWhole, type Row } from './document-writes';

/**
 * The version of a document in one locale: a hash of what its form shows, for articles of the draft. It is computed from
 * the stored rows rather than stored as a number, because a row also changes without being written itself: a shared
 * relation is copied to all locales, without `updatedAt`, whose milliseconds would not be exact enough either.
 *
 * The ids of components are part of it: Strapi rejects a form that sends the ids of replaced rows.
 */

/** The version of a locale that does not exist. */
const NO_VERSION = 'none';

/** @param excluded attributes of components that are not part of the content */
const canonical = (value: unknown, excluded: ReadonlySet<string>): unknown => {
  if (Array.isArray(value)) return value.map((each) => canonical(each, excluded));
  if (value instanceof Date) return value.toISOString();
  if (typeof value !== 'object' || value === null) return value ?? null;
  // Of a related document, which is another row after each publish.
  if ('documentId' in value) return value.documentId;
  return Object.entries(value)
    .filter(([name, each]) => each !== undefined && each !== null && !excluded.has(name))
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, each]) => [name, canonical(each, excluded)]);
};

const isContent = (name: string): boolean => !STRAPI_MANAGED.has(name) && !PLUGIN_MANAGED.has(name);

const textOf = (row: Record<string, unknown>, excluded: ReadonlySet<string>): string => {
  const content = Object.fromEntries(Object.entries(row).filter(([name]) => isContent(name)));
  return JSON.stringify(canonical(content, excluded));
};

const NONE: ReadonlySet<string> = new Set();
const IDS: ReadonlySet<string> = new Set(['id']);

/** Returns the attributes in which two whole rows differ. The ids of the rows that components are stored in do not count. */
export const changedAttributes = (
  before: Record<string, unknown>,
  after: Record<string, unknown>
): string[] => {
  const text = (value: unknown): string => JSON.stringify(canonical(value, IDS));
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].filter((name) => isContent(name) && text(before[name]) !== text(after[name]));
};

const versionOfRow = (row: Record<string, unknown>): string =>
  createHash('sha256').update(textOf(row, NONE)).digest('base64url').slice(0, 22);

/**
 * @param locale the default locale if left out
 * @returns the stored version, `NO_VERSION` if the document does not have the locale, and its row
 */
export const findVersion = async (
  strapi: Strapi,
  type: PublicType,
  documentId: string,
  locale?: string | null
): Promise<{ version: string; updatedAt: unknown; row: Row | undefined }> => {
  const [row] = await findWhole(strapi, type, {
    documentId,
    locale: locale ?? (await defaultLocale(strapi)),
    ...(hasDrafts(type) ? { publishedAt: null } : {}),
  });
  return row
    ? { version: versionOfRow(row), updatedAt: row.updatedAt, row }
    : { version: NO_VERSION, updatedAt: undefined, row };
};
