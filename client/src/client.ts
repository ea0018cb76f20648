import type {
  ChangesResponse,
  DraftResponse,
  GuideResponse,
  GuideListResponse,
  TextFormat,
} from './responses';
import { memoryCache, type ResponseCache } from './cache';
import { isNotFound } from './errors';
import type { GuideCard, GuideFilters } from './guide';
import { urlOf, createRequest, parseResponse, type RequestOptions } from './request';

export interface ClientOptions {
  /** The URL of the Strapi site, such as `https://cms.example.org`. */
  baseUrl: string;
  /** An API token, unless reading is public. Never use it in code that browsers load. */
  token?: string | undefined;
  /** A custom `fetch`. */
  fetch?: typeof fetch | undefined;
  /**
   * The store of responses that are revalidated with `If-None-Match`, or false for none. Default: 8 MB of memory; none in
   * a browser, whose HTTP cache does the same without a CORS preflight.
   */
  cache?: ResponseCache | false | undefined;
}

export interface GuideOptions<Format extends TextFormat> extends RequestOptions {
  /** A locale of the site, such as `de`. Default: the site's default locale. */
  locale?: string | undefined;
  /** The format of rich text. Default: Strapi's blocks. */
  format?: Format | undefined;
}

export interface DraftOptions<Format extends TextFormat> extends GuideOptions<Format> {
  /** From the signed address of a preview. It replaces the permission, for this draft in this language. */
  token?: string | undefined;
}

export interface PageOptions extends RequestOptions {
  locale?: string | undefined;
}

export interface ListOptions extends RequestOptions, GuideFilters {
  locale?: string | undefined;
  /** Search words. */
  q?: string | undefined;
  /** Default: by relevance, or by title without search words. */
  sort?: 'relevance' | 'title' | 'title:desc' | 'publishedAt:desc' | 'updatedAt:desc' | undefined;
  /** From 1. */
  page?: number | undefined;
  /** The number of cards per page, up to the plugin's option `limits.pageSize`. */
  pageSize?: number | undefined;
}

export interface ChangesOptions extends RequestOptions {
  /** `meta.next` of an earlier response: returns exactly the changes since. Without it and `since`, returns all. */
  cursor?: string | undefined;
  /** A moment in ISO 8601. Approximate, because the clocks of servers differ. */
  since?: string | undefined;
  pageSize?: number | undefined;
}

export interface SitemapOptions extends RequestOptions {
  /** Only the pages of one locale. */
  locale?: string | undefined;
  /** One file of a sitemap that has several. */
  page?: number | undefined;
}

/**
 * The plugin's delivery API. Each method that sends a request throws `CareerFieldError` unless the response is a success,
 * and the reason of `signal` when it was aborted.
 */
export interface CareerFieldClient {
  /** Returns a whole guide, or null if none has this slug in this locale. */
  getGuide<Format extends TextFormat = 'blocks'>(
    slug: string,
    options?: GuideOptions<Format>
  ): Promise<GuideResponse<Format> | null>;
  /**
   * Returns the draft of an article as a guide, by its documentId or its slug; null if there is none in this locale. It
   * requires the permission *preview*, or by documentId the token of a preview. It is never cached.
   */
  draft<Format extends TextFormat = 'blocks'>(
    which: string | { slug: string },
    options?: DraftOptions<Format>
  ): Promise<DraftResponse<Format> | null>;
  /** Returns a whole guide as one Markdown document, for programs; null if there is none. */
  getMarkdownPage(slug: string, options?: PageOptions): Promise<string | null>;
  /** Returns one page of the list of guides. */
  listGuides(options?: ListOptions): Promise<GuideListResponse>;
  /** Iterates over all guides of the list, and requests each page when it is needed. */
  allGuides(options?: Omit<ListOptions, 'page'>): AsyncGenerator<GuideCard, void, undefined>;
  /** Returns the published and unpublished guides since a cursor, for incremental builds. */
  getChanges(options?: ChangesOptions): Promise<ChangesResponse>;
  /** Returns the sitemap as XML; throws an error with status 404 unless the plugin's option `site.url` is set. */
  getSitemap(options?: SitemapOptions): Promise<string>;
  /** The URL of the sitemap. */
  readonly sitemapUrl: string;
  /** Returns the absolute URL of an image, which the local upload provider stores relative to the Strapi site. */
  assetUrl(url: string): string;
}

