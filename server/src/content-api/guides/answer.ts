import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import type { CareerFieldConfig } from '../../config';
import type { FacetValue } from '../../guide/search';
import { documentsIn } from '../../guide/withhold';
import type { Guide, GuideCard } from '../../guide/types';
import type { HttpContext } from './context';

/** A finished answer, the same for everybody. */
export interface Answer {
  /** Media type with its character set. */
  type: string;
  body: Buffer | (() => Readable);
  /** Strong: another one whenever a byte of the body is another (RFC 9110, 8.8.3). */
  etag: string;
  /** When what it shows became what it is. */
  changed: Moment | undefined;
  /** The language of its content, if it has one. */
  language: string | undefined;
  /** What a CDN may purge it by, with blanks between. */
  surrogateKey: string;
  /** Its name in memory; none where readers can think of any number of others like it. */
  key: string | undefined;
}

/** A time as it is compared, and as a header has it, made once for all who are told. */
export interface Moment {
  /** In milliseconds since 1970. */
  time: number;
  text: string;
}

/** @param iso ISO 8601 */
export const momentOf = (iso: string | undefined): Moment | undefined => {
  if (!iso) return undefined;
  const time = Date.parse(iso);
  return { time, text: new Date(time).toUTCString() };
};

export const JSON_TYPE = 'application/json; charset=utf-8';

/** A strong entity tag of a body. */
export const etagOf = (body: Buffer | string): string =>
  `"${createHash('sha256').update(body).digest('base64url').slice(0, 32)}"`;

/** Every answer has this key; guides, lists, the feed and the sitemap of a site are purged with it at once. */
export const EVERYTHING = 'career-field';

/** Lists, the change feed and the sitemap, which any change of a guide may change. */
export const LIST_KEYS = `${EVERYTHING} career-field-lists`;

/** The headers of a request that any response may depend on. */
export const VARIES_BY = ['Accept-Encoding', 'Authorization'];

/** In the place of the documents that a response shows where they would not fit into a header. */
export const MANY = 'career-field-many';

/** What proxies take as one header, with some room. */
const MAX_KEYS_LENGTH = 7000;

/** Keys in one text, or the first ones with a key for all others where there are too many. */
const joined = (group: string, names: Iterable<string>): string => {
  const keys = [group, ...new Set(names)].join(' ');
  return keys.length > MAX_KEYS_LENGTH ? `${group} ${MANY}` : keys;
};

const filesIn = (dependencies: string[]): string[] => dependencies.filter((name) => name.startsWith('file:'));

/**
 * A guide is purged by its article and by every document that it shows.
 *
 * @param dependencies of the guide, for the files of its images
 */
export const surrogateKeyOf = (article: string, guide: Guide | undefined, dependencies: string[]): string => {
  const shown = guide ? Object.entries(documentsIn(guide)) : [];
  return joined(EVERYTHING, [
    `article:${article}`,
    ...shown.flatMap(([type, documents]) => [...documents].map((document) => `${type}:${document}`)),
    ...filesIn(dependencies),
  ]);
};

/** A list is purged by what its cards and facets show. */
export const surrogateKeyOfList = (
  cards: GuideCard[],
  facets: Record<'categories' | 'skills' | 'studyPaths', FacetValue[]>,
  dependencies: string[]
): string =>
  joined(LIST_KEYS, [
    ...cards.flatMap(({ documentId, category }) => [
      `article:${documentId}`,
      ...(category ? [`category:${category.documentId}`] : []),
    ]),
    ...filesIn(dependencies),
    ...facets.categories.map(({ documentId }) => `category:${documentId}`),
    ...facets.skills.map(({ documentId }) => `skill:${documentId}`),
    ...facets.studyPaths.map(({ documentId }) => `study-path:${documentId}`),
  ]);

