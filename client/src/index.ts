export { createClient } from './client';
export type {
  CareerFieldClient,
  ChangesOptions,
  ClientOptions,
  GuideOptions,
  ListOptions,
  PageOptions,
  SitemapOptions,
} from './client';
export { memoryCache } from './cache';
export type { AnswerCache, StoredAnswer } from './cache';
export { CareerFieldError } from './errors';
export type * from './answers';
export type * from './guide';
export type {
  GuideCode as TaxonomyCode,
  GuideFacetValue as GuideFacet,
  GuideTerm as GuideCategory,
  GuideTocEntry as TocEntry,
} from './guide';
