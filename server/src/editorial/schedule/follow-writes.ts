import { onDocumentWrite } from '../../model/document-writes';
import type { Strapi } from '../../plugin';
import { defaultLocale } from '../../strapi-internals/site-locales';
import { cancelAll } from './store';

/**
 * Deletes plans that a write has made pointless: an article that is published now must not be published once more later,
 * with what was typed since.
 */
export const followScheduled = (strapi: Strapi): void =>
  onDocumentWrite(strapi, async ({ type, action, params: { documentId, locale } }, next) => {
    const result = await next();
    if (type !== 'article' || !documentId) return result;
    if (action !== 'publish' && action !== 'unpublish' && action !== 'delete') return result;
    const languages = locale === '*' ? undefined : [locale ?? (await defaultLocale(strapi))].flat();
    await cancelAll(strapi, documentId, {
      ...(languages && { language: { $in: languages } }),
      ...(action !== 'delete' && { action }),
    });
    return result;
  });
