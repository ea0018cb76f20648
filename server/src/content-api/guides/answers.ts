import { Readable } from 'node:stream';
import type { CareerFieldConfig } from '../../config';
import { guidesOf, type GuideIndexEntry } from '../../guide';
import { createAssetUrl } from '../../guide/assets';
import { loadRenderer } from '../../guide/renderer';
import type { Guide, TextFormat } from '../../guide/types';
import type { Strapi } from '../../plugin';
import {
  etagOf,
  JSON_TYPE,
  LIST_KEYS,
  momentOf,
  surrogateKeyOf,
  surrogateKeyOfList,
  type Answer,
} from './answer';
import { positionOf, toChanges } from './changes';
import { listSource } from './list-source';
import { DEFAULT_PAGE_SIZE, type changesQuery, type guidesQuery, type Parsed } from './parameters';
import type { GuideResponse, GuidesResponse } from './schemas';
import {
  planSitemap,
  sitemapSource,
  writeSitemap,
  writeSitemapIndex,
  type SitemapFile,
  type SitemapSource,
} from './sitemap';

export type ListQuery = Parsed<ReturnType<typeof guidesQuery>>;
export type FeedQuery = Parsed<ReturnType<typeof changesQuery>>;

const XML_TYPE = 'application/xml; charset=utf-8';
const MARKDOWN_TYPE = 'text/markdown; charset=utf-8';

/** What an answer takes beside its body. */
const OVERHEAD_BYTES = 1000;

/** One slug or documentId. */
const PLAIN = /^[A-Za-z0-9-]+$/;

/** Small pieces are put together, because each costs a write to the connection. */
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

