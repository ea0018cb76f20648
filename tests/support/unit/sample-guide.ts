import type { Blocks, Guide, GuideImage } from '../../../server/src/guide/types';

/** Rich text with one paragraph. */
export const paragraph = (text: string): Blocks => [
  { type: 'paragraph', children: [{ type: 'text', text }] },
];

const image: GuideImage = {
  url: '/uploads/servers.jpg',
  alt: 'Racks of servers',
  caption: 'What carries the surface',
  credit: 'Ada Example',
  aiGenerated: true,
  width: 1200,
  height: 800,
  mime: 'image/jpeg',
  formats: [],
};

const category = { documentId: 'web', name: 'Web development', slug: 'web-development' };

const source = {
  label: 'Pay report',
  url: 'https://example.org/pay',
  publisher: 'Institute of Examples',
  asOf: '2026-03-31',
  attribution: 'CC BY 4.0',
};

const code = {
  scheme: 'esco' as const,
  code: '2512.4',
  uri: 'http://data.europa.eu/esco/occupation/f2b15a0e-e65a-438a-affb-29b9d50b77d1',
  version: '1.1.1',
  label: 'software developer',
  match: 'close' as const,
};

const card = {
  documentId: 'frontend',
  locale: 'en',
  slug: 'frontend',
  title: 'Frontend',
  headline: 'What one sees',
  lead: 'The visible side.',
  image,
  category,
  readingMinutes: 3,
  publishedAt: '2026-11-20T08:00:00.000Z',
  updatedAt: '2026-11-21T10:00:00.000Z',
};

const question = { question: 'Is a degree needed?', answer: paragraph('No, but it helps.') };

/** What every section starts with; each body says which one it is of. */
const start = (anchor: string) => ({
  anchor,
  heading: `Heading of ${anchor}`,
  navLabel: anchor,
  body: paragraph(`Body of ${anchor}.`),
});

