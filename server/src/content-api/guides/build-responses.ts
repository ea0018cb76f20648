import type { CareerFieldConfig } from '../../config';
import { guidesOf, type GuideIndex, type GuideIndexEntry, type Guides } from '../../guide';
import { createAssetUrl } from '../../guide/assets';
import { FILTERS } from '../../guide/filters';
import { loadRenderer } from '../../guide/renderer';
import type { Guide, TextFormat } from '../../guide/types';
import type { Strapi } from '../../plugin';
import { positionOf, toChanges } from './changes';
import type { ResponseSource } from './handle-request';
import { DEFAULT_PAGE_SIZE, type changesQuery, type guidesQuery, type Parsed } from './parameters';
import type { PublicResponse } from './public-response';
import { changeTimeOf, etagOf, JSON_TYPE } from './response';
import type { GuideResponse, GuidesResponse } from './schemas';
import { LIST_KEYS, surrogateKeyOf, surrogateKeyOfList } from './surrogate-keys';

export type ListQuery = Parsed<ReturnType<typeof guidesQuery>>;
export type FeedQuery = Parsed<ReturnType<typeof changesQuery>>;

const MARKDOWN_TYPE = 'text/markdown; charset=utf-8';

/** One slug or documentId. */
const SINGLE_VALUE = /^[A-Za-z0-9-]+$/;

type Source = Omit<ResponseSource, 'notFound'>;

/**
 * Names the state of a guide, or undefined for a guide that must not be cached: the last good version of a stale one may
 * show documents that were withdrawn since. The version is part of it, because the stored guide may be newer than the index.
 */
const contentOf = (guides: Guides, entry: GuideIndexEntry): string | undefined => {
  if (guides.isLastGood(entry)) return undefined;
  const live = guides.liveCountOf(entry);
  return `${entry.id} ${entry.version}${live ? ` ${live.changedAt}` : ''}`;
};

/** Returns when the guide or its live number of vacancies changed last. */
const changedAtOf = (guides: Guides, entry: GuideIndexEntry): string => {
  const counted = guides.liveCountOf(entry)?.changedAt;
  return counted !== undefined && counted > entry.changedAt ? counted : entry.changedAt;
};

/** Days change at midnight UTC. */
const momentOf = (day: string | undefined): number | undefined =>
  day === undefined ? undefined : Date.parse(`${day}T00:00:00.000Z`);

const guideResponse = (
  guides: Guides,
  entry: GuideIndexEntry,
  guide: Guide,
  { text, type, isCacheable }: { text: string; type: string; isCacheable: boolean }
): PublicResponse => {
  const body = Buffer.from(text);
  return {
    type,
    body,
    etag: etagOf(body),
    changed: changeTimeOf(changedAtOf(guides, entry)),
    changesAt: momentOf(guides.changesOnOf(entry)),
    language: entry.locale,
    surrogateKey: surrogateKeyOf(entry.article, guide, guides.dependenciesOf(entry)),
    isCacheable,
  };
};

export interface GuideRequest {
  format: TextFormat;
  /** The requested locale. */
  requested: string;
  /** The guide was requested by a slug that it no longer has. */
  isPrevious: boolean;
}

/** One guide as JSON. */
export const guideSource = (
  strapi: Strapi,
  entry: GuideIndexEntry,
  { format, requested, isPrevious }: GuideRequest
): Source => {
  const guides = guidesOf(strapi);
  const content = contentOf(guides, entry);
  return {
    content: content && `${content} ${requested} ${isPrevious}`,
    async build() {
      const json = await (format === 'blocks' ? guides.payload(entry) : guides.rendered(entry, format));
      if (json === undefined) return undefined;
      const meta: GuideResponse['meta'] = {
        locale: { requested, served: entry.locale },
        ...(isPrevious ? { redirect: { slug: entry.slug } } : {}),
      };
      return guideResponse(guides, entry, JSON.parse(json) as Guide, {
        text: `{"data":${json},"meta":${JSON.stringify(meta)}}`,
        type: JSON_TYPE,
        isCacheable: content !== undefined,
      });
    },
  };
};

/** One guide as a Markdown document. */
export const pageSource = (
  strapi: Strapi,
  entry: GuideIndexEntry,
  site: CareerFieldConfig['site']
): Source => {
  const guides = guidesOf(strapi);
  const content = contentOf(guides, entry);
  return {
    content,
    async build() {
      const guide = await guides.guide(entry);
      if (!guide) return undefined;
      const text = (await loadRenderer()).page(guide, site, createAssetUrl(strapi));
      return guideResponse(guides, entry, guide, {
        text,
        type: MARKDOWN_TYPE,
        isCacheable: content !== undefined,
      });
    },
  };
};

/** Responses that show several guides. */
const listResponse = (
  value: unknown,
  given: Pick<PublicResponse, 'language' | 'surrogateKey' | 'isCacheable'>,
  changedAt: string | undefined
): PublicResponse => {
  const body = Buffer.from(JSON.stringify(value));
  return { ...given, type: JSON_TYPE, body, etag: etagOf(body), changed: changeTimeOf(changedAt) };
};

/**
 * A page of cards.
 *
 * @param index the guides of the first locale of the chain that has any
 * @param requested the requested locale
 * @param maxPageSize the site's limit
 */
export const listSource = (
  strapi: Strapi,
  index: GuideIndex,
  query: ListQuery,
  { requested, maxPageSize }: { requested: string; maxPageSize: number }
): Source => {
  const guides = guidesOf(strapi);
  const { locale: served } = index;
  const page = query.page ?? 1;
  const pageSize = query.pageSize ?? Math.min(DEFAULT_PAGE_SIZE, maxPageSize);
  // Readers can think of any number of searches and combinations of filters.
  const isCacheable =
    query.q === undefined &&
    FILTERS.every(({ parameter }) => {
      const value = query[parameter];
      return value === undefined || SINGLE_VALUE.test(value);
    });
  return {
    content: isCacheable ? `${index.revision} ${requested} ${served}` : undefined,
    async build() {
      const { entries, total, facets } = guides.searchOf(index).list({ ...query, page, pageSize });
      const response: GuidesResponse = {
        data: entries.map(({ card }) => card),
        meta: {
          locale: { requested, served },
          pagination: { page, pageSize, pageCount: Math.ceil(total / pageSize), total },
          facets,
        },
      };
      return listResponse(
        response,
        {
          language: served,
          surrogateKey: surrogateKeyOfList(response.data, facets, entries.flatMap(guides.dependenciesOf)),
          // Readers can think of any number of empty lists, too.
          isCacheable: isCacheable && entries.length > 0,
        },
        index.changedAt
      );
    },
  };
};

/** One page of the change feed. */
export const buildChanges = async (
  strapi: Strapi,
  { cursor, since, pageSize }: FeedQuery,
  maxPageSize: number
): Promise<PublicResponse> => {
  const size = pageSize ?? maxPageSize;
  const { changes, last, changedAt } = await guidesOf(strapi).changes(
    positionOf({ cursor, since }),
    size + 1
  );
  return listResponse(
    toChanges(changes, { pageSize: size, last }),
    { language: undefined, surrogateKey: LIST_KEYS, isCacheable: false },
    changedAt
  );
};
