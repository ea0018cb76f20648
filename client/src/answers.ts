import type { Blocks, Guide, GuideCard, GuideChange, GuideFacets, GuidePagination, JsonLd } from './guide';

/** How rich text is delivered. */
export type TextFormat = 'blocks' | 'html' | 'markdown';

/** A node of JSON-LD. */
export type JsonLdNode = JsonLd['@graph'][number];

/** Rich text as a format gives it. */
export type TextOf<Format extends TextFormat> = Format extends 'blocks' ? Blocks : string;

/** The language that was asked for, or the site's default, and the one that the answer is in. */
export interface LocaleMeta {
  requested: string;
  served: string;
}

/** `GET /guides/:slug`. */
export interface GuideAnswer<Format extends TextFormat = 'blocks'> {
  data: Guide<TextOf<Format>>;
  meta: {
    locale: LocaleMeta;
    /**
     * The slug that was asked for, when the guide has another one by now, which is `data.slug`: send readers there.
     * Whether the API has answered with a redirect or with a field makes no difference here.
     */
    redirectedFrom: string | null;
  };
}

/** `GET /guides`. */
export interface GuideListAnswer {
  data: GuideCard[];
  meta: {
    locale: LocaleMeta;
    pagination: GuidePagination;
    facets: GuideFacets;
  };
}

/** `GET /guides/changes`, in the order of the changes. */
export interface ChangesAnswer {
  data: GuideChange[];
  meta: {
    /** What the next request has in `cursor`; null where nothing was ever published. */
    next: string | null;
    /** Whether there is more to read at once. */
    hasMore: boolean;
  };
}
