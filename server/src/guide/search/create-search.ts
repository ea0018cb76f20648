import type { GuideIndex, GuideIndexEntry } from '../guide-index';
import { countFacet, FACETS, parseFilter, passes, type Facet, type FacetValue, type Filter } from './facets';
import { guidesOfLocale, type GuidesOfLocale } from './guides-of-locale';
import type { Sort } from './order';

/** What a reader asks for. Filters hold documentIds or slugs, with commas between them: a guide needs one of each. */
export interface GuideQuery {
  /** Words; blank is as if it were not there. What goes beyond `MAX_QUESTION_LENGTH` is not read. */
  q?: string;
  /** A guide is in its category and in all those above it. */
  category?: string;
  skill?: string;
  studyPath?: string;
  /** `relevance` where nothing is said. */
  sort?: Sort;
  /** From 1 on. */
  page: number;
  /** At least 1. */
  pageSize: number;
}

export interface GuideList {
  /** One page of the guides. */
  entries: GuideIndexEntry[];
  /** The guides on all pages. */
  total: number;
  /** What the guides can be narrowed down to. Each facet counts as if its own filter were not set. */
  facets: Record<Facet, FacetValue[]>;
}

/** Searches and lists the guides of one language at one moment. */
export interface Search {
  /** Never throws, whatever the texts of the query are. */
  list(query: GuideQuery): GuideList;
  /**
   * Gets ready for questions, and lets others work in between. Without it, the first question waits until all guides are
   * indexed, and everybody else with it.
   */
  prepare(): Promise<void>;
  /** The same for a later guide index; what did not change is taken over. */
  become(guideIndex: Pick<GuideIndex, 'entries'>): Search;
}

const create = (guides: GuidesOfLocale): Search => ({
  list({ q = '', category, skill, studyPath, sort = 'relevance', page, pageSize }) {
    const filters: Record<Facet, Filter> = {
      categories: parseFilter(category),
      skills: parseFilter(skill),
      studyPaths: parseFilter(studyPath),
    };
    let candidates = guides.inOrder(sort);
    if (q.trim() !== '') {
      const found = guides.find(q);
      const wanted = new Set(found);
      candidates = sort === 'relevance' ? found : candidates.filter((entry) => wanted.has(entry));
    }

    const passing = (facets: readonly Facet[]): GuideIndexEntry[] =>
      facets.reduce(
        (left, facet) =>
          filters[facet] === null ? left : left.filter((entry) => passes(entry, facet, filters[facet])),
        candidates
      );
    const count = (facet: Facet): FacetValue[] =>
      countFacet(passing(FACETS.filter((other) => other !== facet)), facet, filters[facet], guides.collator);

    const all = passing(FACETS);
    return {
      entries: all.slice((page - 1) * pageSize, page * pageSize),
      total: all.length,
      facets: { categories: count('categories'), skills: count('skills'), studyPaths: count('studyPaths') },
    };
  },

  prepare: () => guides.prepare(),

  become: ({ entries }) => create(guides.become(entries)),
});

/** The search of a guide index. Its guides are indexed at the first question. */
export const createSearch = ({ locale, entries }: Pick<GuideIndex, 'locale' | 'entries'>): Search =>
  create(guidesOfLocale(locale, entries));
