import { attributeWith, registeredAttributes } from '../../model/attributes';
import type { Strapi } from '../../plugin';
import { mayDo } from '../../strapi-internals/content-api-rights';
import { createPublishedComponents } from '../../strapi-internals/published-components';
import { wrapQueryFunction } from '../../strapi-internals/query-functions';
import { createModels, type Model } from '../query-models';
import { isGuarded, PREVIEW_ACTION, type GuardContext } from './guarded';
import { publishedOnly } from './published-only';

export { PREVIEW_ACTION };

const contextOf = (strapi: Strapi): GuardContext => ({
  models: createModels(strapi),
  uids: () => [...Object.keys(strapi.contentTypes), ...Object.keys(strapi.components)],
  publishedComponents: createPublishedComponents(strapi, {
    isGuarded,
    attributeWith: (uid, component) => attributeWith(registeredAttributes(strapi), uid, component),
  }),
});

/**
 * Hides drafts from readers.
 *
 * Strapi returns a draft to every reader of its type who adds `status=draft`, and it follows relations into drafts: from
 * a site's own type, from another locale, from a file to the components that show it, through a filter or an order. All
 * queries of REST and GraphQL pass through `contentAPI.sanitize.query`. There the query of a reader without the preview
 * permission is restricted to published documents, whatever type it starts from.
 */
export const guardDrafts = (strapi: Strapi): void => {
  const context = contextOf(strapi);
  wrapQueryFunction<Model>(strapi, 'sanitize', (sanitizeQuery) => async (query, model, options = {}) => {
    const sanitized = await sanitizeQuery(query, model, options);
    if (await mayDo(strapi, options.auth, PREVIEW_ACTION)) return sanitized;
    const isWrite = options.route?.method !== undefined && options.route.method !== 'GET';
    return publishedOnly(sanitized, model, isWrite, context);
  });
};
