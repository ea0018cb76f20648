import { z } from '../../strapi-internals/host-utils';
import type { GuideTerm } from '../../guide/types';
import type {
  Blocks,
  Guide,
  GuideAlternate,
  GuideCard,
  GuideCategory,
  GuideEmployer,
  GuideImage,
  GuideLink,
  GuideNotice,
  GuideOccupation,
  GuideQuestion,
  GuideReference,
  GuideSalary,
  GuideSection,
  GuideSeo,
  GuideSkill,
  GuideSource,
  GuideStudyPath,
  JsonLd,
  TaxonomyCode,
  TocEntry,
} from '../../guide/types';

/**
 * The shapes of `guide/types.ts` as zod schemas, from which Strapi's generator writes the OpenAPI document. Nothing is
 * parsed with them when readers ask. The types at the end refuse to compile when the two differ in either direction.
 */

const text = z.string();
const optionalText = z.string().nullable();
const number = z.number().nullable();
const moment = z.iso.datetime();
const day = z.iso.date().nullable();

const named = <Schema extends z.ZodType>(id: string, schema: Schema): Schema =>
  schema.meta({ id: `CareerField${id}` });

export const imageSchema = named(
  'Image',
  z.object({
    url: text,
    alt: text,
    caption: optionalText,
    credit: optionalText,
    aiGenerated: z.boolean(),
    width: number,
    height: number,
    mime: text,
    formats: z.array(z.object({ name: text, url: text, width: z.number(), height: z.number(), mime: text })),
  })
);

export const categorySchema = named('GuideCategory', z.object({ documentId: text, name: text, slug: text }));

export const termSchema = named('Term', z.object({ documentId: text, slug: text, name: text }));

export const cardSchema = named(
  'GuideCard',
  z.object({
    documentId: text,
    locale: text,
    slug: text,
    title: text,
    headline: optionalText,
    lead: optionalText,
    image: imageSchema.nullable(),
    category: categorySchema.nullable(),
    readingMinutes: z.number(),
    publishedAt: moment,
    updatedAt: moment,
  })
);

const codeSchema = named(
  'TaxonomyCode',
  z.object({
    scheme: z.enum(['esco', 'isco-08', 'kldb-2010', 'onet-soc', 'custom']),
    code: optionalText,
    uri: optionalText,
    version: optionalText,
    label: optionalText,
    match: z.enum(['exact', 'close', 'broad', 'narrow', 'related']),
  })
);

const occupationSchema = named(
  'Occupation',
  z.object({
    name: optionalText,
    feminine: optionalText,
    masculine: optionalText,
    plural: optionalText,
    altNames: z.array(text),
    codes: z.array(codeSchema),
  })
);

const linkSchema = named(
  'Link',
  z.object({ label: text, url: text, publisher: optionalText, sponsored: z.boolean() })
);

const sourceSchema = named(
  'Source',
  z.object({ label: text, url: optionalText, publisher: optionalText, asOf: day, attribution: optionalText })
);

const skillSchema = named(
  'GuideSkill',
  z.object({
    documentId: text,
    name: text,
    slug: text,
    kind: z.enum(['hard', 'soft', 'tool', 'language', 'knowledge']).nullable(),
    description: optionalText,
    codes: z.array(codeSchema),
  })
);

const employerSchema = named(
  'GuideEmployer',
  z.object({
    documentId: text,
    name: text,
    slug: text,
    logo: imageSchema.nullable(),
    website: optionalText,
    description: optionalText,
  })
);

const salarySchema = named(
  'Salary',
  z.object({
    level: z.enum(['entry', 'experienced', 'senior', 'lead']).nullable(),
    region: optionalText,
    currency: optionalText,
    period: z.enum(['hour', 'month', 'year']).nullable(),
    gross: z.boolean().nullable(),
    min: number,
    p25: number,
    median: number,
    p75: number,
    max: number,
    sampleSize: number,
    asOf: day,
    source: sourceSchema.nullable(),
  })
);

const referenceSchema = named('GuideReference', z.object({ documentId: text, slug: text, title: text }));

const tocEntrySchema = z.object({ anchor: text, label: text });

const alternateSchema = z.object({ locale: text, slug: text, title: text, url: optionalText });

const noticeSchema = z.object({
  kind: z.enum(['ai-generated-image']),
  text,
  places: z.array(text),
});

const seoSchema = z.object({
  metaTitle: text,
  metaDescription: optionalText,
  canonicalUrl: optionalText,
  noIndex: z.boolean(),
  shareImage: imageSchema.nullable(),
});

