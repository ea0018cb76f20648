import { Readable } from 'node:stream';
import { hasNoCredentials, isRead, type HttpContext } from './context';
import type { GuideApi } from './guide-api';
import { allowedBy } from './handle-request';
import type { ChangeTime } from './public-response';
import { isFresh, lastModified } from './response';
import type { ResponseCacheStats } from './response-cache';

/*
 * The fast path (`fastLane`) sends responses before all of the site's middlewares: without logging, rate limits and access
 * rules. It repeats what the default path has sent for the same anonymous request, with all headers, until anything changes.
 */

/** A response as the default path has sent it. */
interface SentResponse {
  /** Names and values in turns, as Node takes them. */
  headers: string[];
  /** The headers of its 304. */
  headersOf304: string[];
  /** Unknown while the default path has sent only 304. */
  body: Buffer | undefined;
  etag: string;
  changed: ChangeTime | undefined;
  /** `Last-Modified`, once it is among the headers. */
  modified: string | undefined;
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

/** The headers of a 304 (RFC 9110, 15.4.5), beside those that let a page of another origin read it. */
const OF_304 = new Set(['cache-control', 'content-location', 'etag', 'expires', 'vary']);

/** The request headers that a response may depend on. */
const KNOWN_VARY = new Set(['origin', 'accept-encoding', 'authorization', 'cookie']);

/** What a response takes beside its body. */
const OVERHEAD_BYTES = 2000;

/** Of a request header that is part of the key. */
const MAX_HEADER_LENGTH = 200;

const isOfOneRequest = (name: string): boolean =>
  OF_ONE_REQUEST.has(name) || OF_ONE_REQUEST_PATTERN.test(name);

const isOf304 = (name: string): boolean => OF_304.has(name) || name.startsWith('access-control-');

/** Names an anonymous request with everything that its response depends on; undefined for the default path. */
const keyOf = (context: HttpContext, name: string): string | undefined => {
  if (!isRead(context) || !hasNoCredentials(context)) return undefined;
  const { headers } = context;
  const { origin = '', 'accept-encoding': encodings = '' } = headers;
  if (headers['content-length'] !== undefined || headers['transfer-encoding'] !== undefined) return undefined;
  if (origin.length > MAX_HEADER_LENGTH || encodings.length > MAX_HEADER_LENGTH) return undefined;
  return `sent ${name}\n${origin}\n${encodings}`;
};

const readBody = async (body: unknown): Promise<Buffer | undefined> => {
  if (Buffer.isBuffer(body)) return body;
  if (typeof body === 'string') return Buffer.from(body);
  if (!(body instanceof Readable)) return undefined;
  const chunks: Buffer[] = [];
  // A middleware that compresses gives a stream.
  for await (const chunk of body) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
};

/** Whether a response is the same for every anonymous reader, judging by its headers. */
const isPublic = ({ status, response: { headers } }: HttpContext): boolean => {
  const vary = String(headers.vary ?? '')
    .toLowerCase()
    .split(',');
  return (
    (status === 200 || status === 304) &&
    headers['set-cookie'] === undefined &&
    String(headers['cache-control']).startsWith('public') &&
    vary.every((header) => KNOWN_VARY.has(header.trim()))
  );
};

/** @returns whether it has sent the response */
const replay = (context: HttpContext, sent: SentResponse, maxStaleMs: number): boolean => {
  if (!sent.modified) {
    sent.modified = lastModified(sent.changed, maxStaleMs);
    if (sent.modified) {
      for (const headers of [sent.headers, sent.headersOf304]) headers.push('Last-Modified', sent.modified);
    }
  }
  const { res, method, headers } = context;
  if (isFresh(headers, sent.etag, sent.modified)) {
    context.respond = false;
    res.writeHead(304, sent.headersOf304).end();
    return true;
  }
  if (!sent.body) return false;
  context.respond = false;
  res.writeHead(200, sent.headers);
  if (method === 'HEAD') res.end();
  else res.end(sent.body);
  return true;
};

/** Caches what the default path is about to send. */
const record = async (api: GuideApi, context: HttpContext, key: string, version: string): Promise<void> => {
  const delivered = context.state.careerFieldResponse;
  if (!delivered?.isCacheable || context.method !== 'GET' || !isPublic(context)) return;
  const { status, response } = context;
  // A 304 has no body: one that is cached already is better.
  if (status === 304 && api.cache.find(key, version)) return;
  const body = status === 200 ? await readBody(context.body) : undefined;
  if (status === 200) {
    if (!body) return;
    context.body = body;
  }
  const headers = Object.entries(response.headers)
    .filter(([name]) => !isOfOneRequest(name))
    .map(([name, value]): [string, string] => [name, String(value)]);
  const sent: SentResponse = {
    headers: body ? [...headers.flat(), 'Content-Length', String(body.length)] : [],
    headersOf304: headers.filter(([name]) => isOf304(name)).flat(),
    body,
    etag: String(response.headers.etag),
    changed: delivered.changed,
    modified: undefined,
  };
  api.cache.store(key, sent, (body?.length ?? 0) + OVERHEAD_BYTES, version);
};

export const createFastPath = (api: GuideApi) => {
  const stats: ResponseCacheStats = { hits: 0, misses: 0 };

  const serve = async (context: HttpContext, next: () => Promise<unknown>): Promise<void> => {
    const name = api.requestName(context);
    const key = name === undefined ? undefined : keyOf(context, name);
    const version = key === undefined ? undefined : api.cache.version();
    if (name === undefined || key === undefined || version === undefined) {
      await next();
      return;
    }
    if (allowedBy(api, context, name)) {
      const sent = api.cache.find<SentResponse>(key, version);
      if (sent && replay(context, sent, api.config.cache.maxStaleMs)) {
        stats.hits += 1;
        return;
      }
    }
    stats.misses += 1;
    await next();
    await record(api, context, key, version);
  };

  return { serve, stats: (): ResponseCacheStats => ({ ...stats }) };
};
