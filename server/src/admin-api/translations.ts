import { configOf } from '../config';
import { localesOfArticle } from '../editorial/article-languages';
import { chooseSource, findTranslations, markUpToDate } from '../editorial/service';
import type { Strapi } from '../plugin';
import { errors, z } from '../strapi-internals/host-utils';
import { adminResource } from './admin-resource';
import { articleLocaleSchema, requireArticle, requireCreation, type EditorContext } from './article-rights';
import type { Translations } from './contracts';

const upToDateSchema = articleLocaleSchema.extend({
  parts: z.array(z.string().max(200)).max(2000).optional(),
});

const sourceSchema = articleLocaleSchema.extend({ source: z.string().min(1).max(40).nullable() });

const read = async (strapi: Strapi, article: string, locale: string): Promise<Translations> => ({
  ...(await findTranslations(strapi, article, locale)),
  onPublish: configOf(strapi).translations,
});

/** For the admin panel: `/career-field/translations`. */
export const translationResource = adminResource('translation', {
  /** Responds with the parts of a language that are behind, and the state of the others. */
  find: {
    method: 'GET',
    path: '/translations',
    async respond(strapi: Strapi, context: EditorContext): Promise<void> {
      const parsed = articleLocaleSchema.safeParse(context.query);
      if (!parsed.success)
        throw new errors.ValidationError('The request needs the parameters "article" and "locale".');
      const { article, locale } = parsed.data;
      await requireArticle(strapi, context, parsed.data, 'read');
      context.body = { data: await read(strapi, article, locale) };
    },
  },

  /** Records that parts, or all of them, are up to date with their original. */
  setUpToDate: {
    method: 'POST',
    path: '/translations/up-to-date',
    async respond(strapi: Strapi, context: EditorContext): Promise<void> {
      const parsed = upToDateSchema.safeParse(context.request.body);
      if (!parsed.success) throw new errors.ValidationError('The request names no article and language.');
      const { article, locale, parts } = parsed.data;
      await requireArticle(strapi, context, parsed.data, 'update');
      await markUpToDate(strapi, article, locale, parts);
      context.body = { data: await read(strapi, article, locale) };
    },
  },

  /** Chooses the language that another one is made from. It need not be stored yet. */
  chooseSource: {
    method: 'POST',
    path: '/translations/source',
    async respond(strapi: Strapi, context: EditorContext): Promise<void> {
      const parsed = sourceSchema.safeParse(context.request.body);
      if (!parsed.success || parsed.data.source === parsed.data.locale)
        throw new errors.ValidationError('The request names no other language.');
      const { article, locale, source } = parsed.data;
      const isStored = (await localesOfArticle(strapi, article)).includes(locale);
      if (isStored) await requireArticle(strapi, context, { article, locale }, 'update');
      else requireCreation(strapi, context, locale);
      if (source !== null) await requireArticle(strapi, context, { article, locale: source }, 'read');
      await chooseSource(strapi, article, locale, source);
      context.body = { data: await read(strapi, article, locale) };
    },
  },
});
