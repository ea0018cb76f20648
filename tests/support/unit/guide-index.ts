import type { ListedGuide } from '../../../server/src/guide';
import { byFacet } from '../../../server/src/guide/filters';
import { createGuideIndex, type GuideIndexEntry } from '../../../server/src/guide/guide-index';

/** Returns an entry of a guide index, with the same values for all where a test does not care. */
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
    ...byFacet(() => []),
    noIndex: false,
    publishedAt: changedAt,
    updatedAt: changedAt,
    changedAt,
    ...more,
  };
};

/** The guideIndex of one language. */
export const guideIndexOf = (entries: GuideIndexEntry[], locale = 'en') =>
  createGuideIndex({
    locale,
    revision: 'revision',
    entries: entries.filter((each) => each.locale === locale),
    changedAt: undefined,
  });

/** Returns a guide of the change feed and the sitemap, with the same values for all where a test does not care. */
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
