/**
 * Tells whether a request has passed only steps of Strapi and of the plugin between a middleware of the plugin and the
 * controller, so that the middleware can send the cached response of the next such request itself.
 *
 * A site may add steps there: middlewares of its bootstrap, of the router or of the API, routes for the same path,
 * policies and middlewares on the route, another controller. None of them may be skipped.
 *
 * Relies on (read in 5.54.0 with `@koa/router` 12): `strapi.server.app.middleware` and `strapi.server.router.stack` are
 * the steps that requests pass; the router puts the layers of a request into `context.matched`, each with `methods` and
 * `stack`; `allowedMethods()` gives a function of that name; the function of the router has it as `router`; Strapi puts a
 * copy of the route into `context.state.route`, with its `path` and the schemas of `request.query`.
 * When any of it is missing: the request does not count as plain, and all requests take Strapi's router; without the route,
 * every parameter of a query is refused as unknown.
 */
import type { Strapi } from '../plugin';

interface Layer {
  path: unknown;
  methods: string[];
  stack: { name: string }[];
}

interface Server {
  app?: { middleware?: unknown };
  router?: { stack?: unknown };
}

/** What is used of Koa's context after the router has run. */
export interface RoutedContext {
  matched?: unknown;
  _matchedRoute?: unknown;
  routerPath?: unknown;
  state: { route?: object };
}

/** A route as it was registered. */
export interface Route {
  path: string;
  request?: { query?: Record<string, unknown> };
}

/** @param state of a request, in its controller */
export const routeOf = (state: { route?: Route }): Route | undefined => state.route;

const ownSteps = new WeakSet<object>();

/** Marks a middleware or an action as the plugin's own; it may be skipped where a cached response is sent. */
export const asOwnStep = <Step extends object>(step: Step): Step => {
  ownSteps.add(step);
  return step;
};

export const isOwnStep = (step: unknown): boolean => typeof step === 'function' && ownSteps.has(step);

/** What a context has after the router that the site's middlewares may read; see `applyRoute`. */
export type PlainRoute = Pick<RoutedContext, 'matched' | '_matchedRoute' | 'routerPath'> & {
  route: object | undefined;
  /** Of the router; another number means another router. */
  layers: number;
};

const serverOf = (strapi: Strapi): Server => strapi.server as unknown as Server;

const countLayers = (strapi: Strapi): number | undefined => {
  const stack = serverOf(strapi).router?.stack;
  return Array.isArray(stack) ? stack.length : undefined;
};

/** Whether the middlewares are right before the router, in their order. */
const areBeforeRouter = (strapi: Strapi, application: readonly unknown[]): boolean => {
  const { app, router } = serverOf(strapi);
  if (!Array.isArray(app?.middleware) || !router) return false;
  const { middleware } = app;
  const start = middleware.indexOf(application[0]);
  const next = middleware[start + application.length] as { router?: unknown } | undefined;
  return (
    start >= 0 &&
    application.every((each, index) => middleware[start + index] === each) &&
    next?.router === router
  );
};

/** Functions that Strapi puts on every path; those of the admin panel's login only prepare the context. */
const OF_EVERY_PATH = new Set(['allowedMethods', 'passportInitialize']);

/** The path of Strapi's route of the folder `public`, which only looks for a file where nothing else has responded. */
const PUBLIC_FILES = '/((?!uploads/).+)';

const isOfStrapi = ({ path, methods, stack }: Layer): boolean =>
  methods.length === 0
    ? stack.every((step) => OF_EVERY_PATH.has(step.name) || isOwnStep(step))
    : path === PUBLIC_FILES && stack.length === 1;

const hasOneRoute = (matched: unknown): boolean => {
  if (!Array.isArray(matched)) return false;
  const others = (matched as Layer[]).filter((layer) => !isOfStrapi(layer));
  return others.length === 1 && others[0]!.methods.length > 0 && others[0]!.stack.length === 1;
};

const hasOwnStepsOnly = (route: object | undefined): boolean => {
  const { config } = (route ?? {}) as { config?: { policies?: unknown[]; middlewares?: unknown[] } };
  return (
    config !== undefined &&
    (config.policies ?? []).length === 0 &&
    (config.middlewares ?? []).length > 0 &&
    (config.middlewares ?? []).every(isOwnStep)
  );
};

/**
 * Returns what a request has passed if that were Strapi's and the plugin's own steps only, else undefined.
 *
 * @param application the plugin's middlewares of the application, which follow each other right before the router
 */
export const plainRouteOf = (
  strapi: Strapi,
  context: RoutedContext,
  application: readonly unknown[]
): PlainRoute | undefined => {
  const { matched, _matchedRoute, routerPath, state } = context;
  const layers = countLayers(strapi);
  const isPlain =
    layers !== undefined &&
    hasOneRoute(matched) &&
    hasOwnStepsOnly(state.route) &&
    areBeforeRouter(strapi, application);
  return isPlain ? { matched, _matchedRoute, routerPath, route: state.route, layers } : undefined;
};

/** Whether the router is still the one of a plain route: a site may add routes at any time. */
export const isCurrent = (strapi: Strapi, { layers }: PlainRoute): boolean => layers === countLayers(strapi);

/** Puts into a context what the router would have put there. */
export const applyRoute = (
  context: RoutedContext,
  { matched, _matchedRoute, routerPath, route }: PlainRoute
): void => {
  Object.assign(context, { matched, _matchedRoute, routerPath });
  context.state.route = route;
};
