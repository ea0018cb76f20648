import type { PublicType } from '../../../content-types';
import { hasDrafts, uidOf, type Strapi } from '../plugin';
import { onDocumentWrite, rowsOf, type DocumentWrite, type Row } from './document-writes';
import { isDerivedFrom, numberSlug, RESERVED_SLUGS, titleAttributeOf, toSlug } from './slugs';

/** The rows among which a slug is unique. */
interface SlugScope {
  /** Undefined for all locales. */
  locale?: string;
  /** The document that may have the slug already. */
  except?: string;
}

const whereOf = ({ locale, except }: SlugScope): Record<string, unknown> => ({
  ...(locale === undefined ? {} : { locale }),
  ...(except === undefined ? {} : { documentId: { $ne: except } }),
});

/** Whether another document has a slug, in its draft or in what is published, or nobody may have it. */
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
 * @returns undefined where nothing of the title can be written in Latin letters
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
    // A long title loses a letter more to a number of two digits, so that its slug begins in another way.
    const isFree = numbered.startsWith(numberSlug(bare, 2).slice(0, -1))
      ? !taken.has(numbered)
      : !(await isSlugTaken(strapi, type, numbered, scope));
    if (isFree) return numbered;
  }
};

/**
 * What becomes of a document's slug when its title changes:
 * - *follows*: it is new, or its slug is the one that its title yields
 * - *edited*: somebody has written another slug
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

/**
 * Gives a document without a slug the one that its title yields, on every write path. A slug that a write brings is kept
 * as it is.
 *
 * An empty text asks for it, too, as long as readers do not know the slug: the admin panel sends it while the slug in its
 * form follows the title, so that the number of a slug that is taken is found in the transaction of the write.
 */
export const deriveSlugs = (strapi: Strapi): void => {
  const localeOf = async ({ params }: DocumentWrite): Promise<string> =>
    typeof params.locale === 'string'
      ? params.locale
      : await strapi.plugin('i18n').service('locales').getDefaultLocale();

  const withSlug = async (write: DocumentWrite, data: Record<string, unknown>) => {
    const { type, action, params } = write;
    const rest = { ...data };
    delete rest.slug;
    const title = data[titleAttributeOf(type)];
    if (action === 'clone') {
      // A clone has all locales of its original, and what is given replaces the value in each of them.
      if (typeof title !== 'string' || data.slug !== '') return data;
      return { ...rest, slug: await deriveSlug(strapi, type, title, {}) };
    }
    const locale = await localeOf(write);
    if (action === 'create') {
      if (typeof title !== 'string') return data;
      return { ...rest, slug: await deriveSlug(strapi, type, title, { locale }) };
    }
    const rows = (await strapi.db
      .query(uidOf(type))
      .findMany({ where: await rowsOf(strapi, write) })) as Row[];
    const stored = (rows.find(({ publishedAt }) => publishedAt === null) ?? rows[0]) as Row | undefined;
    const newTitle = title === undefined ? stored?.[titleAttributeOf(type)] : title;
    const hasSlug = typeof stored?.slug === 'string' && stored.slug !== '';
    const isKept =
      hasSlug &&
      (data.slug === undefined ||
        slugStateOf(type, rows) === 'published' ||
        isDerivedFrom(String(stored.slug), String(newTitle ?? ''), locale));
    if (isKept) return 'slug' in data ? rest : data;
    if (typeof newTitle !== 'string') return data;
    return {
      ...rest,
      slug: await deriveSlug(strapi, type, newTitle, { locale, except: params.documentId }),
    };
  };

  onDocumentWrite(strapi, async (write, next) => {
    const { action, params } = write;
    const { data } = params;
    const isWrite = action === 'create' || action === 'update' || action === 'clone';
    const isAsked =
      data?.slug === '' || data?.slug === undefined || (action === 'create' && data.slug === null);
    // Without a title or an empty slug there is nothing to derive, and nothing to look up.
    const isPossible = data?.slug === '' || (data && typeof data[titleAttributeOf(write.type)] === 'string');
    if (isWrite && data && isAsked && isPossible) {
      const withDerived = await withSlug(write, data);
      // The same object stays the same: who has checked it recognises it (see `checked-writes.ts`).
      if (withDerived !== data) write.params = { ...params, data: withDerived };
    }
    return next();
  });
};
