import en from '../../../../texts/en.json';
import { richText } from '../../../../tests/support/unit/backend-article';
import { guideContext, guideRow } from '../../../../tests/support/unit/guide-row';
import { originsIn, toGuide } from '../assemble/to-guide';
import type { Row } from '../values';
import { adviceFor, completenessOf } from '.';
import { CARD_LEAD_LENGTH } from './rules';

const NOW = new Date('2026-11-24T12:00:00Z');

const fact = { label: 'Gehalt', value: '50.000 €', asOf: '2026-01-01', sourceUrl: 'https://example.org' };

/** Links that do not answer, with what a request shows. */
const BROKEN: [string, string][] = ['404', '503', 'dns', 'tls', 'timeout', 'connection'].map((result) => [
  `https://${result}.example/`,
  result,
]);

const PARTS = [
  'definition',
  'employers',
  'studies',
  'accessRequirements',
  'skills',
  'tasks',
  'workingConditions',
  'jobs',
  'outlook',
];

/** An article that follows all advice. */
const good = (more: Row = {}): Row => {
  const row = guideRow();
  return {
    ...row,
    ...Object.fromEntries(PARTS.map((part) => [part, { ...(row[part] as Row), heading: `Teil ${part}` }])),
    sources: [{ label: 'ESCO', url: 'https://esco.ec.europa.eu/' }],
    sections: [
      {
        __component: 'career-field.text-section',
        heading: 'Mehr',
        body: richText('Text.'),
        after: 'definition',
      },
      { __component: 'career-field.facts-section', heading: 'Zahlen', facts: [fact], after: 'studies' },
    ],
    faq: [{ question: 'Wie?', answer: richText('So.') }],
    areas: { heading: 'Bereiche', items: [{ title: 'APIs' }] },
    ...more,
  };
};

const adviceAt = (row: Row, broken: [string, string][] = BROKEN): [string, string][] => {
  const context = guideContext();
  const { guide } = toGuide(row, context)!;
  return adviceFor({
    article: row,
    guide,
    origins: originsIn(row, context),
    brokenLinks: new Map(broken.map(([address, result]) => [address, { result, failedOn: '2026-11-20' }])),
    now: NOW,
    freshness: context.freshness,
  }).map(({ rule, field }) => [rule, field]);
};

const section = (component: string, more: Row): Row => ({
  __component: `career-field.${component}`,
  heading: 'Überschrift',
  after: 'outlook',
  ...more,
});

const image = (alternativeText: string | null): Row => ({
  type: 'image',
  image: { url: '/uploads/a.jpg', alternativeText },
  children: [{ type: 'text', text: '' }],
});

/** What an article lacks, and the advice that this gives. */
const CASES: [rule: string, field: string, change: Row][] = [
  ['no-image', 'hero', { hero: { file: null } }],
  ['no-faq', 'faq', { faq: [] }],
  ['no-occupation', 'occupation.name', { occupation: null }],
  ['no-code', 'occupation.codes', { occupation: { name: 'Backend-Entwickler/in', codes: [] } }],
  ['lead-too-long', 'lead', { lead: 'x'.repeat(CARD_LEAD_LENGTH + 1) }],
  ['title-too-long', 'seo.metaTitle', { title: 'x'.repeat(61), seo: null }],
  ['no-heading', 'tasks.heading', { tasks: { items: [{ title: 'Fehler finden' }] } }],
  [
    'no-heading',
    'sections[1].heading',
    {
      sections: [
        { __component: 'shared.of-the-site' },
        section('text-section', { heading: ' ', body: richText('Text.') }),
      ],
    },
  ],
  [
    'unanswered',
    'faq[1].answer',
    {
      faq: [
        { question: 'A?', answer: richText('B.') },
        { question: 'C?', answer: richText(' ') },
      ],
    },
  ],
  [
    'old-figure',
    'sections[0].facts[1].asOf',
    {
      sections: [
        section('facts-section', {
          heading: 'Zahlen',
          facts: [
            { label: 'A', value: '1', asOf: '2023-11-25', sourceUrl: 'https://example.org' },
            { label: 'B', value: '2', asOf: '2023-11-22', sourceUrl: 'https://example.org' },
          ],
        }),
      ],
    },
  ],
  [
    'old-salary',
    'outlook.salaries[0].asOf',
    {
      outlook: {
        heading: 'Aussichten',
        salaries: [{ median: 1, asOf: '2023-11-23', source: { label: 'Amt' } }],
      },
    },
  ],
  [
    'undated-fact',
    'sections[0].facts[1].asOf',
    { sections: [section('facts-section', { facts: [fact, { ...fact, asOf: null }] })] },
  ],
  [
    'unsourced-fact',
    'sections[0].facts[0].sourceUrl',
    { sections: [section('facts-section', { facts: [{ ...fact, sourceUrl: '' }] })] },
  ],
  [
    'undescribed-image',
    'definition.body',
    { definition: { heading: 'Was?', body: [...richText('Text.'), image(' ')] } },
  ],
  ['undescribed-image', 'sections[0].body', { sections: [section('text-section', { body: [image(null)] })] }],
  [
    'quote-without-person',
    'sections[0].person',
    { sections: [section('quote-section', { quote: 'Schön.' })] },
  ],
  [
    'video-without-transcript',
    'sections[0].transcript',
    {
      sections: [section('media-section', { videoUrl: 'https://video.example/1', transcript: richText('') })],
    },
  ],
  ['unpublished-link', 'related', { related: [{ documentId: 'a-frontend' }, { documentId: 'a-draft' }] }],
  [
    'unpublished-link',
    'areas.items[1].article',
    {
      areas: {
        heading: 'Bereiche',
        items: [{ title: 'APIs' }, { title: 'Cloud', article: { documentId: 'a-draft' } }],
      },
    },
  ],
];

