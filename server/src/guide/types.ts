import type { Blocks, BlocksNode } from '../rich-text/blocks';

/**
 * What readers get. A *guide* is the finished page that the API delivers from an *article*, which is what editors
 * write: populated, ordered, linked, and with nothing in it that is not public.
 *
 * What is unknown is null, and
 * never missing; a list without entries is empty.
 */

export type { Blocks, BlocksNode };

/** How rich text is delivered. */
export type TextFormat = 'blocks' | 'html' | 'markdown';

export interface GuideImage {
  /** As the upload provider gives it: absolute, or relative to the Strapi server. */
  url: string;
  alt: string;
  caption: string | null;
  credit: string | null;
  aiGenerated: boolean;
  width: number | null;
  height: number | null;
  mime: string;
  /** Smaller versions that Strapi has made, the narrowest first. */
  formats: { name: string; url: string; width: number; height: number; mime: string }[];
}

export interface GuideCategory {
  documentId: string;
  name: string;
  slug: string;
}

/** A guide in a list. */
export interface GuideCard {
  documentId: string;
  locale: string;
  slug: string;
  title: string;
  headline: string | null;
  lead: string | null;
  image: GuideImage | null;
  category: GuideCategory | null;
  readingMinutes: number;
  /** The first publication, ISO 8601. */
  publishedAt: string;
  /** The last published change, ISO 8601. */
  updatedAt: string;
}

export interface TaxonomyCode {
  scheme: 'esco' | 'isco-08' | 'kldb-2010' | 'onet-soc' | 'custom';
  code: string | null;
  uri: string | null;
  version: string | null;
  label: string | null;
  /** How well it fits, in the terms of SKOS. */
  match: 'exact' | 'close' | 'broad' | 'narrow' | 'related';
}

export interface GuideOccupation {
  name: string | null;
  feminine: string | null;
  masculine: string | null;
  plural: string | null;
  altNames: string[];
  codes: TaxonomyCode[];
}

export interface GuideLink {
  label: string;
  url: string;
  publisher: string | null;
  sponsored: boolean;
}

export interface GuideSource {
  label: string;
  url: string | null;
  publisher: string | null;
  /** The day that the source's statement is of, `YYYY-MM-DD`. */
  asOf: string | null;
  attribution: string | null;
}

export interface GuideSkill {
  documentId: string;
  name: string;
  slug: string;
  kind: 'hard' | 'soft' | 'tool' | 'language' | 'knowledge' | null;
  description: string | null;
  codes: TaxonomyCode[];
}

export interface GuideStudyPath<Text> {
  documentId: string;
  title: string;
  slug: string;
  kind:
    | 'degree'
    | 'dual-degree'
    | 'apprenticeship'
    | 'further-training'
    | 'bootcamp'
    | 'self-study'
    | 'career-change'
    | null;
  qualification: string | null;
  /** European Qualifications Framework, 1 to 8. */
  eqfLevel: number | null;
  durationMonthsMin: number | null;
  durationMonthsMax: number | null;
  entryRequirements: string | null;
  subjects: string[];
  description: Text | null;
  links: GuideLink[];
}

export interface GuideEmployer {
  documentId: string;
  name: string;
  slug: string;
  logo: GuideImage | null;
  website: string | null;
  description: string | null;
}

/** Figures of one source; each is in `currency` for a `period`, and null where it is unknown. */
export interface GuideSalary {
  level: 'entry' | 'experienced' | 'senior' | 'lead' | null;
  /** ISO 3166-1 alpha-2, or ISO 3166-2. */
  region: string | null;
  /** ISO 4217. */
  currency: string | null;
  period: 'hour' | 'month' | 'year' | null;
  gross: boolean | null;
  min: number | null;
  p25: number | null;
  median: number | null;
  p75: number | null;
  max: number | null;
  sampleSize: number | null;
  asOf: string | null;
  source: GuideSource | null;
}

/** What every section starts with. */
interface SectionStart<Text> {
  /** The fragment of its address, unique in the guide; the table of contents points at it. */
  anchor: string;
  heading: string | null;
  navLabel: string | null;
  body: Text | null;
}

/** A link to another published guide, in the same language. */
export interface GuideReference {
  documentId: string;
  slug: string;
  title: string;
}