/** A guide with every kind of section and nothing unknown. A new one each time, so that a test may spoil it. */
export const sampleGuide = (): Guide => ({
  documentId: 'backend',
  locale: 'en',
  slug: 'backend',
  title: 'Backend',
  headline: 'Your guide to the field',
  lead: 'For those who like technical problems.',
  hero: structuredClone(image),
  category,
  breadcrumbs: [{ documentId: 'it', name: 'IT', slug: 'it' }, category],
  sections: [
    { type: 'definition', ...start('definition') },
    {
      type: 'employers',
      ...start('employers'),
      employers: [
        {
          documentId: 'acme',
          name: 'Acme',
          slug: 'acme',
          logo: image,
          website: 'https://acme.example/',
          description: 'Builds things.',
        },
      ],
    },
    {
      type: 'areas',
      ...start('areas'),
      items: [
        {
          title: 'Cloud',
          text: 'Rented machines.',
          guide: { documentId: 'devops', slug: 'devops', title: 'DevOps' },
        },
      ],
    },
    {
      type: 'studies',
      ...start('studies'),
      question: 'What must one study?',
      answer: paragraph('Computer science.'),
      paths: [
        {
          documentId: 'cs',
          title: 'Computer science (Bachelor)',
          slug: 'computer-science',
          kind: 'degree',
          qualification: 'B. Sc.',
          eqfLevel: 6,
          durationMonthsMin: 36,
          durationMonthsMax: 48,
          entryRequirements: 'An entrance qualification.',
          subjects: ['Databases', 'Networks'],
          description: paragraph('A broad foundation.'),
          links: [
            {
              label: 'Course finder',
              url: 'https://courses.example/',
              publisher: 'Rectors',
              sponsored: true,
            },
          ],
        },
      ],
    },
    {
      type: 'access-requirements',
      ...start('access-requirements'),
      regulation: 'partly-regulated',
      regulationUrl: 'https://example.org/regulation',
      licences: [
        {
          name: 'Audit licence',
          kind: 'licence',
          url: 'https://example.org/licence',
          authority: 'Chamber',
          text: 'For audits.',
        },
      ],
      checks: ['Criminal record certificate'],
      physicalDemands: ['Long sitting'],
    },
    {
      type: 'skills',
      ...start('skills'),
      items: [
        {
          skill: {
            documentId: 'php',
            name: 'PHP',
            slug: 'php',
            kind: 'hard',
            description: 'A scripting language.',
            codes: [code],
          },
          requirement: 'essential',
          level: 'advanced',
          note: 'Wide-spread.',
        },
      ],
    },
    { type: 'tasks', ...start('tasks'), items: [{ title: 'Fix errors', text: 'Find the cause.' }] },
    {
      type: 'working-conditions',
      ...start('working-conditions'),
      weeklyHoursMin: 35,
      weeklyHoursMax: 40,
      patterns: [{ kind: 'on-call', note: 'Every fourth week.' }],
      places: ['Office'],
      remote: 'fully',
      travel: 'none',
    },
    { type: 'jobs-nearby', ...start('jobs-nearby'), url: '/jobs?q=web' },
    {
      type: 'outlook',
      ...start('outlook'),
      demand: 'growing',
      salaries: [
        {
          level: 'entry',
          region: 'DE-BY',
          currency: 'EUR',
          period: 'year',
          gross: true,
          min: 30000,
          p25: 35000.5,
          median: 40000,
          p75: null,
          max: 60000,
          sampleSize: 1234,
          asOf: '2026-01-31',
          source,
        },
      ],
      moves: [{ title: 'Lead a team', text: 'Take decisions.', kind: 'lead' }],
    },
    {
      type: 'jobs-listing',
      ...start('jobs-listing'),
      url: '/jobs?q=backend',
      label: '125 backend jobs',
      count: 125,
      countedAt: '2026-11-20T10:00:00.000Z',
    },
    { type: 'faq', ...start('faq'), items: [structuredClone(question)] },
    { type: 'related', ...start('related'), guides: [card] },
    { type: 'text', ...start('text') },
    {
      type: 'quote',
      ...start('quote'),
      quote: 'I like it.',
      person: 'Grace Example',
      role: 'Developer',
      portrait: image,
    },
    {
      type: 'media',
      ...start('media'),
      image,
      videoUrl: 'https://video.example/1',
      transcript: 'First.\n\nSecond.',
    },
    {
      type: 'facts',
      ...start('facts'),
      facts: [
        { label: 'Duration', value: 'six terms', sourceUrl: 'https://example.org/terms', asOf: '2026-03-31' },
      ],
    },
    { type: 'callout', ...start('callout'), tone: 'tip' },
    {
      type: 'promo',
      ...start('promo'),
      label: 'Free vouchers',
      url: '/vouchers',
      sponsored: true,
      image,
    },
    {
      type: 'table',
      ...start('table'),
      caption: 'Two languages',
      columns: ['Language', 'Since'],
      rows: [['PHP', '1995']],
    },
  ],
  toc: [{ anchor: 'definition', label: 'definition' }],
  occupation: {
    name: 'Backend developer',
    feminine: null,
    masculine: null,
    plural: 'Backend developers',
    altNames: ['Server-side developer'],
    codes: [code],
  },
  faq: [structuredClone(question)],
  related: [card],
  furtherReading: [
    { label: 'Learn it', url: 'https://learn.example/', publisher: 'Teachers', sponsored: false },
  ],
  alternates: [
    { locale: 'en', slug: 'backend', title: 'Backend', url: 'https://portal.example/en/backend' },
    { locale: 'de', slug: 'backend', title: 'Backend (de)', url: 'https://portal.example/de/backend' },
  ],
  notices: [{ kind: 'ai-generated-image', text: 'One image was made with AI.', places: ['hero'] }],
  sources: [source],
  seo: {
    metaTitle: 'Backend',
    metaDescription: null,
    canonicalUrl: null,
    noIndex: false,
    shareImage: null,
  },
  jsonLd: { '@context': 'https://schema.org', '@graph': [] },
  readingMinutes: 7,
  publishedAt: '2026-11-20T10:00:00.000Z',
  updatedAt: '2026-11-21T10:00:00.000Z',
  reviewedAt: '2026-11-22',
});

/** The sample with one text, the body of its first section `definition`. */
export const guideWithBody = (body: unknown[]): Guide => {
  const guide = sampleGuide();
  return {
    ...guide,
    sections: [{ type: 'definition', ...start('definition'), body: body as Blocks }],
    faq: [],
  };
};