/** Whether the code runs in a page or a web worker. Workers of edge runtimes have no `importScripts`. */
const isBrowser = (): boolean => 'document' in globalThis || 'importScripts' in globalThis;

/** Avoids `URL.canParse`, which in Node 20 and 22 rejects umlauts once it is optimized. */
const isAbsoluteUrl = (text: string): boolean => {
  try {
    return Boolean(new URL(text));
  } catch {
    return false;
  }
};

/** Awaits a response; returns null if Strapi says that there is no such thing. */
const orNull = async <Result>(response: Promise<Result>): Promise<Result | null> => {
  try {
    return await response;
  } catch (error) {
    if (isNotFound(error)) return null;
    throw error;
  }
};

/** Returns the path of a draft, or null for a name that would be another path. */
const draftPath = (which: string | { slug: string }): string | null => {
  const [prefix, name] = typeof which === 'string' ? ['', which] : ['by-slug/', which.slug];
  return /^\.{0,2}$/.test(name) ? null : `drafts/${prefix}${encodeURIComponent(name)}`;
};

/**
 * Creates a client.
 *
 * @throws TypeError unless `baseUrl` is an absolute URL
 */
export const createClient = ({ baseUrl, token, cache, ...options }: ClientOptions): CareerFieldClient => {
  if (!isAbsoluteUrl(baseUrl)) throw new TypeError(`baseUrl is "${baseUrl}", but must be an absolute URL.`);
  const request = createRequest({
    baseUrl,
    token,
    // Looked up for each request, because frameworks replace it.
    fetch: options.fetch ?? ((...args) => fetch(...args)),
    cache: cache ?? (isBrowser() ? false : memoryCache()),
  });

  const listGuides = async ({ signal, ...parameters }: ListOptions = {}): Promise<GuideListResponse> =>
    parseResponse(await request('guides', parameters, { signal }));

  /** Requests a path below a guide's URL; returns null if there is no such guide. */
  const ofGuide = async <Result>(
    slug: string,
    send: (path: string) => Promise<Result>
  ): Promise<Result | null> => {
    // These are not slugs, but other URLs.
    if (/^(\.{0,2}|changes)$/.test(slug)) return null;
    return orNull(send(`guides/${encodeURIComponent(slug)}`));
  };

  return {
    getGuide: <Format extends TextFormat = 'blocks'>(
      slug: string,
      { signal, ...parameters }: GuideOptions<Format> = {}
    ) =>
      ofGuide(slug, async (path) => {
        const { data, meta } = parseResponse<GuideResponse<Format>>(
          await request(path, parameters, { signal })
        );
        const redirectedFrom = data.slug === slug ? null : slug;
        return { data, meta: { locale: meta.locale, redirectedFrom } };
      }),

    draft: async <Format extends TextFormat = 'blocks'>(
      which: string | { slug: string },
      { signal, ...parameters }: DraftOptions<Format> = {}
    ) => {
      const path = draftPath(which);
      const response = path && (await orNull(request(path, parameters, { signal }, { isPrivate: true })));
      return response ? parseResponse<DraftResponse<Format>>(response) : null;
    },

    getMarkdownPage: (slug, { signal, ...parameters } = {}) =>
      ofGuide(slug, async (path) => (await request(`${path}/markdown`, parameters, { signal })).text),

    listGuides,

    async *allGuides(options = {}) {
      for (let page = 1, pageCount = 1; page <= pageCount; page += 1) {
        const { data, meta } = await listGuides({ ...options, page });
        yield* data;
        pageCount = meta.pagination.pageCount;
      }
    },

    getChanges: async ({ signal, ...parameters } = {}) =>
      parseResponse(await request('guides/changes', parameters, { signal })),

    getSitemap: async ({ signal, ...parameters } = {}) =>
      (await request('sitemap', parameters, { signal })).text,
    sitemapUrl: urlOf(baseUrl, 'sitemap'),
    // A path of `baseUrl`, such as that of a proxy, also applies to the files that Strapi serves.
    assetUrl: (url) => new URL(/^\/(?!\/)/.test(url) ? baseUrl.replace(/\/+$/, '') + url : url, baseUrl).href,
  };
};
