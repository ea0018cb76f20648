import type { Article, BreadcrumbListLeaf, FAQPageLeaf, Thing, WebPageLeaf } from 'schema-dts';
import { categoryUrl } from '../addresses';
import { ownImages, withAbsoluteImages } from '../assets';
import { plainText } from '../../rich-text';
import type { Guide, GuideImage, JsonLd, JsonLdNode } from '../types';
import type { JsonLdContext } from './context';
import { citation } from './citation';
import { imageObject } from './image';
import { occupationNode } from './occupation';

export type { JsonLdContext } from './context';
export { jsonLdScript } from './script';

type Described = Omit<Guide, 'jsonLd'>;

/** The images that belong to the guide itself, the hero first; those of other documents are theirs to describe. */
const imagesOfGuide = ({ hero, sections }: Described): { name: string; image: GuideImage }[] => [
  ...(hero ? [{ name: 'hero', image: hero }] : []),
  ...sections.flatMap((section) =>
    ownImages(section).map((image, index) => ({
      name: index === 0 ? section.anchor : `${section.anchor}-${index + 1}`,
      image,
    }))
  ),
];

/** Names the nodes of one graph. */
interface Ids {
  id: (name: string) => string;
  reference: (name: string) => { '@id': string };
}

const publisherOf = ({ name, url }: JsonLdContext['site']) =>
  name ? { publisher: { '@type': 'Organization' as const, name, ...(url ? { url } : {}) } } : {};

/** What the page and the article have in common. */
const commonOf = ({ locale, publishedAt, updatedAt }: Described, { url, site }: JsonLdContext) => ({
  inLanguage: locale,
  datePublished: publishedAt,
  dateModified: updatedAt,
  ...(url ? { url } : {}),
  ...publisherOf(site),
});

/** The levels above a guide that have a page. */
const levelsOf = ({ breadcrumbs, locale }: Described, { site }: JsonLdContext) =>
  breadcrumbs.flatMap(({ name, slug }) => {
    const address = categoryUrl(site, { locale, slug });
    return address ? [{ name, item: { '@type': 'WebPage' as const, '@id': address, name } }] : [];
  });

const webPageOf = (
  guide: Described,
  context: JsonLdContext,
  { id, reference }: Ids,
  hasBreadcrumbs: boolean
): WebPageLeaf => ({
  '@type': 'WebPage',
  '@id': id('webpage'),
  ...commonOf(guide, context),
  name: guide.seo.metaTitle,
  ...(guide.seo.metaDescription ? { description: guide.seo.metaDescription } : {}),
  ...(hasBreadcrumbs ? { breadcrumb: reference('breadcrumbs') } : {}),
  mainEntity: reference('article'),
  ...(guide.hero ? { primaryImageOfPage: reference('image-hero') } : {}),
  ...(guide.reviewedAt ? { lastReviewed: guide.reviewedAt } : {}),
});

const articleOf = (
  guide: Described,
  context: JsonLdContext,
  { id, reference }: Ids,
  images: { name: string }[]
): Article => ({
  '@type': 'Article',
  '@id': id('article'),
  ...commonOf(guide, context),
  headline: guide.title,
  ...(guide.headline ? { alternativeHeadline: guide.headline } : {}),
  ...(guide.lead ? { description: guide.lead } : {}),
  about: reference('occupation'),
  ...(guide.category ? { articleSection: guide.category.name } : {}),
  ...(images.length > 0 ? { image: images.map(({ name }) => reference(`image-${name}`)) } : {}),
  ...(guide.sources.length > 0 ? { citation: guide.sources.map(citation) } : {}),
  timeRequired: `PT${guide.readingMinutes}M`,
  mainEntityOfPage: reference('webpage'),
});

/** Search engines expect two levels at least. */
const breadcrumbListOf = (
  { title }: Described,
  { id, reference }: Ids,
  levels: ReturnType<typeof levelsOf>
): BreadcrumbListLeaf[] =>
  levels.length === 0
    ? []
    : [
        {
          '@type': 'BreadcrumbList',
          '@id': id('breadcrumbs'),
          itemListElement: [...levels, { name: title, item: reference('webpage') }].map((level, index) => ({
            '@type': 'ListItem' as const,
            position: index + 1,
            ...level,
          })),
        },
      ];

const faqPageOf = ({ faq, locale }: Described, { id, reference }: Ids): FAQPageLeaf[] => {
  const answered = faq.flatMap(({ question, answer }) => {
    const text = plainText(answer);
    return text ? [{ question, text }] : [];
  });
  if (answered.length === 0) return [];
  return [
    {
      '@type': 'FAQPage',
      '@id': id('faq-page'),
      inLanguage: locale,
      isPartOf: reference('webpage'),
      mainEntity: answered.map(({ question, text }) => ({
        '@type': 'Question',
        name: question,
        acceptedAnswer: { '@type': 'Answer', text },
      })),
    },
  ];
};

/**
 * Describes a guide for machines: a graph of schema.org nodes that reference each other by `@id`. Texts are plain text,
 * and data: `jsonLdScript` makes it safe within a page.
 */
export const createJsonLd = (given: Described, context: JsonLdContext): JsonLd => {
  const guide = withAbsoluteImages(given, context.assetUrl);
  const id = (name: string): string => `${context.url ?? ''}#${name}`;
  const ids: Ids = { id, reference: (name) => ({ '@id': id(name) }) };
  const images = imagesOfGuide(guide);
  const levels = levelsOf(guide, context);
  const graph: Thing[] = [
    webPageOf(guide, context, ids, levels.length > 0),
    articleOf(guide, context, ids, images),
    ...breadcrumbListOf(guide, ids, levels),
    occupationNode(id('occupation'), guide, context),
    ...faqPageOf(guide, ids),
    ...images.map((each) => imageObject(id(`image-${each.name}`), each.image)),
  ];
  return { '@context': 'https://schema.org', '@graph': graph as unknown as JsonLdNode[] };
};
