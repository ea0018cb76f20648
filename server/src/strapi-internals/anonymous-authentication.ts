/**
 * Caches what Strapi's authentication decides about anonymous requests, on routes that opt in.
 *
 * For each request without a token, the strategy of users-permissions reads the permissions of the public role from the
 * database, which takes longer than sending a cached guide. A route names the strategy below in its `auth.strategies`, as
 * Strapi's own transfer routes do with theirs. It lets all registered strategies decide in their order, and caches a
 * decision that depends only on headers that the request does not have. A strategy of the site that reads anything else,
 * such as the IP address, keeps the decision from being cached. Policies, middlewares and handlers find the same
 * `state.auth` as without it.
 *
 * Relies on (read in 5.54.0, `@strapi/core`, `services/auth`): strategies of a route may be objects; `strapi.auth` has
 * `authenticate(context, next)`, which decides by `context.state.route` and leaves `{strategy, credentials, ability}` in
 * `context.state.auth`, or calls `context.unauthorized(error)`, and `verify(auth, config)`, which receives that object; the
 * strategy of users-permissions has its name, and the ability of the role.
 * When strategy objects are not supported: `supportsStrategyObjects` is false, the routes are registered without one, and
 * Strapi authenticates each request.
 */
import type { Strapi } from '../plugin';

/** What a strategy decides, as Strapi keeps it in `context.state.auth`. */
export interface Auth {
  strategy?: unknown;
  credentials?: unknown;
  ability?: { can(action: string): boolean } | null;
}

interface Route {
  path?: string;
  info?: object;
  config?: { auth?: object };
}

/** What is used of Koa's context. */
export interface AuthContext {
  request: object;
  headers: Record<string, unknown>;
  state: Record<string, unknown> & { route?: Route; auth?: Auth };
  get(header: string): string;
}

export interface AuthService {
  authenticate(context: unknown, next: () => Promise<unknown>): Promise<unknown>;
  verify(auth: unknown, config: unknown): Promise<unknown>;
}

interface StrategyResult {
  authenticated: boolean;
  credentials?: unknown;
  ability?: unknown;
  error?: unknown;
}

/** A strategy as Strapi calls it. */
export interface Strategy {
  name: string;
  authenticate(context: AuthContext): Promise<StrategyResult>;
  verify(auth: Auth, config: object): Promise<unknown>;
}

/** Whether the strategy of users-permissions has decided, and allows an action. */
export const allowsReader = ({ strategy, ability }: Auth, action: string): boolean =>
  (strategy as { name?: string } | undefined)?.name === 'users-permissions' && ability?.can(action) === true;

/** Returns Strapi's service for authentication. */
export const authServiceOf = (strapi: Strapi): AuthService => strapi.auth as unknown as AuthService;

/** Whether this Strapi version calls strategies that a route defines as objects. */
export const supportsStrategyObjects = (service: AuthService): boolean => {
  let isCalled = false;
  const probe = {
    name: 'probe',
    authenticate: () => {
      isCalled = true;
      return { authenticated: false };
    },
  };
  const route = { info: { type: 'content-api' }, config: { auth: { strategies: [probe] } } };
  // It is called before the first await, or not at all.
  void service.authenticate({ state: { route }, unauthorized() {} }, async () => {}).catch(() => {});
  return isCalled;
};

/** What of a request the strategies have read. */
interface Reads {
  headers: Set<string>;
  /** Something that can differ between requests with the same headers. */
  others: boolean;
}

/** Strapi itself reads and writes these in the state of a request. */
const STATE_OF_STRAPI = new Set<PropertyKey>(['route', 'auth', 'isAuthenticated']);

const watchHeaders = (headers: object, reads: Reads): object => {
  const note = (name: PropertyKey): void => void reads.headers.add(String(name).toLowerCase());
  return new Proxy(headers, {
    get(target, name) {
      note(name);
      return Reflect.get(target, name);
    },
    has(target, name) {
      note(name);
      return Reflect.has(target, name);
    },
    ownKeys(target) {
      reads.others = true;
      return Reflect.ownKeys(target);
    },
  });
};

