import type { Blocks, Guide, GuideCard, GuideChange, GuideFacets, GuidePagination, JsonLd } from './guide';

/** How rich text is delivered. */
export type TextFormat = 'blocks' | 'html' | 'markdown';

/** A node of JSON-LD. */
export type JsonLdNode = JsonLd['@graph'][number];

/** Rich text in a format. */
export type TextOf<Format extends TextFormat> = Format extends 'blocks' ? Blocks : string;

/** The requested locale, or the site's default, and the locale of the response. */
export interface LocaleMeta {
  requested: string;
  served: string;
}

/** `GET /guides/:slug`. */
export interface GuideResponse<Format extends TextFormat = 'blocks'> {
  data: Guide<TextOf<Format>>;
  meta: {
    locale: LocaleMeta;
    /**
     * The requested slug, if the guide has a new one: redirect readers to `data.slug`. It is set whether the API responded
     * with a redirect or with a field.
     */
    redirectedFrom: string | null;
  };
}

/** `GET /drafts/:documentId` and `/drafts/by-slug/:slug`. */
export interface DraftResponse<Format extends TextFormat = 'blocks'> {
  data: Guide<TextOf<Format>>;
  meta: { locale: LocaleMeta };
}

/** `GET /guides`. */
export interface GuideListResponse {
  data: GuideCard[];
  meta: {
    locale: LocaleMeta;
    pagination: GuidePagination;
    facets: GuideFacets;
  };
}

/** `GET /guides/changes`, in the order of the changes. */
export interface ChangesResponse {
  data: GuideChange[];
  meta: {
    /** The `cursor` of the next request; null if nothing was ever published. */
    next: string | null;
    /** Whether more changes are available now. */
    hasMore: boolean;
  };
}
