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
export type {
  Blocks,
  BlocksNode,
  Guide,
  GuideAlternate,
  GuideCard,
  GuideCategory,
  GuideEmployer,
  GuideImage,
  GuideLink,
  GuideNotice,
  GuideOccupation,
  GuideQuestion,
  GuideReference,
  GuideSalary,
  GuideSection,
  GuideSeo,
  GuideSkill,
  GuideSource,
  GuideStudyPath,
  GuideTerm,
  JsonLd,
  JsonLdNode,
  TaxonomyCode,
  TextFormat,
  TocEntry,
} from '../../server/src/guide/types';
