import type { GuideContext } from '../../../server/src/guide/assemble/context';
import type { Row } from '../../../server/src/guide/values';
import { backendArticle, richText } from './backend-article';

/** A media file as the database layer returns it, with Strapi's internal attributes. */
export const fileRow = (id: number, name: string): Row => ({
  id,
  documentId: `f-${name}`,
  url: `/uploads/${name}.jpg`,
  width: 1600,
  height: 900,
  mime: 'image/jpeg',
  hash: `${name}_0123`,
  formats: {
    medium: {
      url: `/uploads/medium_${name}.jpg`,
      width: 750,
      height: 422,
      mime: 'image/jpeg',
      hash: 'secret',
    },
    thumbnail: { url: `/uploads/thumbnail_${name}.jpg`, width: 245, height: 138, mime: 'image/jpeg' },
  },
});

/** The published row of the article of `backendArticle`, populated as the assembler reads it. */
export const guideRow = (more: Row = {}): Row => {
  const article = backendArticle();
  const [databases, cloud] = article.areas.items;
  const [essential, optional] = article.skills.items;
  const [promo, ...sections] = article.sections;
  return {
    ...article,
    id: 1,
    documentId: 'a-backend',
    locale: 'de',
    publishedAt: '2026-11-24T02:34:18.679Z',
    updatedAt: '2026-11-24T02:34:16.832Z',
    category: { id: 2, documentId: 'c-web', locale: 'de', name: 'Webentwicklung', slug: 'webentwicklung' },
    hero: { ...article.hero, file: fileRow(7, 'hero') },
    employers: {
      ...article.employers,
      employers: [
        {
          id: 4,
          documentId: 'e-example',
          locale: 'de',
          name: 'Beispiel GmbH',
          slug: 'beispiel',
          logo: { file: fileRow(11, 'logo'), alt: 'Beispiel' },
          website: 'https://employer.example.org',
          description: 'Baut Anwendungen.',
        },
      ],
    },
    areas: {
      ...article.areas,
      items: [databases, { ...cloud, article: { id: 3, documentId: 'a-devops', locale: 'de' } }],
    },
    studies: {
      ...article.studies,
      paths: [
        {
          id: 1,
          documentId: 'p-computer-science',
          locale: 'de',
          title: 'Informatik (Bachelor)',
          slug: 'informatik',
          kind: 'degree',
          qualification: 'Bachelor of Science',
          eqfLevel: 6,
          durationMonthsMin: 36,
          durationMonthsMax: null,
          entryRequirements: 'Abitur',
          subjects: ['Programmierung', 'Datenbanken'],
          description: richText('Sechs Semester.'),
          links: [],
        },
        { id: 2, documentId: 'p-change', locale: 'de', title: 'Quereinstieg', slug: 'quereinstieg' },
      ],
    },
    skills: {
      ...article.skills,
      items: [
        {
          ...essential,
          skill: {
            id: 1,
            documentId: 's-english',
            locale: 'de',
            name: 'Englisch',
            slug: 'englisch',
            kind: 'language',
            description: 'Lesen und schreiben.',
            codes: [
              {
                scheme: 'esco',
                uri: 'http://data.europa.eu/esco/skill/f2b15a0e-e65a-438a-affb-29b9d50b77d1',
                match: 'exact',
              },
            ],
          },
        },
        {
          ...optional,
          skill: {
            id: 2,
            documentId: 's-php',
            locale: 'de',
            name: 'PHP',
            slug: 'php',
            kind: 'hard',
            codes: [],
          },
        },
      ],
    },
    sections: [
      { ...promo, image: { file: fileRow(8, 'booklet'), alt: 'Das Heft' } },
      ...sections.map((section) =>
        'portrait' in section
          ? { ...section, portrait: { ...section.portrait, file: fileRow(9, 'ada'), aiGenerated: true } }
          : section
      ),
    ],
    related: [{ id: 2, documentId: 'a-frontend', locale: 'de' }],
    previousSlugs: ['back-end'],
    ...more,
  };
};

const relatedGuide = (name: string, category: string): { documentId: string; row: Row } => ({
  documentId: `a-${name}`,
  row: {
    documentId: `a-${name}`,
    category: { documentId: category },
    hero: { file: { id: name.length * 100 } },
  },
});

/** What the guide of `guideRow` shows besides its article: two related guides and two categories. */
export const guideContext = (more: Partial<GuideContext> = {}): GuideContext => ({
  partOrder: [],
  site: { url: null, name: null, guidePath: '/{locale}/{slug}', categoryPath: null, previewUrl: null },
  assetUrl: (url) => (url.startsWith('/') ? `https://cms.example.org${url}` : url),
  now: new Date('2026-11-24T12:00:00Z'),
  freshness: { figures: 36, oldFigures: 'mark', review: 6, mail: false },
  categories: [
    { documentId: 'c-it', name: 'IT', slug: 'it' },
    { documentId: 'c-web', name: 'Webentwicklung', slug: 'webentwicklung' },
  ],
  linked: new Map(
    [relatedGuide('frontend', 'c-web'), relatedGuide('devops', 'c-operations')].map(({ documentId, row }) => [
      documentId,
      {
        row,
        card: {
          documentId,
          locale: 'de',
          slug: documentId.slice(2),
          title: documentId.slice(2).toUpperCase(),
          headline: null,
          lead: null,
          image: null,
          category: null,
          readingMinutes: 3,
          publishedAt: '2026-11-20T00:00:00.000Z',
          updatedAt: '2026-11-23T00:00:00.000Z',
        },
      },
    ])
  ),
  linkedDrafts: [],
  reviewedAt: null,
  alternates: [
    { locale: 'de', slug: 'backend', title: 'Backend' },
    { locale: 'en', slug: 'back-end', title: 'Back end' },
  ],
  ...more,
});