/** Names what a CDN may purge a response by, in the header and with the separator that the CDN expects. */
export const setSurrogateKey = (
  context: HttpContext,
  keys: string,
  { surrogateKeyHeader }: CareerFieldConfig['http']
): void => {
  const separator = /cache-tag/i.test(surrogateKeyHeader) ? ',' : ' ';
  context.set(surrogateKeyHeader, keys.split(' ').join(separator));
};

/** How long a CDN may repeat that there is no such guide, in seconds: until it is published, at the latest. */
const ABSENCE_SECONDS = 10;

/**
 * Whether an answer is the one that everybody gets. A reader who has shown a token or a cookie gets the same text, but a
 * CDN must not learn it from such a request: the site's own middlewares may have put something into it.
 */
export const isPublic = (context: HttpContext): boolean =>
  context.get('authorization') === '' && context.get('cookie') === '' && !context.state.auth?.credentials;

/** What `Cache-Control` says of an answer with a guide, a list, the feed or the sitemap. */
export const cacheControl = (
  { maxAge, sharedMaxAge, staleWhileRevalidate }: CareerFieldConfig['http'],
  forEverybody: boolean
): string =>
  forEverybody
    ? `public, max-age=${maxAge}, s-maxage=${sharedMaxAge}, stale-while-revalidate=${staleWhileRevalidate}`
    : 'private, no-cache';

/** The same for the answer that there is no such guide. */
export const cacheControlOfAbsence = (
  { sharedMaxAge }: CareerFieldConfig['http'],
  forEverybody: boolean
): string =>
  forEverybody ? `public, max-age=0, s-maxage=${Math.min(ABSENCE_SECONDS, sharedMaxAge)}` : 'no-store';

/**
 * `Last-Modified` of an answer, or undefined as long as the same second may still see another answer: this process's
 * next write, or one of another process that this one does not know of yet. Two answers must not share a time
 * (RFC 9110, 8.8.2.2).
 */
export const lastModified = (changed: Moment | undefined, maxStaleMs: number): string | undefined =>
  changed && Date.now() - changed.time > 1000 + maxStaleMs ? changed.text : undefined;

const TAG = /"[^"]*"/g;
const NO_CACHE = /(?:^|,)\s*no-cache\s*(?:,|$)/;

/**
 * Whether the reader has the answer already. Where both a tag and a time are given the tag alone counts (RFC 9110,
 * 13.1.3), and whoever wants no cache on the way gets the answer whole.
 *
 * @param modified whether the answer has a `Last-Modified`
 */
export const isKnown = (
  headers: HttpContext['headers'],
  { etag, changed }: Pick<Answer, 'etag' | 'changed'>,
  modified: boolean
): boolean => {
  const tags = headers['if-none-match'];
  const since = headers['if-modified-since'];
  if (!tags && !since) return false;
  if (headers['cache-control'] && NO_CACHE.test(headers['cache-control'])) return false;
  // Weakly compared: the tags are strong, so what a proxy calls weak is the same but for its encoding.
  if (tags) return tags === etag || tags.trim() === '*' || (tags.match(TAG)?.includes(etag) ?? false);
  // Headers know no fractions of a second.
  return modified && Math.floor(changed!.time / 1000) * 1000 <= Date.parse(since!);
};

/** Puts an answer into Koa's context: whole, without its body for HEAD, or as 304. */
export const send = (
  context: HttpContext,
  answer: Answer,
  { http, cache }: Pick<CareerFieldConfig, 'http' | 'cache'>
): void => {
  context.status = 200;
  context.set('ETag', answer.etag);
  const modified = lastModified(answer.changed, cache.maxStaleMs);
  if (modified) context.set('Last-Modified', modified);
  if (answer.language) context.set('Content-Language', answer.language);
  context.set('Cache-Control', cacheControl(http, isPublic(context)));
  setSurrogateKey(context, answer.surrogateKey, http);
  context.state.careerFieldAnswer = answer;
  if (isKnown(context.headers, answer, modified !== undefined)) {
    context.status = 304;
    context.body = null;
    return;
  }
  context.type = answer.type;
  context.body = typeof answer.body === 'function' ? answer.body() : answer.body;
};