const source = (url: string): Row => ({ sources: [{ label: 'ESCO', url }] });

const hyperlink = (url: string): Row[] => [
  { type: 'paragraph', children: [{ type: 'link', url, children: [{ type: 'text', text: 'Mehr' }] }] },
];

CASES.push(
  ['link-missing', 'sources[0].url', source('https://404.example/#part')],
  ['link-error', 'sources[0].url', source('https://503.example/')],
  ['link-dns', 'sources[0].url', source('https://dns.example/')],
  ['link-tls', 'sources[0].url', source('https://tls.example/')],
  ['link-timeout', 'sources[0].url', source('https://timeout.example/')],
  ['link-connection', 'sources[0].url', source('https://connection.example/')],
  [
    'link-missing',
    'definition.body',
    { definition: { heading: 'Was?', body: hyperlink('https://404.example') } },
  ],
  [
    'link-missing',
    'employers.employers',
    {
      employers: {
        heading: 'Wer?',
        employers: [{ documentId: 'e', name: 'E', slug: 'e', website: 'https://404.example' }],
      },
    },
  ]
);

describe('the advice', () => {
  it('is silent about an article that follows it', () => {
    expect(adviceAt(good())).toEqual([]);
    const described = { definition: { heading: 'Was?', body: [image('Ein Server')] } };
    expect(adviceAt(good(described))).toEqual([]);
    const linked = {
      areas: { heading: 'Bereiche', items: [{ title: 'Cloud', article: { documentId: 'a-devops' } }] },
    };
    expect(adviceAt(good(linked))).toEqual([]);
    const yearless = { ...fact, value: 'viel', asOf: null };
    expect(adviceAt(good({ sections: [section('facts-section', { facts: [yearless] })] }))).toEqual([]);
  });

  it.each(CASES)('%s is given at %s', (rule, field, change) => {
    expect(adviceAt(good(change))).toEqual([[rule, field]]);
  });

  it('asks for a source unless a figure has one', () => {
    const without = { sources: [], outlook: null };
    expect(adviceAt(good(without))).toEqual([['no-sources', 'sources']]);
    const salaries = [{ median: 1, asOf: '2026-01-01', source: { label: 'Amt' } }];
    expect(adviceAt(good({ sources: [], outlook: { heading: 'Aussichten', salaries } }))).toEqual([]);
  });

  it('says nothing about what was not read', () => {
    const { sources, faq, hero, occupation, ...rest } = good();
    void [sources, faq, hero, occupation];
    expect(adviceAt({ ...rest, outlook: null })).toEqual([]);
  });

  it('has a test for each sentence, and no sentence without a rule', () => {
    const tested = new Set(['no-sources', ...CASES.map(([rule]) => rule)]);
    expect([...tested].sort()).toEqual(Object.keys(en.advice).sort());
  });
});

describe('the completeness of an article', () => {
  it('lists the parts that say something, and the others', () => {
    expect(completenessOf({ ...good(), workingConditions: null })).toEqual({
      filled: [
        'lead',
        'category',
        'hero',
        'occupation',
        'definition',
        'employers',
        'areas',
        'studies',
        'accessRequirements',
        'skills',
        'tasks',
        'jobs',
        'outlook',
        'faq',
        'related',
        'sources',
      ],
      empty: ['workingConditions'],
    });
  });

  it.each([
    ['lead', { lead: ' ' }],
    ['category', { category: null }],
    ['hero', { hero: { alt: 'Without a file' } }],
    ['occupation', { occupation: { codes: [{ scheme: 'esco' }] } }],
    ['definition', { definition: { heading: 'Only a heading', anchor: 'only' } }],
    ['jobs', { jobs: { heading: 'Jobs' } }],
    ['faq', { faq: [] }],
    ['related', { related: [] }],
    ['sources', { sources: [] }],
  ])('counts %s as empty without content', (name, change) => {
    expect(completenessOf({ ...good(), workingConditions: null, ...change }).empty).toContain(name);
  });

  it('does not count what was not read', () => {
    const { filled, empty } = completenessOf({ locale: 'de', lead: 'Text', faq: [] });
    expect([filled, empty]).toEqual([['lead'], ['faq']]);
  });
});