const jsonLdSchema = named(
  'JsonLd',
  z.object({
    '@context': z.literal('https://schema.org'),
    '@graph': z.array(
      z.looseObject({ '@type': z.union([text, z.array(text)]), '@id': z.string().optional() })
    ),
  })
);

/** Strapi's rich text: https://docs.strapi.io/cms/features/content-manager */
const blocksSchema = named('Blocks', z.array(z.looseObject({ type: text })));

/** The parts of a guide whose texts come in one of the formats. */
const ofText = <Text extends z.ZodType>(prefix: string, rich: Text) => {
  const body = rich.nullable();

  const question = named(`${prefix}Question`, z.object({ question: text, answer: body }));

  const studyPath = named(
    `${prefix}StudyPath`,
    z.object({
      documentId: text,
      title: text,
      slug: text,
      kind: z
        .enum([
          'degree',
          'dual-degree',
          'apprenticeship',
          'further-training',
          'bootcamp',
          'self-study',
          'career-change',
        ])
        .nullable(),
      qualification: optionalText,
      eqfLevel: number,
      durationMonthsMin: number,
      durationMonthsMax: number,
      entryRequirements: optionalText,
      subjects: z.array(text),
      description: body,
      links: z.array(linkSchema),
    })
  );

  const start = { anchor: text, heading: optionalText, navLabel: optionalText, body };

  const section = named(
    `${prefix}Section`,
    z.discriminatedUnion('type', [
      z.object({ ...start, type: z.literal('definition') }),
      z.object({ ...start, type: z.literal('employers'), employers: z.array(employerSchema) }),
      z.object({
        ...start,
        type: z.literal('areas'),
        items: z.array(z.object({ title: text, text: optionalText, guide: referenceSchema.nullable() })),
      }),
      z.object({
        ...start,
        type: z.literal('studies'),
        question: optionalText,
        answer: body,
        paths: z.array(studyPath),
      }),
      z.object({
        ...start,
        type: z.literal('skills'),
        items: z.array(
          z.object({
            skill: skillSchema,
            requirement: z.enum(['essential', 'optional']),
            level: z.enum(['basic', 'advanced', 'expert']).nullable(),
            note: optionalText,
          })
        ),
      }),
      z.object({
        ...start,
        type: z.literal('tasks'),
        items: z.array(z.object({ title: text, text: optionalText })),
      }),
      z.object({ ...start, type: z.literal('jobs-nearby'), url: text }),
      z.object({
        ...start,
        type: z.literal('outlook'),
        demand: z.enum(['declining', 'stable', 'growing', 'strongly-growing', 'unknown']),
        salaries: z.array(salarySchema),
        moves: z.array(
          z.object({
            title: text,
            text: optionalText,
            kind: z.enum(['specialise', 'lead', 'self-employed', 'agency', 'other']),
          })
        ),
      }),
      z.object({
        ...start,
        type: z.literal('jobs-listing'),
        url: text,
        label: optionalText,
        count: number,
        countedAt: moment.nullable(),
      }),
      z.object({ ...start, type: z.literal('faq'), items: z.array(question) }),
      z.object({ ...start, type: z.literal('related'), guides: z.array(cardSchema) }),
      z.object({ ...start, type: z.literal('text') }),
      z.object({
        ...start,
        type: z.literal('quote'),
        quote: optionalText,
        person: optionalText,
        role: optionalText,
        portrait: imageSchema.nullable(),
      }),
      z.object({
        ...start,
        type: z.literal('media'),
        image: imageSchema.nullable(),
        videoUrl: optionalText,
        transcript: optionalText,
      }),
      z.object({
        ...start,
        type: z.literal('facts'),
        facts: z.array(z.object({ label: text, value: text, sourceUrl: optionalText })),
      }),
      z.object({ ...start, type: z.literal('callout'), tone: z.enum(['info', 'tip', 'warning']) }),
      z.object({
        ...start,
        type: z.literal('promo'),
        label: optionalText,
        url: optionalText,
        sponsored: z.boolean(),
        image: imageSchema.nullable(),
      }),
      z.object({
        ...start,
        type: z.literal('table'),
        caption: optionalText,
        columns: z.array(text),
        rows: z.array(z.array(text)),
      }),
    ])
  );

  const guide = named(
    prefix,
    z.object({
      documentId: text,
      locale: text,
      slug: text,
      title: text,
      headline: optionalText,
      lead: optionalText,
      hero: imageSchema.nullable(),
      category: categorySchema.nullable(),
      breadcrumbs: z.array(categorySchema),
      sections: z.array(section),
      toc: z.array(tocEntrySchema),
      occupation: occupationSchema.nullable(),
      faq: z.array(question),
      related: z.array(cardSchema),
      furtherReading: z.array(linkSchema),
      alternates: z.array(alternateSchema),
      notices: z.array(noticeSchema),
      sources: z.array(sourceSchema),
      seo: seoSchema,
      jsonLd: jsonLdSchema,
      readingMinutes: z.number(),
      publishedAt: moment,
      updatedAt: moment,
      reviewedAt: day,
    })
  );

  return { question, studyPath, section, guide };
};