/** A request or context that records in `reads` what is read of it. */
const watchReads = <Target extends object>(
  target: Target,
  reads: Reads,
  own: Record<string, unknown>
): Target => {
  const headers = Reflect.get(target, 'headers') as object;
  const known: Record<string, unknown> = {
    headers: watchHeaders(headers, reads),
    header: watchHeaders(headers, reads),
    get(name: string): string {
      const names = /^referr?er$/i.test(name) ? ['referer', 'referrer'] : [name.toLowerCase()];
      for (const each of names) reads.headers.add(each);
      return (target as unknown as AuthContext).get(name);
    },
    ...own,
  };
  return new Proxy(target, {
    get(_, name) {
      if (typeof name === 'string' && Object.hasOwn(known, name)) return known[name];
      if (name === 'cookies') reads.headers.add('cookie');
      else reads.others = true;
      return Reflect.get(target, name);
    },
    set(_, name, value) {
      reads.others = true;
      return Reflect.set(target, name, value);
    },
  });
};

const watchState = (state: object, reads: Reads): object =>
  new Proxy(state, {
    get(target, name) {
      if (!STATE_OF_STRAPI.has(name)) reads.others = true;
      return Reflect.get(target, name);
    },
    set(target, name, value) {
      if (!STATE_OF_STRAPI.has(name)) reads.others = true;
      return Reflect.set(target, name, value);
    },
  });

const withoutStrategies = (auth: object = {}): object =>
  Object.fromEntries(Object.entries(auth).filter(([name]) => name !== 'strategies'));

/** Runs every strategy that is registered for the route of a request, as Strapi does for a route that names none. */
const runStrategies = async (
  service: AuthService,
  context: AuthContext,
  reads: Reads
): Promise<{ auth: Auth } | { error: unknown }> => {
  const { state } = context;
  const { route } = state;
  let error: unknown;
  let isLetThrough = false;
  const watched = watchReads(context, reads, {
    state: watchState(state, reads),
    request: watchReads(context.request, reads, {}),
    unauthorized: (reason: unknown) => void (error = reason),
  });
  state.route = { ...route, config: { ...route?.config, auth: withoutStrategies(route?.config?.auth) } };
  try {
    await service.authenticate(watched, async () => void (isLetThrough = true));
  } finally {
    state.route = route;
  }
  return isLetThrough && state.auth ? { auth: state.auth } : { error };
};

/** A decision about every request that lacks the same headers. */
interface Decision {
  auth: Auth;
  headers: string[];
  readAt: number;
}

const lacks = ({ headers }: Pick<AuthContext, 'headers'>, names: Iterable<string>): boolean => {
  for (const name of names) if (headers[name] !== undefined) return false;
  return true;
};

/** Decisions of Strapi's authentication about anonymous requests, by the path of the route. */
export class AnonymousAuthentication {
  #decisions = new Map<string, Decision>();

  /** @param maxStaleMs how old a decision may be; another process may have changed permissions */
  constructor(
    private readonly service: AuthService,
    private readonly maxStaleMs: number
  ) {}

  /** Drops every decision, also those that are being made. */
  invalidate(): void {
    this.#decisions = new Map();
  }

  /** Returns the cached decision about a request, or undefined. */
  find(path: string, context: Pick<AuthContext, 'headers'>): Auth | undefined {
    const decision = this.#decisions.get(path);
    if (!decision || performance.now() - decision.readAt > this.maxStaleMs) return undefined;
    return lacks(context, decision.headers) ? decision.auth : undefined;
  }

  readonly strategy: Strategy = {
    name: 'career-field-anonymous',
    authenticate: async (context) => {
      const path = context.state.route?.path ?? '';
      const cached = this.find(path, context);
      const result = cached ? { auth: cached } : await this.#decide(path, context);
      if ('error' in result) return { authenticated: false, error: result.error ?? null };
      // Strapi passes the ability on to `verify` as it is, which has no other access to the decision.
      return { authenticated: true, credentials: result.auth.credentials, ability: result.auth };
    },
    verify: async (auth, config) => {
      Object.assign(auth, auth.ability);
      return this.service.verify(auth, withoutStrategies(config));
    },
  };

  async #decide(path: string, context: AuthContext): Promise<{ auth: Auth } | { error: unknown }> {
    // An invalidation in the meantime replaces the map, and this decision is lost with the old one.
    const decisions = this.#decisions;
    const readAt = performance.now();
    const reads: Reads = { headers: new Set(['authorization']), others: false };
    const result = await runStrategies(this.service, context, reads);
    const isForEverybody =
      'auth' in result && !result.auth.credentials && !!result.auth.ability && !reads.others;
    if (isForEverybody && lacks(context, reads.headers)) {
      decisions.set(path, { auth: { ...result.auth }, headers: [...reads.headers], readAt });
    }
    return result;
  }
}
