import type { PublicType } from '../../../content-types';
import { hasDrafts, uidOf, type Strapi } from '../plugin';
import { defaultLocale } from '../strapi-internals/site-locales';
import { onDocumentWrite, rowsOf, type DocumentWrite, type Row } from './document-writes';
import { isDerivedFrom, numberSlug, RESERVED_SLUGS, titleAttributeOf, toSlug } from './slugs';

/** The rows in which a slug is unique. */
interface SlugScope {
  /** Undefined for all locales. */
  locale?: string;
  /** The document that may have the slug. */
  except?: string;
}

const whereOf = ({ locale, except }: SlugScope): Record<string, unknown> => ({
  ...(locale === undefined ? {} : { locale }),
  ...(except === undefined ? {} : { documentId: { $ne: except } }),
});

/** Whether another document has a slug, in its draft or its published version, or the slug is reserved. */
export const isSlugTaken = async (
  strapi: Strapi,
  type: PublicType,
  slug: string,
  scope: SlugScope
): Promise<boolean> => {
  if (RESERVED_SLUGS[type]?.includes(slug)) return true;
  const found = await strapi.db.query(uidOf(type)).count({ where: { ...whereOf(scope), slug } });
  return found > 0;
};

/**
 * Derives a slug from a title that no other document of the type has.
 *
 * @returns undefined if no part of the title can be written in Latin letters
 */
export const deriveSlug = async (
  strapi: Strapi,
  type: PublicType,
  title: string,
  scope: SlugScope
): Promise<string | undefined> => {
  const bare = toSlug(title, scope.locale);
  if (bare === '') return undefined;
  if (!(await isSlugTaken(strapi, type, bare, scope))) return bare;
  const rows = (await strapi.db.query(uidOf(type)).findMany({
    where: { ...whereOf(scope), slug: { $startsWith: numberSlug(bare, 2).slice(0, -1) } },
    select: ['slug'],
  })) as { slug: string }[];
  const taken = new Set(rows.map(({ slug }) => slug));
  for (let number = 2; ; number += 1) {
    const numbered = numberSlug(bare, number);
    // A number of two digits cuts a long title one letter earlier, so its slug begins differently.
    const isFree = numbered.startsWith(numberSlug(bare, 2).slice(0, -1))
      ? !taken.has(numbered)
      : !(await isSlugTaken(strapi, type, numbered, scope));
    if (isFree) return numbered;
  }
};

/**
 * Whether a document's slug changes with its title:
 * - *follows*: the document is new, or its slug is derived from its title
 * - *edited*: an editor has written another slug
 * - *published*: readers know the slug, or have known it
 */
export type SlugState = 'follows' | 'edited' | 'published';

const isKnownToReaders = (type: PublicType, rows: Row[]): boolean =>
  !hasDrafts(type) ||
  rows.some(
    ({ publishedAt, previousSlugs }) =>
      publishedAt !== null || (Array.isArray(previousSlugs) && previousSlugs.length > 0)
  );

/** @param rows of one document in one locale */
export const slugStateOf = (type: PublicType, rows: Row[]): SlugState => {
  const [row] = rows;
  if (!row || typeof row.slug !== 'string' || row.slug === '') return 'follows';
  if (isKnownToReaders(type, rows)) return 'published';
  const draft = rows.find(({ publishedAt }) => publishedAt === null) ?? row;
  const title = String(draft[titleAttributeOf(type)] ?? '');
  return isDerivedFrom(String(draft.slug), title, draft.locale ?? undefined) ? 'follows' : 'edited';
};

const localeOf = async (strapi: Strapi, { params }: DocumentWrite): Promise<string> =>
  typeof params.locale === 'string' ? params.locale : defaultLocale(strapi);

type Data = Record<string, unknown>;

const withoutSlug = (data: Data): Data =>
  Object.fromEntries(Object.entries(data).filter(([name]) => name !== 'slug'));

/** Returns the data of an update with the slug that belongs to it. */
const updateWithSlug = async (
  strapi: Strapi,
  write: DocumentWrite,
  data: Data,
  locale: string
): Promise<Data> => {
  const { type, params } = write;
  const rows = (await strapi.db.query(uidOf(type)).findMany({ where: await rowsOf(strapi, write) })) as Row[];
  const stored = (rows.find(({ publishedAt }) => publishedAt === null) ?? rows[0]) as Row | undefined;
  const title = data[titleAttributeOf(type)];
  const newTitle = title === undefined ? stored?.[titleAttributeOf(type)] : title;
  const hasSlug = typeof stored?.slug === 'string' && stored.slug !== '';
  const staysAsIs =
    hasSlug &&
    (data.slug === undefined ||
      slugStateOf(type, rows) === 'published' ||
      isDerivedFrom(String(stored.slug), String(newTitle ?? ''), locale));
  if (staysAsIs) return 'slug' in data ? withoutSlug(data) : data;
  if (typeof newTitle !== 'string') return data;
  const slug = await deriveSlug(strapi, type, newTitle, { locale, except: params.documentId });
  return { ...withoutSlug(data), slug };
};

const withSlug = async (strapi: Strapi, write: DocumentWrite, data: Data): Promise<Data> => {
  const { type, action } = write;
  const title = data[titleAttributeOf(type)];
  if (action === 'clone') {
    // A clone has all locales of its original, and given data replaces the value in each of them.
    if (typeof title !== 'string' || data.slug !== '') return data;
    return { ...withoutSlug(data), slug: await deriveSlug(strapi, type, title, {}) };
  }
  const locale = await localeOf(strapi, write);
  if (action === 'update') return updateWithSlug(strapi, write, data, locale);
  if (typeof title !== 'string') return data;
  return { ...withoutSlug(data), slug: await deriveSlug(strapi, type, title, { locale }) };
};

/** Whether a write leaves the slug to the plugin. Without a title or an empty slug, nothing can be derived. */
const needsSlug = ({ type, action, params: { data } }: DocumentWrite): boolean => {
  if (!data || (action !== 'create' && action !== 'update' && action !== 'clone')) return false;
  const isEmpty = data.slug === '' || data.slug === undefined || (action === 'create' && data.slug === null);
  return isEmpty && (data.slug === '' || typeof data[titleAttributeOf(type)] === 'string');
};

/**
 * Gives a document without a slug the one derived from its title, on every write path. A slug in the data of a write is
 * not changed.
 *
 * An empty text counts as no slug as long as readers do not know the stored one: the admin panel sends it while the slug
 * in its form follows the title, so that the number of a taken slug is found in the transaction of the write.
 */
export const deriveSlugs = (strapi: Strapi): void => {
  onDocumentWrite(strapi, async (write, next) => {
    const { params } = write;
    if (needsSlug(write) && params.data) {
      const data = await withSlug(strapi, write, params.data);
      // Unchanged parameters stay the same object: the mark of a checked write depends on it (`checked-writes.ts`).
      if (data !== params.data) write.params = { ...params, data };
    }
    return next();
  });
};
