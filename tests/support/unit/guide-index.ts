import type { ListedGuide } from '../../../server/src/guide';
import type { GuideIndexEntry } from '../../../server/src/guide/guide-index';
import { createGuideIndex } from '../../../server/src/guide/read-model/guide-index';

/** An entry of a guide index; what a test is not about is the same for all. */
export const entry = (id: number, more: Partial<GuideIndexEntry> = {}): GuideIndexEntry => {
  const { article = `article-${id}`, locale = 'en', slug = `slug-${id}` } = more;
  const changedAt = '2026-01-01T00:00:00.000Z';
  return {
    id,
    key: `${article} ${locale}`,
    article,
    locale,
    version: 1,
    slug,
    previousSlugs: [],
    card: {
      documentId: article,
      locale,
      slug,
      title: `Title ${id}`,
      headline: null,
      lead: null,
      image: null,
      category: null,
      readingMinutes: 1,
      publishedAt: changedAt,
      updatedAt: changedAt,
    },
    searchText: { title: '', names: [], lead: '', areas: [], skills: [] },
    categories: [],
    skills: [],
    studyPaths: [],
    noIndex: false,
    publishedAt: changedAt,
    updatedAt: changedAt,
    changedAt,
    ...more,
  };
};

/** The guideIndex of one language. */
export const guideIndexOf = (entries: GuideIndexEntry[], locale = 'en') =>
  createGuideIndex(
    locale,
    'revision',
    entries.filter((each) => each.locale === locale),
    undefined
  );

/** A guide as the feed and the sitemap see it; what a test is not about is the same for all. */
export const listed = (id: number, more: Partial<ListedGuide> = {}): ListedGuide => ({
  article: `article-${id}`,
  language: 'en',
  slug: `slug-${id}`,
  state: 'ready',
  noIndex: false,
  changedAt: '2026-01-01T00:00:00.000Z',
  sequence: id,
  ...more,
});