export type GuideSection<Text = Blocks> = SectionStart<Text> &
  (
    | { type: 'definition' }
    | { type: 'employers'; employers: GuideEmployer[] }
    | { type: 'areas'; items: { title: string; text: string | null; guide: GuideReference | null }[] }
    | {
        type: 'studies';
        question: string | null;
        answer: Text | null;
        paths: GuideStudyPath<Text>[];
      }
    | {
        type: 'skills';
        items: {
          skill: GuideSkill;
          requirement: 'essential' | 'optional';
          level: 'basic' | 'advanced' | 'expert' | null;
          note: string | null;
        }[];
      }
    | { type: 'tasks'; items: { title: string; text: string | null }[] }
    /** Vacancies near the reader. */
    | { type: 'jobs-nearby'; url: string }
    | {
        type: 'outlook';
        demand: 'declining' | 'stable' | 'growing' | 'strongly-growing' | 'unknown';
        salaries: GuideSalary[];
        moves: {
          title: string;
          text: string | null;
          kind: 'specialise' | 'lead' | 'self-employed' | 'agency' | 'other';
        }[];
      }
    /** All vacancies: `label` has the number in it, formatted in the guide's language. */
    | {
        type: 'jobs-listing';
        url: string;
        label: string | null;
        count: number | null;
        /** ISO 8601. */
        countedAt: string | null;
      }
    | { type: 'faq'; items: GuideQuestion<Text>[] }
    | { type: 'related'; guides: GuideCard[] }
    | { type: 'text' }
    | {
        type: 'quote';
        quote: string | null;
        person: string | null;
        role: string | null;
        portrait: GuideImage | null;
      }
    | { type: 'media'; image: GuideImage | null; videoUrl: string | null; transcript: string | null }
    | {
        type: 'facts';
        facts: { label: string; value: string; sourceUrl: string | null }[];
      }
    | { type: 'callout'; tone: 'info' | 'tip' | 'warning' }
    | {
        type: 'promo';
        label: string | null;
        url: string | null;
        sponsored: boolean;
        image: GuideImage | null;
      }
    | { type: 'table'; caption: string | null; columns: string[]; rows: string[][] }
  );

export interface GuideQuestion<Text> {
  question: string;
  answer: Text | null;
}

export interface TocEntry {
  anchor: string;
  label: string;
}

/** The same guide in another language, for `hreflang`; the guide's own language is among them. */
export interface GuideAlternate {
  locale: string;
  slug: string;
  title: string;
  /** Its absolute address, if the site has told the plugin how addresses look. */
  url: string | null;
}

/** Something that readers must be told. */
export interface GuideNotice {
  kind: 'ai-generated-image';
  /** A sentence in the guide's language. */
  text: string;
  /** Where the image is: `hero`, or a section's anchor. */
  places: string[];
}

export interface GuideSeo {
  metaTitle: string;
  metaDescription: string | null;
  canonicalUrl: string | null;
  noIndex: boolean;
  shareImage: GuideImage | null;
}

/** A node of JSON-LD. */
export type JsonLdNode = { '@type': string | string[]; '@id'?: string } & Record<string, unknown>;

export interface JsonLd {
  '@context': 'https://schema.org';
  '@graph': JsonLdNode[];
}

/**
 * A finished guide.
 *
 * @typeParam Text `Blocks`, or `string` with `format=html|markdown`
 */
export interface Guide<Text = Blocks> {
  documentId: string;
  locale: string;
  slug: string;
  title: string;
  headline: string | null;
  lead: string | null;
  hero: GuideImage | null;
  category: GuideCategory | null;
  /** From the root of the tree to the guide's category. */
  breadcrumbs: GuideCategory[];
  /** In the site's order. */
  sections: GuideSection<Text>[];
  toc: TocEntry[];
  occupation: GuideOccupation | null;
  faq: GuideQuestion<Text>[];
  related: GuideCard[];
  furtherReading: GuideLink[];
  alternates: GuideAlternate[];
  notices: GuideNotice[];
  sources: GuideSource[];
  seo: GuideSeo;
  jsonLd: JsonLd;
  /** At 200 words a minute, at least one. */
  readingMinutes: number;
  /** The first publication, ISO 8601: kept when the article is published again, also after a break. */
  publishedAt: string;
  /** The last published change, ISO 8601. */
  updatedAt: string;
  /** The day of the last editorial review, `YYYY-MM-DD`. */
  reviewedAt: string | null;
}

/** A category, a skill or a study path that guides are found by, in the guide's language. */
export interface GuideTerm {
  documentId: string;
  slug: string;
  /** A study path's title. */
  name: string;
}

/** What a search looks through, as plain text. */
export interface GuideSearchText {
  title: string;
  /** The occupation's names and alternative names, and those that are searched and not shown. */
  names: string[];
  lead: string;
  areas: string[];
  skills: string[];
}

/** A guide together with what lists, searches and updates need to know of it. */
export interface AssembledGuide {
  guide: Guide;
  card: GuideCard;
  searchText: GuideSearchText;
  /** The day (ISO 8601, UTC) from which on the guide is another one, even if nothing is written; null: none. */
  changesOn: string | null;
  previousSlugs: string[];
  /** The category with those above it, root first. */
  categories: GuideTerm[];
  skills: GuideTerm[];
  studyPaths: GuideTerm[];
  /**
   * Everything else that the guide shows: `category:<documentId>`, `skill:…`, `study-path:…`, `employer:…`,
   * `article:…` for other articles, and `file:<numeric id>`. When one of them changes, the guide is made anew.
   */
  dependencies: string[];
}
