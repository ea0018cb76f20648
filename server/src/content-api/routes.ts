import { factories } from '@strapi/strapi';
import { PUBLIC_TYPES } from '../../../content-types';
import { uidOf } from '../plugin';
import { draftRoutes } from './drafts/routes';
import { guideRoutes } from './guides';

/** Strapi's own REST routes of every type, under `/api/career-field/<plural>`. */
const coreRoutes = Object.fromEntries(
  // Functions, because a router is bound to one Strapi, and a process may run several.
  PUBLIC_TYPES.map((type) => [type, () => factories.createCoreRouter(uidOf(type))])
);

export const routes = {
  ...coreRoutes,
  drafts: draftRoutes,
  ...guideRoutes,
};
