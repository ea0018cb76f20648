import { createHash } from 'node:crypto';
import fresh from 'fresh';
import type { CareerFieldConfig } from '../../config';
import type { HttpContext } from './context';
import type { ChangeTime, PublicResponse } from './public-response';
import { setSurrogateKey } from './surrogate-keys';

/** @param iso ISO 8601 */
export const changeTimeOf = (iso: string | undefined): ChangeTime | undefined => {
  if (!iso) return undefined;
  const time = Date.parse(iso);
  return { time, text: new Date(time).toUTCString() };
};

export const JSON_TYPE = 'application/json; charset=utf-8';

/** Returns a strong entity tag of a body. */
export const etagOf = (body: Buffer | string): string =>
  `"${createHash('sha256').update(body).digest('base64url').slice(0, 32)}"`;

/** The headers of a request that any response may depend on. */
export const VARIES_BY = ['Accept-Encoding', 'Authorization'];

/** How long a CDN may cache that there is no such guide, in seconds: it may be published at any time. */
const NOT_FOUND_SECONDS = 10;

/**
 * Whether a request is anonymous. A reader with a token or a cookie gets the same content, but a CDN must not cache it
 * from such a request: the site's own middlewares may have added something personal.
 */
export const isAnonymous = (context: HttpContext): boolean =>
  context.get('authorization') === '' && context.get('cookie') === '' && !context.state.auth?.credentials;

/**
 * Returns `Cache-Control` of a guide, a list, the feed or the sitemap.
 *
 * @param changesAt the moment from which on the response is another one, in milliseconds since 1970
 */
export const cacheControl = (
  { maxAge, sharedMaxAge, staleWhileRevalidate }: CareerFieldConfig['http'],
  forAnonymous: boolean,
  changesAt = Infinity
): string => {
  if (!forAnonymous) return 'private, no-cache';
  // No cache may serve it beyond that moment, while it revalidates either.
  const left = Math.max(0, Math.floor((changesAt - Date.now()) / 1000));
  const shared = Math.min(sharedMaxAge, left);
  const stale = Math.min(staleWhileRevalidate, left - shared);
  return `public, max-age=${Math.min(maxAge, left)}, s-maxage=${shared}, stale-while-revalidate=${stale}`;
};

/** Returns `Cache-Control` of a 404. */
export const cacheControlOfNotFound = (
  { sharedMaxAge }: CareerFieldConfig['http'],
  forAnonymous: boolean
): string =>
  forAnonymous ? `public, max-age=0, s-maxage=${Math.min(NOT_FOUND_SECONDS, sharedMaxAge)}` : 'no-store';

/**
 * Returns `Last-Modified` of a response, or undefined while the same second may still see another response: after this
 * process's next write, or one of another process that this one has not seen yet. Two responses must not share a time
 * (RFC 9110, 8.8.2.2).
 */
export const lastModified = (changed: ChangeTime | undefined, maxStaleMs: number): string | undefined =>
  changed && Date.now() - changed.time > 1000 + maxStaleMs ? changed.text : undefined;

/**
 * Whether the reader has the response already.
 *
 * @param modified `Last-Modified` of the response, if it has one
 */
export const isFresh = (
  headers: HttpContext['headers'],
  etag: string,
  modified: string | undefined
): boolean => fresh(headers, { etag, 'last-modified': modified });

/** Puts a response into Koa's context: with its body, or as 304. Koa sends HEAD without the body. */
export const send = (
  context: HttpContext,
  response: PublicResponse,
  { http, cache }: Pick<CareerFieldConfig, 'http' | 'cache'>
): void => {
  const { etag, changed, changesAt, language, surrogateKey, type, body } = response;
  context.status = 200;
  context.set('ETag', etag);
  const modified = lastModified(changed, cache.maxStaleMs);
  if (modified) context.set('Last-Modified', modified);
  if (language) context.set('Content-Language', language);
  context.set('Cache-Control', cacheControl(http, isAnonymous(context), changesAt));
  setSurrogateKey(context, surrogateKey, http);
  context.state.careerFieldResponse = response;
  if (isFresh(context.headers, etag, modified)) {
    context.status = 304;
    context.body = null;
    return;
  }
  context.type = type;
  context.body = typeof body === 'function' ? body() : body;
};
