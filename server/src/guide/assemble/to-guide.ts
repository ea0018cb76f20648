import { createJsonLd, salariesChangeOn } from '../json-ld';
import type { AssembledGuide, Guide, GuideTerm } from '../types';
import { guideUrl } from '../addresses';
import { cardIn } from './card';
import type { GuideContext } from './context';
import { dependenciesOf } from './dependencies';
import { imageIn } from './image';
import { linksIn, mergeSources, sourceIn } from './links';
import { publishedAt, updatedAt } from './moments';
import { noticesOf } from './notices';
import { occupationIn } from './occupation';
import { readingMinutes } from './reading-time';
import { searchTextOf } from './search-text';
import { sectionsIn } from './sections-in';
import { seoIn } from './seo';
import { dayIn, rowIn, rowsIn, textIn, textsIn, type Row } from '../values';
import { categoryIn } from './vocabulary';

const termsOf = (terms: { documentId: string; slug: string; name: string }[]): GuideTerm[] => [
  ...new Map(terms.map(({ documentId, slug, name }) => [documentId, { documentId, slug, name }])).values(),
];

/**
 * Makes the guide of a published article. Everything in the guide comes out of the row and the context: the same of
 * both gives the same guide.
 *
 * @param row the published row of an article with what readers may see (see `public-shape.ts`)
 * @returns null if the site keeps the title or the address of its articles from readers: nothing could be shown
 */
export const toGuide = (row: Row, context: GuideContext): AssembledGuide | null => {
  const { site, partOrder, categories, neighbours } = context;
  const locale = String(row.locale);
  const [title, slug] = [textIn(row.title), textIn(row.slug)];
  if (!title || !slug) return null;

  const [headline, lead, hero] = [textIn(row.headline), textIn(row.lead), imageIn(row.hero)];
  const { sections, toc } = sectionsIn(row, {
    partOrder,
    cardOf: (article) => neighbours.get(article)?.card,
  });
  const minutes = readingMinutes({ locale, title, headline, lead, sections });
  const outlook = sections.find((section) => section.type === 'outlook');
  const url = guideUrl(site, { locale, slug });

  const withoutJsonLd: Omit<Guide, 'jsonLd'> = {
    documentId: String(row.documentId),
    locale,
    slug,
    title,
    headline,
    lead,
    hero,
    category: categoryIn(row.category),
    breadcrumbs: categories,
    sections,
    toc,
    occupation: occupationIn(row.occupation),
    faq: sections.find((section) => section.type === 'faq')?.items ?? [],
    related: sections.find((section) => section.type === 'related')?.guides ?? [],
    furtherReading: linksIn(row.furtherReading),
    alternates: context.alternates.map((alternate) => ({
      ...alternate,
      url: guideUrl(site, alternate),
    })),
    notices: noticesOf(hero, sections, locale),
    sources: mergeSources([
      ...rowsIn(row.sources).flatMap((source) => sourceIn(source) ?? []),
      ...(outlook?.salaries ?? []).flatMap(({ source }) => source ?? []),
    ]),
    seo: seoIn(row.seo, { locale, title, lead, hero, url }),
    readingMinutes: minutes,
    publishedAt: publishedAt(row),
    updatedAt: updatedAt(row),
    reviewedAt: dayIn(rowIn(row.editorial)?.reviewedAt),
  };
  const guide: Guide = { ...withoutJsonLd, jsonLd: createJsonLd(withoutJsonLd, { ...context, url }) };
  const card = cardIn(row, minutes);
  if (!card) return null;
  return {
    guide,
    card,
    searchText: searchTextOf(guide, textsIn(rowIn(row.occupation)?.searchNames)),
    changesOn: salariesChangeOn(outlook?.salaries ?? [], context.now),
    previousSlugs: textsIn(row.previousSlugs).filter((previous) => previous !== slug),
    categories: termsOf(categories),
    skills: termsOf(
      sections.flatMap((section) =>
        section.type === 'skills' ? section.items.map(({ skill }) => skill) : []
      )
    ),
    studyPaths: termsOf(
      sections.flatMap((section) =>
        section.type === 'studies' ? section.paths.map((path) => ({ ...path, name: path.title })) : []
      )
    ),
    dependencies: [
      ...new Set([
        ...dependenciesOf([row, ...[...neighbours.values()].map((neighbour) => neighbour.row)]),
        ...categories.map(({ documentId }) => `category:${documentId}`),
        ...context.neighboursToCome.map((article) => `article:${article}`),
      ]),
    ],
  };
};
