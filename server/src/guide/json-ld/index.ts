import type { Article, BreadcrumbListLeaf, FAQPageLeaf, Thing, WebPageLeaf } from 'schema-dts';
import type { CareerFieldConfig } from '../../config';
import { categoryUrl } from '../addresses';
import { ownImages, withAbsoluteImages, type AssetUrl } from '../assets';
import { plainText } from '../../rich-text';
import type { Guide, GuideImage, JsonLd, JsonLdNode } from '../types';
import { citation } from './citation';
import { imageObject } from './image';
import { occupationNode } from './occupation';

export { salariesChangeOn } from './salaries';
export { jsonLdScript } from './script';

export interface JsonLdContext {
  site: CareerFieldConfig['site'];
  /** The guide's absolute address; without one, nodes are named by fragments, which are relative to the page. */
  url: string | null;
  /** An image without an absolute address is left out. */
  assetUrl: AssetUrl;
  /** Salaries that are too old by now are left out; see `salariesChangeOn`. */
  now: Date;
}

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

/**
 * What a guide is about, for machines: a graph of schema.org nodes that name each other by `@id`. Texts are plain text,
 * and data: `jsonLdScript` makes it safe within a page.
 */
export const createJsonLd = (given: Described, { site, url, assetUrl, now }: JsonLdContext): JsonLd => {
  const guide = withAbsoluteImages(given, assetUrl);
  const { locale, title, lead, seo, faq, breadcrumbs, publishedAt, updatedAt, reviewedAt } = guide;
  const id = (name: string): string => `${url ?? ''}#${name}`;
  const reference = (name: string) => ({ '@id': id(name) });
  const images = imagesOfGuide(guide);
  const imageReferences = images.map((image) => reference(`image-${image.name}`));
  const publisher = site.name
    ? {
        publisher: {
          '@type': 'Organization' as const,
          name: site.name,
          ...(site.url ? { url: site.url } : {}),
        },
      }
    : {};
  const page = {
    inLanguage: locale,
    datePublished: publishedAt,
    dateModified: updatedAt,
    ...(url ? { url } : {}),
  };

  // Each level but the last needs a page.
  const levels = breadcrumbs.flatMap(({ name, slug }) => {
    const address = categoryUrl(site, { locale, slug });
    return address ? [{ name, item: { '@type': 'WebPage' as const, '@id': address, name } }] : [];
  });

  const webPage: WebPageLeaf = {
    '@type': 'WebPage',
    '@id': id('webpage'),
    ...page,
    name: seo.metaTitle,
    ...(seo.metaDescription ? { description: seo.metaDescription } : {}),
    ...(levels.length > 0 ? { breadcrumb: reference('breadcrumbs') } : {}),
    mainEntity: reference('article'),
    ...(guide.hero ? { primaryImageOfPage: reference('image-hero') } : {}),
    ...(reviewedAt ? { lastReviewed: reviewedAt } : {}),
    ...publisher,
  };

  const article: Article = {
    '@type': 'Article',
    '@id': id('article'),
    ...page,
    headline: title,
    ...(guide.headline ? { alternativeHeadline: guide.headline } : {}),
    ...(lead ? { description: lead } : {}),
    about: reference('occupation'),
    ...(guide.category ? { articleSection: guide.category.name } : {}),
    ...(imageReferences.length > 0 ? { image: imageReferences } : {}),
    ...(guide.sources.length > 0 ? { citation: guide.sources.map(citation) } : {}),
    timeRequired: `PT${guide.readingMinutes}M`,
    mainEntityOfPage: reference('webpage'),
    ...publisher,
  };

  const breadcrumbList: BreadcrumbListLeaf = {
    '@type': 'BreadcrumbList',
    '@id': id('breadcrumbs'),
    itemListElement: [...levels, { name: title, item: reference('webpage') }].map((level, index) => ({
      '@type': 'ListItem' as const,
      position: index + 1,
      ...level,
    })),
  };

  const answered = faq.flatMap(({ question, answer }) => {
    const text = plainText(answer);
    return text ? [{ question, text }] : [];
  });
  const faqPage: FAQPageLeaf = {
    '@type': 'FAQPage',
    '@id': id('faq-page'),
    inLanguage: locale,
    isPartOf: reference('webpage'),
    mainEntity: answered.map(({ question, text }) => ({
      '@type': 'Question',
      name: question,
      acceptedAnswer: { '@type': 'Answer', text },
    })),
  };

  const graph: Thing[] = [
    webPage,
    article,
    // Search engines expect two levels at least.
    ...(levels.length > 0 ? [breadcrumbList] : []),
    occupationNode(id('occupation'), guide, now),
    ...(answered.length > 0 ? [faqPage] : []),
    ...images.map((each) => imageObject(id(`image-${each.name}`), each.image)),
  ];
  return { '@context': 'https://schema.org', '@graph': graph as unknown as JsonLdNode[] };
};
