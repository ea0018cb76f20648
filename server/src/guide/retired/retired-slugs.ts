import { uidOf, type Strapi } from '../../plugin';
import { ensureIndex } from '../../strapi-internals/indexes';
import { textIn, textsIn, type Row } from '../values';

/** What readers get where an article was: another guide, or 410. */
export type Retirement = { successor: string } | { hasEnded: true };

/** A slug of an article, by `<locale> <slug>`. */
export interface RetiredSlug {
  key: string;
  article: string;
  successor: string | null;
}

const query = (strapi: Strapi) => strapi.db.query(uidOf('retired-slug'));

export const slugKey = (locale: string, slug: string): string => `${locale} ${slug}`;

/** Creates the indexes of the table. */
export const prepareRetiredSlugs = async (strapi: Strapi): Promise<void> => {
  const uid = uidOf('retired-slug');
  await ensureIndex(strapi, uid, 'key', { suffix: 'key_unique', isUnique: true });
  await ensureIndex(strapi, uid, 'article', { suffix: 'article' });
};

export const toRetirement = ({ successor }: RetiredSlug): Retirement =>
  successor === null ? { hasEnded: true } : { successor };

/** Returns the slugs of some articles, or all that lead anywhere. */
export const readRetiredSlugs = async (strapi: Strapi, articles?: string[]): Promise<RetiredSlug[]> =>
  (await query(strapi).findMany({
    select: ['key', 'article', 'successor'],
    where: articles ? { article: { $in: articles } } : {},
  })) as RetiredSlug[];

/** Returns what was chosen for an article. */
export const findRetirement = async (strapi: Strapi, article: string): Promise<Retirement | undefined> => {
  const row = (await query(strapi).findOne({ where: { article } })) as RetiredSlug | null;
  return row ? toRetirement(row) : undefined;
};

/** Returns the keys of all slugs under which readers know an article, or may know it. */
const keysOf = async (strapi: Strapi, article: string): Promise<string[]> => {
  const rows = (await strapi.db.query(uidOf('article')).findMany({
    where: { documentId: article },
    select: ['slug', 'locale', 'previousSlugs'],
  })) as Row[];
  const keys = rows.flatMap((row) =>
    [textIn(row.slug), ...textsIn(row.previousSlugs)].flatMap((slug) =>
      slug ? [slugKey(String(row.locale), slug)] : []
    )
  );
  return [...new Set(keys)];
};

const storeSlugs = async (strapi: Strapi, article: string, retirement: Retirement): Promise<void> => {
  const keys = await keysOf(strapi, article);
  const successor = 'successor' in retirement ? retirement.successor : null;
  // A slug of two articles in turn leads where the last one leads.
  await query(strapi).deleteMany({ where: { key: { $in: keys } } });
  for (const key of keys) await query(strapi).create({ data: { key, article, successor } });
};

/** Stores what readers get where an article was, in all its languages; undefined for 404. */
export const storeRetirement = async (
  strapi: Strapi,
  article: string,
  retirement: Retirement | undefined
): Promise<void> => {
  await strapi.db.transaction(async () => {
    if (retirement) await storeSlugs(strapi, article, retirement);
    await query(strapi).deleteMany(
      retirement
        ? { where: { article, key: { $notIn: await keysOf(strapi, article) } } }
        : { where: { article } }
    );
  });
};
