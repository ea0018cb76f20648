/**
 * Middlewares of the content API: before its routes, and so before authentication.
 *
 * Relies on: `strapi.server.api('content-api').use(middleware)` in the `register` phase. Read in Strapi 5.54.0.
 * When it is missing: the function throws, and the start ends before the server listens.
 */
import type { Strapi } from '../plugin';

export const addContentApiStep = (strapi: Strapi, middleware: object): void => {
  (strapi.server.api('content-api') as unknown as { use: (middleware: object) => void }).use(middleware);
};
