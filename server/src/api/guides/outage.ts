import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import type { CareerFieldConfig } from '../../config';
import { guidesOf } from '../../guide';
import { PLUGIN_ID, uidOf, type Strapi } from '../../plugin';
import { PUBLIC_TYPES } from '../../../../content-types';
import { send, VARIES_BY, type Answer } from './answer';
import type { HttpContext } from './context';
import { isDatabaseFailure } from './database-failure';
import { afterWrites } from './remembered';

interface OutageContext extends HttpContext {
  res: ServerResponse;
  /** Whether Koa sends the response. */
  respond?: boolean;
}

/** The last good response to a question, as every anonymous reader gets it. */
interface Stored {
  answer: Answer;
  /** In milliseconds since 1970. */
  at: number;
  /** How many withdrawals there were before it. */
  withdrawals: number;
  /** How many changes of permissions there were before it. */
  generation: number;
}

export interface OutageOptions {
  /** After how many milliseconds without a response the database is asked whether it is there. */
  patienceMs?: number;
  /** How long that may take. Both together are what a reader waits at most. */
  probeMs?: number;
  /** How long it is left alone before it is asked again. */
  pauseMs?: number;
}

const RETRY_AFTER_SECONDS = '5';

/** An answer is shared with the memory that guides have; this is what a reference to it takes. */
const OVERHEAD_BYTES = 500;

/** Withdrawn documents that are known one by one; beyond that, everything that is older counts as withdrawn. */
const MAX_WITHDRAWN = 10_000;

const ROUTES = /^\/(?:guides(?:\/[^/]+){0,2}|sitemap)\/?$/;

/**
 * What it takes to keep an answer, or undefined for one that is not kept: readers can think of any number of searches,
 * and a stream holds all guides of its moment.
 */
const bytesOf = ({ key, body }: Answer, { querystring }: HttpContext): number | undefined => {
  if (!Buffer.isBuffer(body)) return undefined;
  if (key !== undefined) return OVERHEAD_BYTES;
  return querystring === '' ? OVERHEAD_BYTES + body.length : undefined;
};

/** As Strapi's middleware for errors decides it, which is around this one. */
const STATUSES: Readonly<Record<string, number>> = {
  ValidationError: 400,
  PaginationError: 400,
  ApplicationError: 400,
  UnauthorizedError: 401,
  ForbiddenError: 403,
  NotFoundError: 404,
};

const statusOf = (error: unknown): number => {
  const { status, name } = (error ?? {}) as { status?: unknown; name?: unknown };
  return typeof status === 'number' ? status : (STATUSES[String(name)] ?? 500);
};

type Race = 'done' | 'present' | 'late';

/**
 * Keeps the routes of guides available while the database refuses, drops or delays connections, or the pool is
 * exhausted: anonymous readers get the last good response with its usual headers, everybody else 503 in bounded time,
 * since rights cannot be checked. A response of the default path always wins as long as it comes and is none of the
 * failure.
 *
 * While the database is known to be absent no request goes the default path, where each would wait for a connection;
 * one probe at a time finds out when it is back.
 */
