import type { ChangesAnswer, GuideAnswer, GuideListAnswer, TextFormat } from './answers';
import { memoryCache, type AnswerCache } from './cache';
import { isAbsence } from './errors';
import type { GuideCard, GuideFilters } from './guide';
import { addressOf, createRequest, parseAnswer, type RequestOptions } from './request';

export interface ClientOptions {
  /** The address of the Strapi site, such as `https://cms.example.org`. */
  baseUrl: string;
  /** An API token, where reading is not open to everybody. Never in code that browsers get. */
  token?: string;
  /** Another `fetch` than the runtime's. */
  fetch?: typeof fetch;
  /**
   * Where answers are kept to be asked for with `If-None-Match`, or false. Without it 8 MB of memory; in a browser
   * nothing, because its own HTTP cache does the same without asking another origin for leave first.
   */
  cache?: AnswerCache | false;
}

export interface GuideOptions<Format extends TextFormat> extends RequestOptions {
  /** A language of the site, such as `de`; without it the site's default. */
  locale?: string;
  /** How rich text comes: as Strapi's blocks, unless it says `html` or `markdown`. */
  format?: Format;
}

export interface PageOptions extends RequestOptions {
  locale?: string;
}

export interface ListOptions extends RequestOptions, GuideFilters {
  locale?: string;
  /** Words to look for. */
  q?: string;
  /** Without it by relevance, which is by title where nothing is searched for. */
  sort?: 'relevance' | 'title' | 'title:desc' | 'publishedAt:desc' | 'updatedAt:desc';
  /** From 1. */
  page?: number;
  /** How many cards a page has, up to the plugin's option `limits.pageSize`. */
  pageSize?: number;
}

export interface ChangesOptions extends RequestOptions {
  /** `meta.next` of an earlier response: exactly what has changed since. Without it and `since`, everything. */
  cursor?: string;
  /** A moment in ISO 8601, by the clocks of the servers, so approximate. */
  since?: string;
  pageSize?: number;
}

export interface SitemapOptions extends RequestOptions {
  /** Only the pages of one language. */
  locale?: string;
  /** One file of a sitemap that is too large for one. */
  page?: number;
}

/**
 * The plugin's delivery API. Everything that asks throws `CareerFieldError` when the answer is no success, and what
 * `signal` was aborted with when it was.
 */
export interface CareerFieldClient {
  /** A whole guide, or null if there is none with this slug in this language. */
  getGuide<Format extends TextFormat = 'blocks'>(
    slug: string,
    options?: GuideOptions<Format>
  ): Promise<GuideAnswer<Format> | null>;
  /** A whole guide as one document in Markdown, for readers that are programs; null if there is none. */
  getMarkdownPage(slug: string, options?: PageOptions): Promise<string | null>;
  /** One page of the list of guides. */
  listGuides(options?: ListOptions): Promise<GuideListAnswer>;
  /** All guides of the list, one page after the other as they are read. */
  allGuides(options?: Omit<ListOptions, 'page'>): AsyncGenerator<GuideCard, void, undefined>;
  /** What has been published and unpublished, for a build that does only what is needed. */
  getChanges(options?: ChangesOptions): Promise<ChangesAnswer>;
  /** The sitemap as XML; a 404 as long as the plugin's option `site.url` is not set. */
  getSitemap(options?: SitemapOptions): Promise<string>;
  /** Where the sitemap is. */
  readonly sitemapUrl: string;
  /** The whole address of an image: the local upload provider gives it relative to the Strapi site. */
  assetUrl(url: string): string;
}

/** In a page, or in a worker of one; the workers of edge runtimes import no scripts, and know of no other origin. */
const isBrowser = (): boolean => 'document' in globalThis || 'importScripts' in globalThis;

/** Not by `URL.canParse`, which in Node 20 and 22 refuses umlauts once it is optimized. */
const isAddress = (text: string): boolean => {
  try {
    return Boolean(new URL(text));
  } catch {
    return false;
  }
};

/**
 * Makes a client.
 *
 * @throws TypeError when `baseUrl` is no address
 */
export const createClient = ({ baseUrl, token, cache, ...options }: ClientOptions): CareerFieldClient => {
  if (!isAddress(baseUrl)) throw new TypeError(`baseUrl is "${baseUrl}", but must be a whole address.`);
  const request = createRequest({
    baseUrl,
    token,
    // Looked up at each request: frameworks put their own in its place.
    fetch: options.fetch ?? ((...asked) => fetch(...asked)),
    cache: cache ?? (isBrowser() ? false : memoryCache()),
  });

  const listGuides = async ({ signal, ...parameters }: ListOptions = {}): Promise<GuideListAnswer> =>
    parseAnswer(await request('guides', parameters, { signal }));

  /** What is asked for below a guide's own address, or null if there is no such guide. */
  const ofGuide = async <Answer>(
    slug: string,
    ask: (path: string) => Promise<Answer>
  ): Promise<Answer | null> => {
    // No slugs, but addresses of something else.
    if (/^(\.{0,2}|changes)$/.test(slug)) return null;
    try {
      return await ask(`guides/${encodeURIComponent(slug)}`);
    } catch (error) {
      if (isAbsence(error)) return null;
      throw error;
    }
  };

  return {
    getGuide: <Format extends TextFormat = 'blocks'>(
      slug: string,
      { signal, ...parameters }: GuideOptions<Format> = {}
    ) =>
      ofGuide(slug, async (path) => {
        const { data, meta } = parseAnswer<GuideAnswer<Format>>(await request(path, parameters, { signal }));
        const redirectedFrom = data.slug === slug ? null : slug;
        return { data, meta: { locale: meta.locale, redirectedFrom } };
      }),

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
      parseAnswer(await request('guides/changes', parameters, { signal })),

    getSitemap: async ({ signal, ...parameters } = {}) =>
      (await request('sitemap', parameters, { signal })).text,
    sitemapUrl: addressOf(baseUrl, 'sitemap'),
    // The path of `baseUrl` belongs to Strapi, as that of a proxy, and so to what Strapi serves.
    assetUrl: (url) => new URL(/^\/(?!\/)/.test(url) ? baseUrl.replace(/\/+$/, '') + url : url, baseUrl).href,
  };
};
