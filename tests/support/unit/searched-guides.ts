import { byFacet } from '../../../server/src/guide/filters';
import type { GuideIndex, GuideIndexEntry } from '../../../server/src/guide/guide-index';
import type { GuideSearchText, GuideTerm } from '../../../server/src/guide/types';

export const term = (slug: string, name = slug): GuideTerm => ({ documentId: `id-of-${slug}`, slug, name });

/** What a test says of a guide; the rest does not matter to it. */
export interface GuideSketch extends Partial<GuideSearchText> {
  title: string;
  article?: string;
  locale?: string;
  categories?: GuideTerm[];
  skillTerms?: GuideTerm[];
  studyPaths?: GuideTerm[];
  publishedAt?: string;
  updatedAt?: string;
}

const DAY = '2026-01-01T00:00:00.000Z';

/** A published guide; its article and its slug are called as its title unless the sketch says otherwise. */
export const guide = ({
  title,
  article = title,
  locale = 'de',
  names = [],
  lead = '',
  areas = [],
  skills = [],
  categories = [],
  skillTerms = [],
  studyPaths = [],
  publishedAt = DAY,
  updatedAt = DAY,
}: GuideSketch): GuideIndexEntry => ({
  id: 1,
  key: `${article} ${locale}`,
  article,
  locale,
  version: 1,
  slug: title,
  previousSlugs: [],
  card: {
    documentId: article,
    locale,
    slug: title,
    title,
    headline: null,
    lead,
    image: null,
    category: categories.at(-1) ?? null,
    readingMinutes: 1,
    publishedAt,
    updatedAt,
  },
  searchText: { title, names, lead, areas, skills },
  ...byFacet(() => []),
  categories,
  skills: skillTerms,
  studyPaths,
  noIndex: false,
  publishedAt,
  updatedAt,
  changedAt: updatedAt,
});

export const guideIndexOf = (
  entries: GuideIndexEntry[],
  locale = 'de'
): Pick<GuideIndex, 'locale' | 'entries'> => ({
  locale,
  entries: entries.filter((entry) => entry.locale === locale),
});
