import type { Strapi } from '../../plugin';
import { z } from '../../strapi-internals/host-utils';
import { authOfDrafts } from './authentication';
import { withoutCaching } from './controllers';
import { draftBySlugQuery, draftQuery } from './parameters';
import { draftResponseSchema } from './schemas';

const documentId = z.string().meta({ description: 'The documentId of the article.' });
const slug = z.string().meta({ description: 'The slug of the draft.' });

/** The routes of drafts, under `/api/career-field`. Both take the permission `article.preview`. */
export const draftRoutes = ({ strapi }: { strapi: Strapi }) => {
  const shared = {
    method: 'GET' as const,
    handler: 'article.preview',
    response: draftResponseSchema,
  };
  return {
    type: 'content-api' as const,
    routes: [
      {
        ...shared,
        path: '/drafts/by-slug/:slug',
        request: { params: { slug }, query: { ...draftBySlugQuery } },
        config: { middlewares: [withoutCaching] },
      },
      {
        ...shared,
        path: '/drafts/:documentId',
        request: { params: { documentId }, query: { ...draftQuery } },
        config: { middlewares: [withoutCaching], ...authOfDrafts(strapi) },
      },
    ],
  };
};
