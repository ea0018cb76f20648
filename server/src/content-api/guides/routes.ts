import { errors, z } from '../../strapi-internals/host-utils';
import type { CareerFieldConfig } from '../../config';
import { PLUGIN_ID, type Strapi } from '../../plugin';
import { cacheControlOfAbsence, EVERYTHING, isPublic, setSurrogateKey, VARIES_BY } from './answer';
import type { HttpContext } from './context';
import { deliveryOf } from './delivery';
import { changesQuery, guideQuery, guidesQuery, pageQuery, sitemapQuery } from './parameters';
import { PAGE_PATH } from './paths';
import { changesResponseSchema, guideResponseSchema, guidesResponseSchema } from './schemas';

/** Around each handler: what all answers have in common, refusals among them. */
const around =
  (strapi: Strapi) =>
  async (context: HttpContext, next: () => Promise<unknown>): Promise<void> => {
    const { access, config } = deliveryOf(strapi);
    access.meet(context);
    context.vary(VARIES_BY);
    try {
      await next();
    } catch (error) {
      const isAbsent = error instanceof errors.NotFoundError;
      context.set(
        'Cache-Control',
        isAbsent ? cacheControlOfAbsence(config.http, isPublic(context)) : 'no-store'
      );
      if (isAbsent) setSurrogateKey(context, EVERYTHING, config.http);
      throw error;
    }
  };

const slug = z.string().meta({ description: "The guide's address, or one that it had earlier." });

/** The routes of guides, under `/api/career-field`. The schemas are what Strapi writes its OpenAPI document from. */
const contentApi = ({ strapi }: { strapi: Strapi }) => {
  const { limits } = strapi.config.get(`plugin::${PLUGIN_ID}`) as CareerFieldConfig;
  const config = { middlewares: [around(strapi)] };
  const get = { method: 'GET' as const, config };
  return {
    type: 'content-api' as const,
    routes: [
      {
        ...get,
        path: '/guides',
        handler: 'guide.find',
        request: { query: guidesQuery(limits) },
        response: guidesResponseSchema,
      },
      // Before the route of a single guide, or it would be taken for a slug. No article may have this slug.
      {
        ...get,
        path: '/guides/changes',
        handler: 'guide-changes.find',
        request: { query: changesQuery(limits) },
        response: changesResponseSchema,
      },
      {
        ...get,
        path: '/guides/:slug',
        handler: 'guide.findOne',
        request: { params: { slug }, query: { ...guideQuery } },
        response: guideResponseSchema,
      },
      {
        ...get,
        path: PAGE_PATH,
        handler: 'guide.findOne',
        request: { params: { slug }, query: { ...pageQuery } },
      },
      { ...get, path: '/sitemap', handler: 'sitemap.find', request: { query: { ...sitemapQuery } } },
      // Copies, because Strapi writes each route's scope into its config.
    ].map((route) => ({ ...route, config: { ...route.config } })),
  };
};

export const guideRoutes = { guides: contentApi };
