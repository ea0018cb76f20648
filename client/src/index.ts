export { createClient } from './client';
export type {
  CareerFieldClient,
  ChangesOptions,
  ClientOptions,
  DraftOptions,
  GuideOptions,
  ListOptions,
  PageOptions,
  SitemapOptions,
} from './client';
export { followDraft, type FollowOptions } from './follow-draft';
export { memoryCache } from './cache';
export type { ResponseCache, StoredResponse } from './cache';
export { CareerFieldError } from './errors';
export type * from './responses';
export type * from './guide';
export type {
  GuideCode as TaxonomyCode,
  GuideFacetValue as GuideFacet,
  GuideTerm as GuideCategory,
  GuideTocEntry as TocEntry,
} from './guide';
