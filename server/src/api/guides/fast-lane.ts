import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { guidesOf } from '../../guide';
import { PLUGIN_ID, type Strapi } from '../../plugin';
import { FIND_GUIDE, FIND_GUIDES } from './actions';
import { isKnown, lastModified, type Answer } from './answer';
import type { HttpContext } from './context';
import type { Delivery } from './delivery';

/**
 * Answers before all of the site's middlewares: no logging, no rate limits, no walls. What goes out here is what the
 * ordinary way has answered to the same question of somebody unknown, with its headers, as long as nothing has changed.
 */

interface LaneContext extends HttpContext {
  headers: Record<string, string | undefined>;
  res: ServerResponse;
  /** Whether Koa sends the answer. */
  respond?: boolean;
  response: { headers: Record<string, unknown>; remove(header: string): void };
}

/** An answer as the ordinary way has given it. */
interface Kept {
  headers: [name: string, value: string][];
  body: Buffer;
  etag: string;
  changedAt: string | undefined;
  /** What everything was like when it was made. */
  revision: string;
  locales: string;
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

/** What an answer may depend on. */
const VARIES_BY = new Set(['origin', 'accept-encoding', 'authorization', 'cookie']);

/** Beside its body and its headers. */
const OVERHEAD_BYTES = 2000;

const PATH = /^\/guides(?:\/(?!changes$)[a-z0-9]+(?:-[a-z0-9]+)*(?:\/markdown)?)?$/;
// Nothing that could be written in several ways, and no searching.
const QUERY = /^(?!(?:.*&)?q=)[A-Za-z0-9=&_.:-]{0,200}$/;
const MAX_HEADER_LENGTH = 200;

const isForOneRequest = (name: string): boolean =>
  OF_ONE_REQUEST.has(name) || OF_ONE_REQUEST_PATTERN.test(name);

/** Of which kind a question is and how it is named, or undefined for one that goes the ordinary way. */
const createQuestion = (base: string) => (context: LaneContext) => {
  const { method, path, querystring, headers } = context;
  if (method !== 'GET' && method !== 'HEAD') return undefined;
  if (!path.startsWith(base)) return undefined;
  const below = path.slice(base.length);
  if (!PATH.test(below) || !QUERY.test(querystring)) return undefined;
  const { authorization, cookie, origin = '', 'accept-encoding': encodings = '' } = headers;
  if (authorization !== undefined || cookie !== undefined) return undefined;
  if (headers['content-length'] !== undefined || headers['transfer-encoding'] !== undefined) return undefined;
  if (origin.length > MAX_HEADER_LENGTH || encodings.length > MAX_HEADER_LENGTH) return undefined;
  // Whatever their order, the same parameters get the same answer. Unknown ones and doubles are refused.
  const query = querystring === '' ? '' : querystring.split('&').sort().join('&');
  return {
    key: `fast ${below}?${query}\n${origin}\n${encodings}`,
    action: below === '/guides' ? FIND_GUIDES : FIND_GUIDE,
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
    status === 200 &&
    headers['set-cookie'] === undefined &&
    String(headers['cache-control']).startsWith('public') &&
    vary.every((header) => VARIES_BY.has(header.trim()))
  );
};

const replay = (context: LaneContext, kept: Kept, maxStaleMs: number): void => {
  const modified = lastModified(kept.changedAt, maxStaleMs);
  const headers = kept.headers.flat();
  if (modified) headers.push('Last-Modified', modified);
  const { res, method } = context;
  context.respond = false;
  if (context.get('if-none-match') !== '' || context.get('if-modified-since') !== '') {
    context.status = 200;
    context.set('ETag', kept.etag);
    if (modified) context.set('Last-Modified', modified);
    const isFresh = isKnown(context);
    context.response.remove('ETag');
    context.response.remove('Last-Modified');
    if (isFresh) {
      const about = kept.headers
        .filter(([name]) => name !== 'content-type' && name !== 'content-encoding')
        .flat();
      res.writeHead(304, modified ? [...about, 'Last-Modified', modified] : about).end();
      return;
    }
  }
  headers.push('Content-Length', String(kept.body.length));
  res.writeHead(200, headers);
  if (method === 'HEAD') res.end();
  else res.end(kept.body);
};

/** What the fast lane has done. */
export interface FastLaneStats {
  hits: number;
  misses: number;
}

export const createFastLane = (strapi: Strapi, { access, locales, config }: Omit<Delivery, 'fastLane'>) => {
  const guides = guidesOf(strapi);
  const questionOf = createQuestion(`${strapi.config.get<string>('api.rest.prefix', '/api')}/${PLUGIN_ID}`);
  const stats: FastLaneStats = { hits: 0, misses: 0 };

  const keep = async (
    context: LaneContext,
    key: string,
    { revision, locales: languages }: { revision: string; locales: string | undefined }
  ): Promise<void> => {
    const answer = context.state.careerFieldAnswer as Answer | undefined;
    if (!answer?.isKept || context.method !== 'GET' || !isForEverybody(context)) return;
    const body = await toBuffer(context.body);
    if (!body) return;
    context.body = body;
    // Before the answer was made everything must have been known to be as it was noted.
    if (languages === undefined) return;
    const headers = Object.entries(context.response.headers)
      .filter(([name]) => !isForOneRequest(name))
      .map(([name, value]): [string, string] => [name, String(value)]);
    const kept: Kept = {
      headers,
      body,
      etag: String(context.response.headers.etag),
      changedAt: answer.changedAt,
      revision,
      locales: languages,
    };
    guides.memory.set(key, kept, body.length + OVERHEAD_BYTES);
  };

  const serve = async (context: LaneContext, next: () => Promise<unknown>): Promise<void> => {
    const question = questionOf(context);
    // A database that does not answer is met the ordinary way.
    const directory = question && (await guides.directory().catch(() => undefined));
    // Where something is being made anew, the ordinary way knows what it is.
    if (!question || !directory || directory.outdated.size > 0) {
      await next();
      return;
    }
    const known = { revision: directory.catalogue.revision, locales: locales.peek() };
    if (access.may(question.action) === true) {
      const kept = guides.memory.get(question.key) as Kept | undefined;
      if (kept?.revision === known.revision && kept.locales === known.locales) {
        stats.hits += 1;
        replay(context, kept, config.cache.maxStaleMs);
        return;
      }
    }
    stats.misses += 1;
    await next();
    await keep(context, question.key, known);
  };

  return { serve, stats: (): FastLaneStats => ({ ...stats }) };
};
