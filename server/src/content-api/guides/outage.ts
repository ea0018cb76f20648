import { Readable } from 'node:stream';
import type { Strapi } from '../../plugin';
import { isDatabaseFailure } from '../../strapi-internals/database-failures';
import { databaseClient } from '../../strapi-internals/database';
import { hasNoCredentials, type HttpContext } from './context';
import { DatabaseState } from './database-state';
import type { GuideApi } from './guide-api';
import { LastGoodResponses } from './last-good-responses';
import { recogniseGraphql } from './outage-graphql';
import type { OutageRequest } from './outage-request';
import { recogniseRest } from './outage-rest';
import type { PublicResponse } from './public-response';
import { isAvailable, waitForResponse } from './wait-for-response';

const RETRY_AFTER_SECONDS = '5';

/** As Strapi's middleware for errors decides it, which is around this one. */
const STATUSES: Readonly<Record<string, number>> = {
  ValidationError: 400,
  PaginationError: 400,
  ApplicationError: 400,
  UnauthorizedError: 401,
  ForbiddenError: 403,
  NotFoundError: 404,
};

const statusOfError = (error: unknown): number => {
  const { status, name } = (error ?? {}) as { status?: unknown; name?: unknown };
  return typeof status === 'number' ? status : (STATUSES[String(name)] ?? 500);
};

/** The error of the default path, if it has failed. */
type Outcome = { error: unknown } | undefined;

/**
 * Keeps the routes and GraphQL queries of guides available while the database refuses, drops or delays connections, or
 * the pool is exhausted. Anonymous readers get the last good response with its usual headers; other requests get 503 in
 * bounded time, because permissions cannot be checked. A response of the default path always wins, as long as it
 * arrives and is not caused by the failure.
 *
 * While the database is known to be unavailable no request takes the default path, where each would wait for a
 * connection; one probe at a time finds out when it is available again.
 */
export class Outage {
  readonly #requestIn: (context: HttpContext) => Promise<OutageRequest | undefined>;
  readonly #lastGood: LastGoodResponses;
  readonly #database: DatabaseState;
  /** With SQLite, a query waits for this process's own transaction, which ends by itself. */
  readonly #isEmbedded: boolean;

  /** @param base the path of the plugin's routes */
  constructor(strapi: Strapi, base: string, api: GuideApi) {
    const rest = recogniseRest(base, api);
    const graphql = recogniseGraphql(strapi);
    this.#requestIn = async (context) => rest(context) ?? graphql(context);
    this.#lastGood = new LastGoodResponses(strapi, api.cache, api.config.cache.maxOutageSeconds);
    this.#database = new DatabaseState(strapi);
    this.#isEmbedded = databaseClient(strapi) === 'sqlite';
  }

  readonly serve = async (context: HttpContext, next: () => Promise<unknown>): Promise<void> => {
    const request = await this.#requestIn(context);
    if (!request) await next();
    else if (this.#database.isDown) this.#respond(context, request);
    else await this.#watch(context, request, next);
  };

  stop(): void {
    this.#database.stop();
    this.#lastGood.stop();
  }

  /** Runs the default path, and replaces its response where an outage has caused or delayed it. */
  async #watch(context: HttpContext, request: OutageRequest, next: () => Promise<unknown>): Promise<void> {
    const database = this.#database;
    const failuresBefore = database.failures;
    const seen = this.#lastGood.now();
    let outcome: Outcome;
    const response = next().catch((error: unknown) => {
      outcome = { error };
    });
    const mayGiveUp = (): boolean => !this.#isEmbedded || this.#find(context, request) !== undefined;
    const state = await waitForResponse(response, { probe: database.probe, mayGiveUp });
    if (state !== 'done') {
      if (state === 'unavailable' && !this.#isEmbedded) database.markDown();
      this.#respondNow(context, request);
      return;
    }
    // Assigned in a callback, which the compiler does not see.
    const failed = outcome as Outcome;
    const status = failed ? statusOfError(failed.error) : request.statusOf(context);
    if (await this.#isCausedByOutage(status, failuresBefore, failed?.error)) {
      database.markDown();
      this.#respond(context, request);
      return;
    }
    if (hasNoCredentials(context)) this.#storeLastGood(context, request, status, failed, seen);
    if (failed) throw failed.error;
  }

  /** Whether a response of the default path comes from the outage rather than from the request. */
  async #isCausedByOutage(status: number, failuresBefore: number, error: unknown): Promise<boolean> {
    if (isDatabaseFailure(error)) return true;
    // Strategies of authentication take a failing database for a reader without permissions.
    if (status < 500 && status !== 401 && status !== 403) return false;
    return this.#database.failures > failuresBefore || !(await isAvailable({ probe: this.#database.probe }));
  }

  #storeLastGood(
    context: HttpContext,
    request: OutageRequest,
    status: number,
    failed: Outcome,
    seen: ReturnType<LastGoodResponses['now']>
  ): void {
    const isRefused = status === 401 || status === 403 || status === 404;
    if (failed && !isRefused) return;
    const good = failed ? undefined : request.responseOf(context);
    if (good) this.#lastGood.store(request.key, good.response, good.bytes, seen);
    else this.#lastGood.drop(request.key);
  }

  #find(context: HttpContext, { key }: OutageRequest): PublicResponse | undefined {
    return hasNoCredentials(context) ? this.#lastGood.find(key) : undefined;
  }

  /** Puts the last good response into the context, or 503. */
  #respond(context: HttpContext, request: OutageRequest): void {
    const response = this.#find(context, request);
    if (response) {
      request.send(context, response);
      return;
    }
    context.status = 503;
    context.set('Retry-After', RETRY_AFTER_SECONDS);
    context.set('Cache-Control', 'no-store');
    request.refuse(context);
  }

  /** Sends the response at once, while the default path still runs: Node and Koa ignore what it sets afterwards. */
  #respondNow(context: HttpContext, request: OutageRequest): void {
    this.#respond(context, request);
    const { body, res, method } = context;
    context.respond = false;
    if (method === 'HEAD' || body === null) res.end();
    else if (body instanceof Readable) body.pipe(res);
    else res.end(Buffer.isBuffer(body) || typeof body === 'string' ? body : JSON.stringify(body));
  }
}
