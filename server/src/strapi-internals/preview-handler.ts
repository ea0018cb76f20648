/**
 * The address that the Content Manager opens as the preview of a document.
 *
 * Strapi knows one handler for all content types, in the site's `config/admin`. A plugin has no other way than to put its
 * own in front of it.
 *
 * Relies on (read in 5.54.0): `admin.preview` is read from the config at each request, and its handler is called within
 * the request; middlewares are created after `register()`; `strapi::security` takes lists of directives.
 * When that is missing: the Content Manager offers no preview, or the browser refuses to show the other origin.
 */
import type { Core } from '@strapi/strapi';

type Strapi = Core.Strapi;

export interface PreviewParameters {
  documentId?: string;
  locale?: string | null;
  status?: string;
}

type Handler = (uid: string, parameters: PreviewParameters) => unknown;

interface PreviewConfig {
  enabled?: boolean;
  config?: { handler?: Handler; allowedOrigins?: string[] };
}

interface Middleware {
  name?: string;
  config?: { contentSecurityPolicy?: false | { directives?: Record<string, unknown> } };
}

const SECURITY = 'strapi::security';

/** Lets the pages of the site show frames of some origins, beside its own. */
const allowFrames = (middleware: string | Middleware, origins: string[]): string | Middleware => {
  const given: Middleware = typeof middleware === 'string' ? { name: middleware } : middleware;
  const policy = given.config?.contentSecurityPolicy;
  if (given.name !== SECURITY || policy === false) return middleware;
  const present = policy?.directives?.['frame-src'];
  const sources = Array.isArray(present) ? (present as string[]) : [];
  const directives = { ...policy?.directives, 'frame-src': [...new Set([...sources, "'self'", ...origins])] };
  return { ...given, config: { ...given.config, contentSecurityPolicy: { ...policy, directives } } };
};

/**
 * Puts a handler in front of the site's own. A site that has turned previews off keeps them off. Belongs into `register()`.
 *
 * @param handler returns the address, or undefined for a document without a preview; it receives the site's own handler
 * @param origins of the addresses, beside the site itself
 */
export const addPreviewHandler = (
  strapi: Strapi,
  handler: (uid: string, parameters: PreviewParameters, ofSite: Handler) => unknown,
  origins: string[]
): void => {
  const admin = strapi.config.get<{ preview?: PreviewConfig }>('admin', {});
  const before = admin.preview ?? {};
  if (before.enabled === false) return;
  const ofSite: Handler = before.config?.handler ?? (() => undefined);
  const config = {
    ...before.config,
    handler: (uid: string, parameters: PreviewParameters) => handler(uid, parameters, ofSite),
  };
  // Not `admin.preview`: that would be written into the site's own module, where another Strapi of the process finds it.
  strapi.config.set('admin', { ...admin, preview: { ...before, config } });
  const allowed = [...(before.config?.allowedOrigins ?? []), ...origins];
  const middlewares = strapi.config.get<(string | Middleware)[]>('middlewares', []);
  if (allowed.length === 0 || !Array.isArray(middlewares)) return;
  strapi.config.set(
    'middlewares',
    middlewares.map((middleware) => allowFrames(middleware, allowed))
  );
};
