import type { Blocks, Guide, GuideCard, GuideTerm, TextFormat } from '../../server/src/guide/types';

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

/** How many guides of a list have it. */
export interface GuideFacet extends GuideTerm {
  count: number;
}

/** `GET /guides`. */
export interface GuideListAnswer {
  data: GuideCard[];
  meta: {
    locale: LocaleMeta;
    pagination: { page: number; pageSize: number; pageCount: number; total: number };
    facets: { categories: GuideFacet[]; skills: GuideFacet[]; studyPaths: GuideFacet[] };
  };
}

/** The last thing that happened to a guide. */
export interface GuideChange {
  documentId: string;
  locale: string;
  slug: string;
  change: 'published' | 'removed';
  /** ISO 8601. */
  changedAt: string;
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
