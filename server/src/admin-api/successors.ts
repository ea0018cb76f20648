import { guidesOf } from '../guide';
import { findRetirement } from '../guide/retired/retired-slugs';
import { uidOf, type Strapi } from '../plugin';
import { errors, z } from '../strapi-internals/host-utils';
import { adminResource } from './admin-resource';
import { articleLocaleSchema, requireArticle, type EditorContext } from './article-rights';
import type { ArticleLocale } from './contracts';
import type { SuccessorDetails } from './upkeep-contracts';

const choiceSchema = articleLocaleSchema.extend({
  then: z.union([
    z.object({ kind: z.enum(['missing', 'gone']) }),
    z.object({ kind: z.literal('successor'), documentId: z.string().min(1).max(100) }),
  ]),
});

/** Returns the title of an article: in a language, or in any. */
const titleOf = async (strapi: Strapi, documentId: string, locale: string): Promise<string | null> => {
  const rows = (await strapi.db.query(uidOf('article')).findMany({
    where: { documentId, publishedAt: null },
    select: ['title', 'locale'],
  })) as { title: string | null; locale: string }[];
  return (rows.find((row) => row.locale === locale) ?? rows[0])?.title ?? null;
};

const read = async (strapi: Strapi, { article, locale }: ArticleLocale): Promise<SuccessorDetails> => {
  const retirement = await findRetirement(strapi, article);
  if (!retirement) return { kind: 'missing', successor: null };
  if ('hasEnded' in retirement) return { kind: 'gone', successor: null };
  const documentId = retirement.successor;
  return {
    kind: 'successor',
    successor: { documentId, title: await titleOf(strapi, documentId, locale) },
  };
};

/** For the admin panel: `/career-field/successors`. */
export const successorResource = adminResource('successor', {
  /** Responds with what readers get at the addresses of an article once it is not published any more. */
  find: {
    method: 'GET',
    path: '/successors',
    async respond(strapi: Strapi, context: EditorContext): Promise<void> {
      const parsed = articleLocaleSchema.safeParse(context.query);
      if (!parsed.success)
        throw new errors.ValidationError('The request needs the parameters "article" and "locale".');
      await requireArticle(strapi, context, parsed.data, 'read');
      context.body = { data: await read(strapi, parsed.data) };
    },
  },

  /** Chooses that, for all languages of the article. */
  choose: {
    method: 'PUT',
    path: '/successors',
    async respond(strapi: Strapi, context: EditorContext): Promise<void> {
      const parsed = choiceSchema.safeParse(context.request.body);
      if (!parsed.success) throw new errors.ValidationError('The request names no article and choice.');
      const { article, locale, then } = parsed.data;
      await requireArticle(strapi, context, { article, locale }, 'update');
      if (then.kind === 'successor') {
        const isOther =
          then.documentId !== article && (await titleOf(strapi, then.documentId, locale)) !== null;
        if (!isOther) throw new errors.ValidationError('There is no other article that could succeed it.');
        await guidesOf(strapi).retire(article, { successor: then.documentId });
      } else {
        await guidesOf(strapi).retire(article, then.kind === 'gone' ? { hasEnded: true } : undefined);
      }
      context.body = { data: await read(strapi, { article, locale }) };
    },
  },
});
