import { factories } from '@strapi/strapi';
import { PUBLIC_TYPES } from '../../../content-types';
import { uidOf } from '../plugin';
import { guideRoutes } from './guides';

/** Strapi's own REST routes of every type, under `/api/career-field/<plural>`. */
const coreRoutes = Object.fromEntries(
  // Functions, because a router is bound to one Strapi, and a process may run several.
  PUBLIC_TYPES.map((type) => [type, () => factories.createCoreRouter(uidOf(type))])
);

/** A draft, with a permission of its own: `GET /api/career-field/articles/<documentId>/preview`. */
const preview = () => ({
  type: 'content-api' as const,
  routes: [{ method: 'GET' as const, path: '/articles/:id/preview', handler: 'article.preview', config: {} }],
});

export const routes = {
  ...coreRoutes,
  preview,
  ...guideRoutes,
};
