import { laterDay } from '../../editorial/days';
import { createJsonLd } from '../json-ld';
import { figuresChangeOn, withoutOldFigures } from '../figures';
import { guideUrl } from '../addresses';
import { byFacet } from '../filters';
import { guideSchema } from '../guide-shape';
import { findSection } from '../sections';
import { readObject, type ReadContext } from '../shape/fields';
import { collectValues } from '../shape/walk';
import type { AssembledGuide, Guide, GuideTerm } from '../types';
import { rowIn, textIn, textsIn, type Row } from '../values';
import { cardIn } from './card';
import type { GuideContext } from './context';
import { dependenciesOf } from './dependencies';
import { mergeSources } from './merge-sources';
import { publishedAt, updatedAt } from './moments';
import { noticesOf } from './notices';
import { readingMinutes } from './reading-time';
import { searchTextOf } from './search-text';
import { sectionsIn } from './sections-in';
import { seoIn } from './seo';

/** A document that a guide shows, with the attribute that names it. */
interface NamedDocument {
  documentId: string;
  slug: string;
  [attribute: string]: string;
}

const termsOf = (terms: { documentId: string; slug: string; name: string }[]): GuideTerm[] => [
  ...new Map(terms.map(({ documentId, slug, name }) => [documentId, { documentId, slug, name }])).values(),
];

const readContextOf = ({ locale }: Row, { linked }: GuideContext): ReadContext => ({
  locale: String(locale),
  cardOf: (article) => linked.get(article)?.card,
});

/** Returns where in an article each section of its guide is written, in the order of the sections. */
export const originsIn = (row: Row, context: GuideContext): string[] =>
  sectionsIn(row, context.partOrder, readContextOf(row, context)).origins;

/** Reads what the guide shows of its own article. */
const readGuide = (row: Row, context: GuideContext): Guide | null => {
  const { site, partOrder, categories } = context;
  const readContext = readContextOf(row, context);
  const { locale } = readContext;
  const { sections, toc } = sectionsIn(row, partOrder, readContext);
  // TypeScript does not see that `sections` and `faq` are among what is computed.
  const guide = readObject(guideSchema, row, readContext, {
    breadcrumbs: categories,
    sections,
    toc,
    faq: [],
    related: [],
    alternates: context.alternates.map((alternate) => ({ ...alternate, url: guideUrl(site, alternate) })),
    notices: [],
    seo: {},
    jsonLd: {},
    readingMinutes: 0,
    publishedAt: publishedAt(row),
    updatedAt: updatedAt(row),
  }) as Guide | null;
  if (!guide) return null;
  guide.reviewedAt = laterDay(guide.reviewedAt, context.reviewedAt);
  const { slug, hero } = guide;
  const url = guideUrl(site, { locale, slug });
  guide.faq = findSection(guide.sections, 'faq')?.items ?? [];
  guide.related = findSection(guide.sections, 'related')?.guides ?? [];
  guide.notices = noticesOf(hero, sections, locale);
  guide.sources = mergeSources([
    ...guide.sources,
    ...(findSection(guide.sections, 'outlook')?.salaries ?? []).flatMap(({ source }) => source ?? []),
  ]);
  guide.seo = seoIn(row.seo, { ...guide, url });
  guide.readingMinutes = readingMinutes(guide);
  guide.jsonLd = createJsonLd(guide, { ...context, url });
  return guide;
};

/**
 * Assembles the guide of a published article. The same row and context give the same guide.
 *
 * @param article the published row of an article with what readers may see (see `public-shape.ts`)
 * @returns null if the site keeps the title or the slug of its articles from readers: nothing could be shown
 */
export const toGuide = (article: Row, context: GuideContext): AssembledGuide | null => {
  const row = withoutOldFigures(article, context.now, context.freshness);
  const { categories, linked } = context;
  const guide = readGuide(row, context);
  const card = guide && cardIn(row, guide.readingMinutes);
  if (!guide || !card) return null;
  const filterTerms = byFacet(({ type, name }) =>
    termsOf(
      type === 'category'
        ? categories
        : collectValues<NamedDocument>(guideSchema, guide, { isWanted: (role) => role === type }).map(
            (document) => ({ ...document, name: document[name]! })
          )
    )
  );
  return {
    guide,
    card,
    searchText: searchTextOf(guide, textsIn(rowIn(row.occupation)?.searchNames)),
    changesOn: figuresChangeOn(article, context.now, context.freshness),
    previousSlugs: textsIn(row.previousSlugs).filter((previous) => previous !== guide.slug),
    vacancies: findSection(guide.sections, 'jobs-listing') && { label: textIn(rowIn(row.jobs)?.label) },
    filterTerms,
    dependencies: [
      ...new Set([
        ...dependenciesOf('article', [row, ...[...linked.values()].map((article) => article.row)]),
        ...categories.map(({ documentId }) => `category:${documentId}`),
        ...context.linkedDrafts.map((article) => `article:${article}`),
      ]),
    ],
  };
};
