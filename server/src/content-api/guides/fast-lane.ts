import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { guidesOf } from '../../guide';
import type { CareerFieldConfig } from '../../config';
import type { Strapi } from '../../plugin';
import { FIND_GUIDE, FIND_GUIDES } from './actions';
import { isKnown, lastModified, type Answer, type Moment } from './answer';
import type { HttpContext } from './context';
import type { PublicAccess } from './public-access';
import type { Questions } from './questions';
import type { Repeats } from './repeats';

/**
 * Answers before all of the site's middlewares: no logging, no rate limits, no walls. What goes out here is what the
 * ordinary way has answered to the same question of somebody unknown, with its headers, as long as nothing has changed.
 */

interface LaneContext extends HttpContext {
  res: ServerResponse;
  /** Whether Koa sends the answer. */
  respond?: boolean;
  response: { headers: Record<string, unknown> };
}

/** An answer as the ordinary way has given it. */
interface Kept {
  /** Names and values in turns, as Node takes them. */
  headers: string[];
  /** Those of them that go out where the reader has the answer already. */
  headersOfKnown: string[];
  /** As long as only readers have asked who have the answer already, it is not known here. */
  body: Buffer | undefined;
  etag: string;
  changed: Moment | undefined;
  /** Whether `Last-Modified` is among the headers. */
  isSettled: boolean;
  /** What everything was like when it was made. */
  stamp: string;
}

/** Headers that belong to one request, or that Node writes itself. */
const OF_ONE_REQUEST = new Set([
  'age',
  'connection',
  'content-length',
  'date',
  'keep-alive',
  'last-modified',
  'retry-after',
  'server-timing',
  'traceparent',
  'tracestate',
  'transfer-encoding',
  'x-response-time',
]);
const OF_ONE_REQUEST_PATTERN =
  /^(x-)?rate-?limit|(^|-)(request|correlation|trace|span|transaction|session|invocation)-?id$/;

/**
 * What goes out where the reader has the answer already (RFC 9110, 15.4.5), and whether a page of another origin may
 * see it. Everything else, which is much more, came with the answer that the reader has kept.
 */
const OF_KNOWN = new Set(['cache-control', 'content-location', 'etag', 'expires', 'vary']);

const isOfKnown = (name: string): boolean => OF_KNOWN.has(name) || name.startsWith('access-control-');

/** What an answer may depend on. */
const VARIES_BY = new Set(['origin', 'accept-encoding', 'authorization', 'cookie']);

/** Beside its body and its headers. */
const OVERHEAD_BYTES = 2000;

const MAX_HEADER_LENGTH = 200;

const isForOneRequest = (name: string): boolean =>
  OF_ONE_REQUEST.has(name) || OF_ONE_REQUEST_PATTERN.test(name);

/** Of which kind a question is and how it is named, or undefined for one that goes the ordinary way. */
const createQuestion = (questions: Questions) => (context: LaneContext) => {
  const { method, headers } = context;
  if (method !== 'GET' && method !== 'HEAD') return undefined;
  const { authorization, cookie, origin = '', 'accept-encoding': encodings = '' } = headers;
  if (authorization !== undefined || cookie !== undefined) return undefined;
  if (headers['content-length'] !== undefined || headers['transfer-encoding'] !== undefined) return undefined;
  if (origin.length > MAX_HEADER_LENGTH || encodings.length > MAX_HEADER_LENGTH) return undefined;
  const name = questions.nameOf(context);
  if (name === undefined) return undefined;
  return {
    key: `fast ${name}\n${origin}\n${encodings}`,
    action: name.startsWith('/guides?') ? FIND_GUIDES : FIND_GUIDE,
  };
};

const toBuffer = async (body: unknown): Promise<Buffer | undefined> => {
  if (Buffer.isBuffer(body)) return body;
  if (typeof body === 'string') return Buffer.from(body);
  if (!(body instanceof Readable)) return undefined;
  const chunks: Buffer[] = [];
  // What compresses gives a stream.
  for await (const chunk of body) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
};

/** Whether an answer is one for everybody, as far as its headers tell. */
const isForEverybody = ({ status, response: { headers } }: LaneContext): boolean => {
  const vary = String(headers.vary ?? '')
    .toLowerCase()
    .split(',');
  return (
    (status === 200 || status === 304) &&
    headers['set-cookie'] === undefined &&
    String(headers['cache-control']).startsWith('public') &&
    vary.every((header) => VARIES_BY.has(header.trim()))
  );
};

/** @returns whether it has answered */
const replay = (context: LaneContext, kept: Kept, maxStaleMs: number): boolean => {
  if (!kept.isSettled) {
    const modified = lastModified(kept.changed, maxStaleMs);
    if (modified) {
      for (const headers of [kept.headers, kept.headersOfKnown]) headers.push('Last-Modified', modified);
      kept.isSettled = true;
    }
  }
  const { res, method, headers } = context;
  if (isKnown(headers, kept, kept.isSettled)) {
    context.respond = false;
    res.writeHead(304, kept.headersOfKnown).end();
    return true;
  }
  if (!kept.body) return false;
  context.respond = false;
  res.writeHead(200, kept.headers);
  if (method === 'HEAD') res.end();
  else res.end(kept.body);
  return true;
};

/** What the fast lane has done. */
export interface FastLaneStats {
  hits: number;
  misses: number;
}

interface FastLaneParts {
  access: PublicAccess;
  questions: Questions;
  repeats: Repeats;
  config: CareerFieldConfig;
}

export const createFastLane = (strapi: Strapi, { access, questions, repeats, config }: FastLaneParts) => {
  const { memory } = guidesOf(strapi);
  const questionOf = createQuestion(questions);
  const stats: FastLaneStats = { hits: 0, misses: 0 };

  const find = (key: string, stamp: string): Kept | undefined => {
    const kept = memory.get(key) as Kept | undefined;
    return kept?.stamp === stamp ? kept : undefined;
  };

  const keep = async (context: LaneContext, key: string, stamp: string): Promise<void> => {
    const answer = context.state.careerFieldAnswer as Answer | undefined;
    if (answer?.key === undefined || context.method !== 'GET' || !isForEverybody(context)) return;
    let body: Buffer | undefined;
    if (context.status === 200) {
      body = await toBuffer(context.body);
      if (!body) return;
      context.body = body;
    } else if (find(key, stamp)) return;
    const headers = Object.entries(context.response.headers)
      .filter(([name]) => !isForOneRequest(name))
      .map(([name, value]): [string, string] => [name, String(value)]);
    const kept: Kept = {
      headers: body ? [...headers.flat(), 'Content-Length', String(body.length)] : [],
      headersOfKnown: headers.filter(([name]) => isOfKnown(name)).flat(),
      body,
      etag: String(context.response.headers.etag),
      changed: answer.changed,
      isSettled: false,
      stamp,
    };
    memory.set(key, kept, (body?.length ?? 0) + OVERHEAD_BYTES);
  };

  const serve = async (context: LaneContext, next: () => Promise<unknown>): Promise<void> => {
    const question = questionOf(context);
    const stamp = question && repeats.stamp();
    // Where something is not known, or being made anew, the ordinary way finds out.
    if (!question || stamp === undefined) {
      await next();
      return;
    }
    if (access.may(question.action) === true) {
      const kept = find(question.key, stamp);
      if (kept && replay(context, kept, config.cache.maxStaleMs)) {
        stats.hits += 1;
        return;
      }
    }
    stats.misses += 1;
    await next();
    await keep(context, question.key, stamp);
  };

  return { serve, stats: (): FastLaneStats => ({ ...stats }) };
};
