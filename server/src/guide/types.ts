import type { z } from '../strapi-internals/host-utils';
import type { Blocks } from '../rich-text/blocks';
import type { FilterTerms } from './filters';
import type { guideSchema } from './guide-shape';
import type { GuideSection } from './sections';
import type { GuideQuestion } from './sections/faq';
import type { GuideCard } from './shape/documents';
import type { Delivered } from './shape/rich-text';

/**
 * What readers get, as types: a *guide* is the finished page that the API delivers from an *article*, which is what
 * editors write. The shapes are in `guide-shape.ts` and `sections/`.
 */

export type { Blocks } from '../rich-text/blocks';
export type { GuideSection } from './sections';
export type { GuideQuestion } from './sections/faq';
export type {
  GuideCard,
  GuideCategory,
  GuideReference,
  GuideSkill,
  GuideStudyPath,
  GuideTerm,
} from './shape/documents';
export type { GuideImage } from './shape/image';
export type { GuideSource } from './shape/links';
export type { TaxonomyCode } from './shape/occupation';
export type { GuideSalary } from './shape/salary';

/** How rich text is delivered. */
export type TextFormat = 'blocks' | 'html' | 'markdown';

type Shape = z.infer<typeof guideSchema>;

/**
 * A finished guide.
 *
 * @typeParam Text `Blocks`, or `string` with `format=html|markdown`
 */
export type Guide<Text = Blocks> = Delivered<Omit<Shape, 'sections' | 'faq'>, Text> & {
  sections: GuideSection<Text>[];
  faq: GuideQuestion<Text>[];
};

export type TocEntry = Shape['toc'][number];
export type GuideAlternate = Shape['alternates'][number];
export type GuideNotice = Shape['notices'][number];
export type GuideSeo = Shape['seo'];
export type JsonLd = Shape['jsonLd'];
/** A node of JSON-LD. */
export type JsonLdNode = JsonLd['@graph'][number];

/** What a search looks through, as plain text. */
export interface GuideSearchText {
  title: string;
  /** The occupation's names and alternative names, and those that are searched and not shown. */
  names: string[];
  lead: string;
  areas: string[];
  skills: string[];
}

/** The text of the link to all vacancies as the article has it; null for none. */
export interface VacancyLink {
  label: string | null;
}

/** A guide together with what lists, searches and rebuilds need. */
export interface AssembledGuide {
  guide: Guide;
  card: GuideCard;
  searchText: GuideSearchText;
  /** The day (ISO 8601, UTC) from which on the guide is another one, even if nothing is written; null: none. */
  changesOn: string | null;
  previousSlugs: string[];
  /** The link to all vacancies, for their live number. */
  vacancies: VacancyLink | undefined;
  /** Of the categories with those above them, root first. */
  filterTerms: FilterTerms;
  /**
   * Everything else that the guide shows: `category:<documentId>`, `skill:…`, `study-path:…`, `employer:…`,
   * `article:…` for other articles, and `file:<numeric id>`. When one of them changes, the guide is rebuilt.
   */
  dependencies: string[];
}
