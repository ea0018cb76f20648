/**
 * Puts a middleware before all others of a site, those that Strapi adds on bootstrap included.
 *
 * Relies on (read in 5.54.0): `strapi.server.app` is a Koa application whose array `middleware` is composed when the
 * server starts to listen, after every bootstrap. Koa has no documented way to add a middleware in front.
 * When that is missing: returns false, and the middleware is not added; requests take their default path.
 */
import type { Strapi } from '../plugin';

type Middleware<Context> = (context: Context, next: () => Promise<unknown>) => Promise<unknown>;

/** @returns whether the middleware was added */
export const addFirstMiddleware = <Context>(strapi: Strapi, added: Middleware<Context>): boolean => {
  const { middleware } = strapi.server.app as unknown as { middleware?: Middleware<Context>[] };
  if (!Array.isArray(middleware)) return false;
  middleware.unshift(added);
  return true;
};
