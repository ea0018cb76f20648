import { Readable } from 'node:stream';
import type { CareerFieldConfig } from '../../config';
import { guidesOf } from '../../guide';
import type { Strapi } from '../../plugin';
import type { PublicResponse } from './public-response';
import { changeTimeOf, etagOf } from './response';
import {
  planSitemap,
  sitemapSource,
  writeSitemap,
  writeSitemapIndex,
  type SitemapFile,
  type SitemapSource,
} from './sitemap';
import { LIST_KEYS } from './surrogate-keys';

const XML_TYPE = 'application/xml; charset=utf-8';

/** Each chunk costs a write to the connection. */
const CHUNK_LENGTH = 64 * 1024;

function* inChunks(pieces: Iterable<string>): Generator<string> {
  let chunk = '';
  for (const piece of pieces) {
    chunk += piece;
    if (chunk.length < CHUNK_LENGTH) continue;
    yield chunk;
    chunk = '';
  }
  if (chunk !== '') yield chunk;
}

/** The guides of all locales with the files of their sitemaps, for one revision of the content. */
interface Plans {
  revision: string;
  source: SitemapSource;
  byLocale: Map<string | undefined, SitemapFile[]>;
}

/** Builds sitemaps, and keeps their plan, which holds no files, until a guide changes. */
export class SitemapResponses {
  #plans: Plans | undefined;

  constructor(
    private readonly strapi: Strapi,
    private readonly site: CareerFieldConfig['site']
  ) {}

  /**
   * Returns the pages of the portal or, where they do not fit into one file, an index of the files.
   *
   * @param page one file of a sitemap with an index
   * @param url the address of the portal
   * @param addressOf returns the absolute address of a file
   * @returns undefined for a file that does not exist
   */
  async build(
    { locale, page }: { locale: string | undefined; page: number | undefined },
    url: string,
    addressOf: (page: number) => string
  ): Promise<PublicResponse | undefined> {
    const site = { ...this.site, url };
    const { guides, revision, changedAt } = await guidesOf(this.strapi).listed();
    if (this.#plans?.revision !== revision) {
      this.#plans = { revision, source: sitemapSource(guides), byLocale: new Map() };
    }
    const { source, byLocale } = this.#plans;
    const files = byLocale.get(locale) ?? planSitemap(source, locale, site);
    byLocale.set(locale, files);
    const common = {
      type: XML_TYPE,
      language: undefined,
      surrogateKey: LIST_KEYS,
      isCacheable: false,
      // Of the feed, because a guide that is deleted changes the sitemap, too.
      changed: changeTimeOf(changedAt),
    };
    if (page === undefined && files.length > 1) {
      const body = Buffer.from([...writeSitemapIndex(files, addressOf)].join(''));
      return { ...common, body, etag: etagOf(body) };
    }
    const file = files[(page ?? 1) - 1];
    return (
      file && {
        ...common,
        body: () => Readable.from(inChunks(writeSitemap(source, file.entries, site))),
        etag: file.etag,
      }
    );
  }
}
