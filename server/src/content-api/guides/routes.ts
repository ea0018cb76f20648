import {
  authServiceOf,
  supportsStrategyObjects,
  type Strategy as AnonymousStrategy,
} from '../../strapi-internals/anonymous-authentication';
import { z } from '../../strapi-internals/host-utils';
import { configOf } from '../../config';
import { PLUGIN_ID, type Strapi } from '../../plugin';
import { guideApiOf } from './guide-api';
import { withCommonHeaders } from './handle-request';
import { changesQuery, guideQuery, guidesQuery, pageQuery, sitemapQuery } from './parameters';
import { GUIDE_PATH, LIST_PATH, PAGE_PATH } from './paths';
import { changesResponseSchema, guideResponseSchema, guidesResponseSchema } from './schemas';

/** Has Strapi authenticate anonymous requests once for many; see `strapi-internals/anonymous-authentication.ts`. */
const authOf = (strapi: Strapi) => {
  if (!supportsStrategyObjects(authServiceOf(strapi))) return {};
  const strategy = (): AnonymousStrategy => guideApiOf(strapi).authentication.strategy;
  return {
    auth: {
      strategies: [
        {
          name: `${PLUGIN_ID}-anonymous`,
          authenticate: (...given: Parameters<AnonymousStrategy['authenticate']>) =>
            strategy().authenticate(...given),
          verify: (...given: Parameters<AnonymousStrategy['verify']>) => strategy().verify(...given),
        },
      ],
    },
  };
};

const slug = z.string().meta({ description: 'The current slug of the guide, or a previous one.' });

/** The routes of guides, under `/api/career-field`. Strapi writes its OpenAPI document from the schemas. */
const contentApi = ({ strapi }: { strapi: Strapi }) => {
  const { limits } = configOf(strapi);
  const middlewares = [withCommonHeaders(strapi)];
  const method = 'GET' as const;
  return {
    type: 'content-api' as const,
    routes: [
      {
        method,
        path: LIST_PATH,
        handler: 'guide.find',
        request: { query: guidesQuery(limits) },
        response: guidesResponseSchema,
      },
      // Before the route of a single guide, which would take it for a slug. No article may have this slug.
      {
        method,
        path: `${LIST_PATH}/changes`,
        handler: 'guide-changes.find',
        request: { query: changesQuery(limits) },
        response: changesResponseSchema,
      },
      {
        method,
        path: GUIDE_PATH,
        handler: 'guide.findOne',
        request: { params: { slug }, query: { ...guideQuery } },
        response: guideResponseSchema,
      },
      {
        method,
        path: PAGE_PATH,
        handler: 'guide.findOne',
        request: { params: { slug }, query: { ...pageQuery } },
      },
      { method, path: '/sitemap', handler: 'sitemap.find', request: { query: { ...sitemapQuery } } },
      // A config for each route, because Strapi writes the route's scope into it.
    ].map((route) => ({ ...route, config: { middlewares: [...middlewares], ...authOf(strapi) } })),
  };
};

export const guideRoutes = { guides: contentApi };
