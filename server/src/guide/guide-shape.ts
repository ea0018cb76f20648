import { z } from '../strapi-internals/host-utils';
import { anySection } from './sections';
import { question } from './sections/faq';
import { card, term } from './shape/documents';
import {
  described,
  field,
  listOf,
  moment,
  named,
  object,
  optional,
  flag,
  optionalText,
  text,
  textOrEmpty,
  whole,
} from './shape/fields';
import { image } from './shape/image';
import { link, source } from './shape/links';
import { occupation } from './shape/occupation';
import { BLOCKS, STRINGS, type Texts } from './shape/rich-text';
import { dayIn, rowIn } from './values';

/**
 * The public shape of a guide: the one source of its TypeScript types, of OpenAPI, of GraphQL, and of the types of the
 * client. What is unknown is null, and never missing; a list without entries is empty.
 */

const tocEntry = named('GuideTocEntry', z.object({ anchor: z.string(), label: z.string() }));

const alternate = named(
  'GuideAlternate',
  z.object({
    locale: z.string(),
    slug: z.string(),
    title: z.string(),
    url: described(z.string().nullable(), 'Its absolute address, once the site has said how addresses look.'),
  }),
  'The same guide in another language, for `hreflang`; the language of the guide itself is among them.'
);

const notice = named(
  'GuideNotice',
  z.object({
    kind: named('GuideNoticeKind', z.enum(['ai-generated-image'])),
    text: described(z.string(), 'A sentence in the language of the guide.'),
    places: described(z.array(z.string()), "Where the image is: `hero`, or a section's anchor."),
  }),
  'Something that readers must know.'
);

export const seo = named(
  'GuideSeo',
  object(
    {
      metaTitle: textOrEmpty,
      metaDescription: optionalText,
      canonicalUrl: optionalText,
      noIndex: flag,
      shareImage: optional(image),
    },
    'seo'
  )
);

const jsonLd = named(
  'JsonLd',
  z.object({
    '@context': z.literal('https://schema.org'),
    '@graph': z.array(
      z.looseObject({ '@type': z.union([z.string(), z.array(z.string())]), '@id': z.string().optional() })
    ),
  })
);

const reviewedAt = field(z.iso.date().nullable(), (value) => dayIn(rowIn(value)?.reviewedAt), {
  from: 'editorial',
  model: 'editorial',
  covers: ['reviewedAt'],
});

const createGuideSchema = (texts: Texts) =>
  texts.named(
    '',
    object(
      {
        documentId: text,
        locale: described(text, 'Its language, which may be another than the requested one.'),
        slug: described(text, 'Its present slug, which may be another than the requested one.'),
        title: text,
        headline: optionalText,
        lead: optionalText,
        hero: optional(image),
        category: optional(term),
        breadcrumbs: described(z.array(term), "From the root of the tree to the guide's category."),
        sections: described(z.array(anySection(texts)), 'In the order of the site.'),
        toc: z.array(tocEntry),
        occupation: optional(occupation),
        faq: z.array(question(texts)),
        related: z.array(card),
        furtherReading: listOf(link),
        alternates: z.array(alternate),
        notices: z.array(notice),
        sources: listOf(source),
        seo,
        jsonLd,
        readingMinutes: described(whole, 'At 200 words a minute, at least one.'),
        publishedAt: described(
          moment,
          'The first publication, ISO 8601; it stays the same when the article is published again.'
        ),
        updatedAt: described(moment, 'The last published change, ISO 8601.'),
        reviewedAt: described(reviewedAt, 'The day of the last editorial review, `YYYY-MM-DD`.'),
      },
      'article'
    ),
    'A finished guide.'
  );

/** With rich texts as Strapi's blocks. */
export const guideSchema = createGuideSchema(BLOCKS);

/** With rich texts as HTML or Markdown. */
export const guideInTextSchema = createGuideSchema(STRINGS);