export const createOutage = (
  strapi: Strapi,
  config: CareerFieldConfig,
  { patienceMs = 1000, probeMs = 900, pauseMs = 500 }: OutageOptions = {}
) => {
  const { memory } = guidesOf(strapi);
  const base = `${strapi.config.get<string>('api.rest.prefix', '/api')}/${PLUGIN_ID}`;
  /** With SQLite, a query waits for this process's own transaction, which ends by itself. */
  const isEmbedded = strapi.db.dialect.client === 'sqlite';
  const withdrawn = new Map<string, number>();
  let withdrawals = 0;
  let generation = 0;
  let failures = 0;
  let isDown = false;
  let isStopped = false;
  let probing: Promise<boolean> | undefined;
  let next: NodeJS.Timeout | undefined;

  const onFailure = (error: unknown): void => {
    if (isDatabaseFailure(error)) failures += 1;
  };
  strapi.db.connection.on('query-error', onFailure);

  /** Asks the database for nothing; everybody waits for the same question. */
  const probe = (): Promise<boolean> => {
    probing ??= (async () => {
      try {
        // Raw, so that it waits for no lock. A connection whose query hangs is given up.
        await strapi.db.connection.raw('select 1').timeout(probeMs);
        return true;
      } catch {
        return false;
      }
    })().finally(() => {
      probing = undefined;
    });
    return probing;
  };

  const watch = (): void => {
    if (isStopped) return;
    next = setTimeout(async () => {
      if (!(await probe())) {
        watch();
        return;
      }
      isDown = false;
      strapi.log.info('[career-field] The database is available again.');
    }, pauseMs);
    next.unref();
  };

  const noteOutage = (): void => {
    if (isDown) return;
    isDown = true;
    strapi.log.error(
      '[career-field] The database is not available. Anonymous readers get cached guides, other requests for guides 503.'
    );
    watch();
  };

  /** Resolves with what comes first: the promise, or the end of the time. */
  const within = async <Value>(promise: Promise<Value>, ms: number): Promise<Value | 'late'> => {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<'late'>((resolve) => {
      timer = setTimeout(() => resolve('late'), ms);
    });
    try {
      return await Promise.race([promise, late]);
    } finally {
      clearTimeout(timer);
    }
  };

  const isPresent = async (): Promise<boolean> => (await within(probe(), probeMs)) === true;

  const isAnonymous = ({ headers }: HttpContext): boolean =>
    headers.authorization === undefined && headers.cookie === undefined;

  const keyOf = ({ path, querystring }: HttpContext): string => `outage ${path}?${querystring}`;

  const isWithdrawn = ({ answer, withdrawals: before }: Stored): boolean => {
    const names = answer.surrogateKey.split(/[ ,]/);
    // A list may show anything.
    if (!names.some((name) => name.startsWith('article:'))) return before < withdrawals;
    return names.some((name) => (withdrawn.get(name) ?? 0) > before);
  };

  const find = (context: HttpContext): Answer | undefined => {
    if (!isAnonymous(context)) return undefined;
    const stored = memory.get(keyOf(context)) as Stored | undefined;
    if (!stored || stored.generation !== generation || isWithdrawn(stored)) return undefined;
    return Date.now() - stored.at <= config.cache.maxOutageSeconds * 1000 ? stored.answer : undefined;
  };

  const keep = (context: HttpContext, seen: Pick<Stored, 'generation' | 'withdrawals'>): void => {
    if (!isAnonymous(context)) return;
    const answer = context.state.careerFieldAnswer as Answer | undefined;
    const isGood = (context.status === 200 || context.status === 304) && answer !== undefined;
    const bytes = answer && bytesOf(answer, context);
    if (isGood && bytes !== undefined) {
      memory.set(keyOf(context), { answer, at: Date.now(), ...seen } satisfies Stored, bytes);
    } else if (memory.get(keyOf(context)) !== undefined) {
      // What is no longer there, or no longer for everybody, is no last good response.
      memory.set(keyOf(context), { answer, at: 0, ...seen }, OVERHEAD_BYTES);
    }
  };

  /** The last good response, or 503. */
  const answer = (context: OutageContext): void => {
    context.vary(VARIES_BY);
    const found = find(context);
    if (found) {
      send(context, found, config);
      return;
    }
    context.status = 503;
    context.set('Retry-After', RETRY_AFTER_SECONDS);
    context.set('Cache-Control', 'no-store');
    context.body = {
      data: null,
      error: {
        status: 503,
        name: 'ServiceUnavailableError',
        message: 'The database is not available.',
        details: {},
      },
    };
  };

  /** Sends at once what the default path can no longer change: Node and Koa ignore what it sets afterwards. */
  const sendNow = (context: OutageContext): void => {
    answer(context);
    const { body, res, method } = context;
    context.respond = false;
    if (method === 'HEAD' || body === null) res.end();
    else if (body instanceof Readable) body.pipe(res);
    else res.end(Buffer.isBuffer(body) || typeof body === 'string' ? body : JSON.stringify(body));
  };

  /** Whether a response of the default path comes from the failure, and not from what was asked for. */
  const isFailure = async (status: number, failuresBefore: number, error: unknown): Promise<boolean> => {
    if (isDatabaseFailure(error)) return true;
    // Strategies of authentication take a database that fails for a reader without rights.
    if (status < 500 && status !== 401 && status !== 403) return false;
    return failures > failuresBefore || !(await isPresent());
  };

  const serve = async (context: OutageContext, proceed: () => Promise<unknown>): Promise<void> => {
    const isOurs =
      (context.method === 'GET' || context.method === 'HEAD') &&
      context.path.startsWith(base) &&
      ROUTES.test(context.path.slice(base.length));
    if (!isOurs) {
      await proceed();
      return;
    }
    if (isDown) {
      answer(context);
      return;
    }
    const failuresBefore = failures;
    const seen = { generation, withdrawals };
    let failed: { error: unknown } | undefined;
    const run: Promise<Race> = proceed().then(
      () => 'done',
      (error: unknown) => {
        failed = { error };
        return 'done';
      }
    );
    for (;;) {
      if ((await within(run, patienceMs)) === 'done') break;
      const race: Promise<Race> = Promise.race([
        run,
        probe().then((present): Race => (present ? 'present' : 'late')),
      ]);
      const state = await within(race, probeMs);
      if (state === 'done') break;
      if (state === 'present') continue;
      if (isEmbedded && !find(context)) continue;
      if (!isEmbedded) noteOutage();
      sendNow(context);
      return;
    }
    const error = (failed as { error: unknown } | undefined)?.error;
    const status = failed ? statusOf(error) : context.status;
    if (await isFailure(status, failuresBefore, error)) {
      noteOutage();
      answer(context);
      return;
    }
    if (failed) {
      if (status === 401 || status === 403 || status === 404) keep(context, seen);
      throw error;
    }
    keep(context, seen);
  };

  const forgetAll = (): void => {
    generation += 1;
  };

  const stopWatchingPermissions = strapi.plugin('users-permissions')
    ? afterWrites(
        strapi,
        ['plugin::users-permissions.permission', 'plugin::users-permissions.role'],
        forgetAll
      )
    : () => {};

  const withdraw = (type: string, documentId: unknown): void => {
    withdrawals += 1;
    if (withdrawn.size >= MAX_WITHDRAWN) {
      withdrawn.clear();
      forgetAll();
    }
    withdrawn.set(`${type}:${String(documentId)}`, withdrawals);
  };

  const stopWatchingRows = PUBLIC_TYPES.map((type) =>
    strapi.db.lifecycles.subscribe({
      models: [uidOf(type)],
      afterDelete: ({ result }) => {
        const { documentId } = (result ?? {}) as { documentId?: unknown };
        if (documentId === undefined) forgetAll();
        else withdraw(type, documentId);
      },
      afterDeleteMany: forgetAll,
    })
  );

  return {
    serve,
    stop(): void {
      isStopped = true;
      clearTimeout(next);
      stopWatchingPermissions();
      for (const stop of stopWatchingRows) stop();
      strapi.db.connection.removeListener('query-error', onFailure);
    },
  };
};
