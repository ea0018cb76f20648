import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import type { CareerFieldConfig } from '../../config';
import type { Strapi } from '../../plugin';
import type { Answer } from './answer';
import type { HttpContext } from './context';
import { isDatabaseFailure } from './database-failure';
import { createLastGood } from './last-good';
import { isPresent, PROBE_MS, waitForResponse } from './outage-patience';
import { createOutageQuestions, type Question } from './outage-questions';

interface OutageContext extends HttpContext {
  res: ServerResponse;
  /** Whether Koa sends the response. */
  respond?: boolean;
}

/** How long the database is left alone before it is asked again, in milliseconds. */
const PAUSE_MS = 500;

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

const statusOf = (error: unknown): number => {
  const { status, name } = (error ?? {}) as { status?: unknown; name?: unknown };
  return typeof status === 'number' ? status : (STATUSES[String(name)] ?? 500);
};

/**
 * Keeps the routes and GraphQL queries of guides available while the database refuses, drops or delays connections, or
 * the pool is exhausted: anonymous readers get the last good response with its usual headers, everybody else 503 in bounded time,
 * since rights cannot be checked. A response of the default path always wins as long as it comes and is none of the
 * failure.
 *
 * While the database is known to be absent no request goes the default path, where each would wait for a connection;
 * one probe at a time finds out when it is back.
 */
export const createOutage = (strapi: Strapi, config: CareerFieldConfig) => {
  const questionIn = createOutageQuestions(strapi, config);
  const lastGood = createLastGood(strapi, config.cache.maxOutageSeconds);
  /** With SQLite, a query waits for this process's own transaction, which ends by itself. */
  const isEmbedded = strapi.db.dialect.client === 'sqlite';
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
        await strapi.db.connection.raw('select 1').timeout(PROBE_MS);
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
    }, PAUSE_MS);
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

  const isAnonymous = ({ headers }: HttpContext): boolean =>
    headers.authorization === undefined && headers.cookie === undefined;

  const find = (context: HttpContext, { key }: Question): Answer | undefined =>
    isAnonymous(context) ? lastGood.find(key) : undefined;

  /** The last good response, or 503. */
  const answer = (context: OutageContext, question: Question): void => {
    const found = find(context, question);
    if (found) {
      question.send(context, found);
      return;
    }
    context.status = 503;
    context.set('Retry-After', RETRY_AFTER_SECONDS);
    context.set('Cache-Control', 'no-store');
    question.refuse(context);
  };

  /** Sends at once what the default path can no longer change: Node and Koa ignore what it sets afterwards. */
  const sendNow = (context: OutageContext, question: Question): void => {
    answer(context, question);
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
    return failures > failuresBefore || !(await isPresent({ probe }));
  };

  const serve = async (context: OutageContext, proceed: () => Promise<unknown>): Promise<void> => {
    const question = await questionIn(context);
    if (!question) {
      await proceed();
      return;
    }
    if (isDown) {
      answer(context, question);
      return;
    }
    const failuresBefore = failures;
    const seen = lastGood.now();
    let failed: { error: unknown } | undefined;
    const response = proceed().catch((error: unknown) => {
      failed = { error };
    });
    const mayGiveUp = (): boolean => !isEmbedded || find(context, question) !== undefined;
    const outcome = await waitForResponse(response, { probe, mayGiveUp });
    if (outcome !== 'done') {
      if (outcome === 'absent' && !isEmbedded) noteOutage();
      sendNow(context, question);
      return;
    }
    const error = (failed as { error: unknown } | undefined)?.error;
    const status = failed ? statusOf(error) : question.statusOf(context);
    if (await isFailure(status, failuresBefore, error)) {
      noteOutage();
      answer(context, question);
      return;
    }
    const isGone = status === 401 || status === 403 || status === 404;
    if (isAnonymous(context) && (!failed || isGone)) {
      const { answer: good, bytes = 0 } = (failed ? undefined : question.answerOf(context)) ?? {};
      // What is no longer there, or no longer for everybody, is no last good response.
      lastGood.keep(question.key, good, bytes, seen);
    }
    if (failed) throw error;
  };

  return {
    serve,
    stop(): void {
      isStopped = true;
      clearTimeout(next);
      lastGood.stop();
      strapi.db.connection.removeListener('query-error', onFailure);
    },
  };
};