/** Makes answers, and keeps those that may be asked for again in the memory that guides have. */
export const createAnswers = (strapi: Strapi, { limits, site }: CareerFieldConfig) => {
  const guides = guidesOf(strapi);
  const assetUrl = createAssetUrl(strapi);
  const counted = { hits: 0, misses: 0 };
  /** The guides of all languages with the files of their sitemaps, as long as no guide changes. */
  let sitemaps: { revision: string; source: SitemapSource; files: Map<string, SitemapFile[]> } | undefined;

  const remembered = async <Made extends Answer | undefined>(
    key: string | undefined,
    make: () => Promise<Made>
  ): Promise<Made> => {
    const known = key === undefined ? undefined : (guides.memory.get(key) as Made | undefined);
    counted[known ? 'hits' : 'misses'] += 1;
    if (known) return known;
    const answer = await make();
    if (answer?.key !== undefined && Buffer.isBuffer(answer.body)) {
      guides.memory.set(answer.key, answer, answer.body.length + OVERHEAD_BYTES);
    }
    return answer;
  };

  /**
   * Of an answer with one guide. The last good one of a guide that is stale has none: it was perhaps kept while the guide
   * was up to date, with documents that were withdrawn since. With the version, because what is read may be newer than the
   * entry, and must not be taken for it later on.
   */
  const keyOf = (entry: GuideIndexEntry, answer: string): string | undefined =>
    guides.isLastGood(entry) ? undefined : `guide ${entry.id} ${entry.version} ${answer}`;

  const ofGuide = (
    entry: GuideIndexEntry,
    guide: Guide,
    text: string,
    type: string,
    key: string | undefined
  ): Answer => {
    const body = Buffer.from(text);
    return {
      type,
      body,
      etag: etagOf(body),
      changed: momentOf(entry.changedAt),
      language: entry.locale,
      surrogateKey: surrogateKeyOf(entry.article, guide, guides.dependenciesOf(entry)),
      key,
    };
  };

  const ofGuides = (
    value: unknown,
    {
      changedAt,
      language,
      key,
      surrogateKey = LIST_KEYS,
    }: { changedAt: string | undefined; language?: string; key?: string; surrogateKey?: string }
  ): Answer => {
    const body = Buffer.from(JSON.stringify(value));
    return {
      type: JSON_TYPE,
      body,
      etag: etagOf(body),
      changed: momentOf(changedAt),
      language,
      surrogateKey,
      key,
    };
  };

  return {
    /** An answer that is in memory. */
    find(key: string): Answer | undefined {
      const answer = guides.memory.get(key) as Answer | undefined;
      if (answer) counted.hits += 1;
      return answer;
    },

    /**
     * One guide as JSON.
     *
     * @param requested the language that was asked for
     * @param isPrevious the guide was asked for by a slug that it no longer has
     * @returns undefined when it has just been taken back
     */
    guide(
      entry: GuideIndexEntry,
      { format, requested, isPrevious }: { format: TextFormat; requested: string; isPrevious: boolean }
    ): Promise<Answer | undefined> {
      const key = keyOf(entry, `${format} ${requested} ${isPrevious}`);
      return remembered(key, async () => {
        const text = await (format === 'blocks' ? guides.payload(entry) : guides.rendered(entry, format));
        if (text === undefined) return undefined;
        const meta: GuideResponse['meta'] = {
          locale: { requested, served: entry.locale },
          ...(isPrevious ? { redirect: { slug: entry.slug } } : {}),
        };
        return ofGuide(
          entry,
          JSON.parse(text) as Guide,
          `{"data":${text},"meta":${JSON.stringify(meta)}}`,
          JSON_TYPE,
          key
        );
      });
    },

    /** One guide as a document in Markdown. */
    page(entry: GuideIndexEntry): Promise<Answer | undefined> {
      const key = keyOf(entry, 'page');
      return remembered(key, async () => {
        const guide = await guides.guide(entry);
        if (!guide) return undefined;
        const page = (await loadRenderer()).page(guide, site, assetUrl);
        return ofGuide(entry, guide, page, MARKDOWN_TYPE, key);
      });
    },

    /** Cards, from the first language of the chain that has guides. */
    async list(chain: readonly [string, ...string[]], query: ListQuery): Promise<Answer> {
      const [requested] = chain;
      const guideIndex = await listSource(strapi, chain, query.q);
      const { locale: served } = guideIndex;
      const page = query.page ?? 1;
      const pageSize = query.pageSize ?? Math.min(DEFAULT_PAGE_SIZE, limits.pageSize);
      const { category, skill, studyPath } = query;
      const filters = [category, skill, studyPath];
      // Readers can think of any words, and of any number of lists with nothing in them: those are not kept.
      const isPlain =
        query.q === undefined && filters.every((value) => value === undefined || PLAIN.test(value));
      const key = `list ${guideIndex.revision} ${JSON.stringify([requested, served, filters, query.sort, page, pageSize])}`;
      const make = async (): Promise<Answer> => {
        const { entries, total, facets } = guides.searchOf(guideIndex).list({
          ...query,
          page,
          pageSize,
        });
        const response: GuidesResponse = {
          data: entries.map(({ card }) => card),
          meta: {
            locale: { requested, served },
            pagination: { page, pageSize, pageCount: Math.ceil(total / pageSize), total },
            facets,
          },
        };
        return ofGuides(response, {
          changedAt: guideIndex.changedAt,
          surrogateKey: surrogateKeyOfList(response.data, facets, entries.flatMap(guides.dependenciesOf)),
          language: served,
          key: isPlain && entries.length > 0 ? key : undefined,
        });
      };
      return isPlain ? remembered(key, make) : make();
    },

    /** One page of the feed of changes. */
    async changes({ cursor, since, pageSize = limits.pageSize }: FeedQuery): Promise<Answer> {
      const { changes, last, changedAt } = await guides.changes(positionOf({ cursor, since }), pageSize + 1);
      return ofGuides(toChanges(changes, { pageSize, last }), { changedAt });
    },

    /**
     * A sitemap: the pages, or where they do not fit into one file the names of the files.
     *
     * @param addressOf the absolute address of one file
     * @returns undefined for a file that there is not
     */
    async sitemap(
      { locale, page }: { locale: string | undefined; page: number | undefined },
      url: string,
      addressOf: (page: number) => string
    ): Promise<Answer | undefined> {
      const { guides: listed, revision, changedAt } = await guides.listed();
      if (sitemaps?.revision !== revision) {
        sitemaps = { revision, source: sitemapSource(listed), files: new Map() };
      }
      const { source, files: known } = sitemaps;
      const own = { ...site, url };
      const key = locale ?? '';
      const files = known.get(key) ?? planSitemap(source, locale, own);
      known.set(key, files);
      // A page that is removed changes the file, too.
      const changed = momentOf(changedAt);
      const start = { type: XML_TYPE, language: undefined, surrogateKey: LIST_KEYS, key: undefined, changed };
      if (page === undefined && files.length > 1) {
        const body = Buffer.from([...writeSitemapIndex(files, addressOf)].join(''));
        return { ...start, body, etag: etagOf(body) };
      }
      const file = files[(page ?? 1) - 1];
      return (
        file && {
          ...start,
          body: () => Readable.from(inChunks(writeSitemap(source, file.entries, own))),
          etag: file.etag,
        }
      );
    },

    stats: () => ({ ...counted }),
  };
};

export type Answers = ReturnType<typeof createAnswers>;