const ofBlocks = ofText('Guide', blocksSchema);
const ofStrings = ofText('GuideInText', text);

const localeSchema = z.object({ requested: text, served: text });

/** `GET /guides/:slug` */
export const guideResponseSchema = z.object({
  data: z.union([ofBlocks.guide, ofStrings.guide]),
  meta: z.object({
    locale: localeSchema,
    /** Only with `previousSlugs: 'field'`, when the guide was asked for by a slug that it no longer has. */
    redirect: z.object({ slug: text }).optional(),
  }),
});

const facetSchema = z.array(termSchema.extend({ count: z.number().int() }));

/** `GET /guides` */
export const guidesResponseSchema = z.object({
  data: z.array(cardSchema),
  meta: z.object({
    locale: localeSchema,
    pagination: z.object({
      page: z.number().int(),
      pageSize: z.number().int(),
      pageCount: z.number().int(),
      total: z.number().int(),
    }),
    facets: z.object({ categories: facetSchema, skills: facetSchema, studyPaths: facetSchema }),
  }),
});

/** `GET /guides/changes` */
export const changesResponseSchema = z.object({
  data: z.array(
    z.object({
      documentId: text,
      locale: text,
      slug: text,
      change: z.enum(['published', 'removed']),
      changedAt: moment,
    })
  ),
  meta: z.object({
    /** What the next request has in `cursor`. */
    next: optionalText,
    /** Whether there is more to read at once. */
    hasMore: z.boolean(),
  }),
});

export type GuideResponse = z.infer<typeof guideResponseSchema>;
export type GuidesResponse = z.infer<typeof guidesResponseSchema>;
export type ChangesResponse = z.infer<typeof changesResponseSchema>;

/** `true` for two types that take each other's values. */
type Alike<One, Other> = [One] extends [Other] ? ([Other] extends [One] ? true : false) : false;
type Holds<Truth extends true> = Truth;

/** Does not compile unless schemas and types say the same. */
export type SchemasFitTypes = [
  Holds<Alike<z.infer<typeof imageSchema>, GuideImage>>,
  Holds<Alike<z.infer<typeof categorySchema>, GuideCategory>>,
  Holds<Alike<z.infer<typeof termSchema>, GuideTerm>>,
  Holds<Alike<z.infer<typeof cardSchema>, GuideCard>>,
  Holds<Alike<z.infer<typeof codeSchema>, TaxonomyCode>>,
  Holds<Alike<z.infer<typeof occupationSchema>, GuideOccupation>>,
  Holds<Alike<z.infer<typeof linkSchema>, GuideLink>>,
  Holds<Alike<z.infer<typeof sourceSchema>, GuideSource>>,
  Holds<Alike<z.infer<typeof skillSchema>, GuideSkill>>,
  Holds<Alike<z.infer<typeof employerSchema>, GuideEmployer>>,
  Holds<Alike<z.infer<typeof salarySchema>, GuideSalary>>,
  Holds<Alike<z.infer<typeof referenceSchema>, GuideReference>>,
  Holds<Alike<z.infer<typeof tocEntrySchema>, TocEntry>>,
  Holds<Alike<z.infer<typeof alternateSchema>, GuideAlternate>>,
  Holds<Alike<z.infer<typeof noticeSchema>, GuideNotice>>,
  Holds<Alike<z.infer<typeof seoSchema>, GuideSeo>>,
  Holds<Alike<z.infer<typeof jsonLdSchema>, JsonLd>>,
  Holds<Alike<z.infer<typeof blocksSchema>, Blocks>>,
  Holds<Alike<z.infer<typeof ofBlocks.question>, GuideQuestion<Blocks>>>,
  Holds<Alike<z.infer<typeof ofBlocks.studyPath>, GuideStudyPath<Blocks>>>,
  Holds<Alike<z.infer<typeof ofBlocks.section>, GuideSection>>,
  Holds<Alike<z.infer<typeof ofBlocks.guide>, Guide>>,
  Holds<Alike<z.infer<typeof ofStrings.section>, GuideSection<string>>>,
  Holds<Alike<z.infer<typeof ofStrings.guide>, Guide<string>>>,
];
