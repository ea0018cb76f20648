import { figuresChangeOn } from '../figures';
import { toGuide } from '../assemble/to-guide';
import { createJsonLd, jsonLdScript, type JsonLdContext } from './index';
import type { Guide, GuideSalary, JsonLdNode } from '../types';
import { danglingReferences, schemaOrgIssues } from '../../../../tests/support/schema-org';
import { guideContext, guideRow } from '../../../../tests/support/unit/guide-row';

const site = {
  url: 'https://portal.example.org',
  name: 'Portal',
  guidePath: '/{locale}/{slug}',
  categoryPath: '/{locale}/fields/{slug}',
  previewUrl: null,
};

const here: JsonLdContext = { ...guideContext(), url: null };
const atPortal: JsonLdContext = { ...here, site, url: 'https://portal.example.org/de/backend' };

const guideOf = (row = guideRow()): Guide => toGuide(row, guideContext())!.guide;

const nodesOf = (guide: Guide, context = here): Record<string, JsonLdNode> =>
  Object.fromEntries(createJsonLd(guide, context)['@graph'].map((node) => [String(node['@type']), node]));

const bare = (): Guide =>
  toGuide(
    { documentId: 'a', locale: 'en', title: 'Bare', slug: 'bare', publishedAt: new Date(0) },
    guideContext({ categories: [], alternates: [], linked: new Map() })
  )!.guide;

describe('JSON-LD', () => {
  it.each([
    ['of a whole guide', guideOf(), here],
    ['of a guide with addresses', guideOf(), atPortal],
    ['of a guide with a review', guideOf(guideRow({ editorial: { reviewedAt: '2026-05-04' } })), atPortal],
    ['of a guide that is only a title', bare(), here],
  ])('%s is valid schema.org, without dangling references', (_, guide, context) => {
    const graph = createJsonLd(guide, context)['@graph'];
    expect(graph.flatMap(schemaOrgIssues)).toEqual([]);
    expect(danglingReferences(graph)).toEqual([]);
    const ids = graph.map((node) => node['@id']);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('is a part of the guide', () => {
    const guide = guideOf();
    expect(guide.jsonLd).toEqual(createJsonLd(guide, here));
  });

  it('has a node for each entity, and one for the questions only if there are any', () => {
    const types = (guide: Guide) => createJsonLd(guide, here)['@graph'].map((node) => node['@type']);
    expect(types(guideOf())).toEqual([
      'WebPage',
      'Article',
      'Occupation',
      'FAQPage',
      'ImageObject',
      'ImageObject',
      'ImageObject',
    ]);
    expect(types(bare())).toEqual(['WebPage', 'Article', 'Occupation']);
    expect(types(guideOf(guideRow({ faq: [{ question: 'Unanswered?' }] })))).not.toContain('FAQPage');
  });

  it('identifies nodes by fragments unless the site configures its URL', () => {
    expect(nodesOf(guideOf()).WebPage).toMatchObject({ '@id': '#webpage' });
    expect(nodesOf(guideOf()).WebPage).not.toHaveProperty('url');
    expect(nodesOf(guideOf(), atPortal).WebPage).toMatchObject({
      '@id': 'https://portal.example.org/de/backend#webpage',
      url: 'https://portal.example.org/de/backend',
      breadcrumb: { '@id': 'https://portal.example.org/de/backend#breadcrumbs' },
      publisher: { '@type': 'Organization', name: 'Portal', url: 'https://portal.example.org' },
    });
  });

  it('contains the breadcrumbs from the root to the guide', () => {
    expect(nodesOf(guideOf(), atPortal).BreadcrumbList).toMatchObject({
      itemListElement: [
        { position: 1, name: 'IT', item: { '@id': 'https://portal.example.org/de/fields/it' } },
        {
          position: 2,
          name: 'Webentwicklung',
          item: { '@id': 'https://portal.example.org/de/fields/webentwicklung' },
        },
        { position: 3, name: 'Backend', item: { '@id': 'https://portal.example.org/de/backend#webpage' } },
      ],
    });
  });

  it.each<[string, Partial<typeof site>]>([
    ['unless the site configures its URL', { url: undefined }],
    ['on a portal without pages of categories', { categoryPath: undefined }],
  ])('has no levels without a page %s', (_, change) => {
    const without = Object.fromEntries(Object.keys(change).map((name) => [name, null]));
    const graph = createJsonLd(guideOf(), {
      ...atPortal,
      site: { ...site, ...without } as JsonLdContext['site'],
    })['@graph'];
    expect(JSON.stringify(graph)).not.toMatch(/BreadcrumbList|ListItem|breadcrumb/);
    expect(danglingReferences(graph)).toEqual([]);
  });

  it('describes the occupation', () => {
    expect(nodesOf(guideOf()).Occupation).toMatchObject({
      name: 'Backend-Entwickler/in',
      alternateName: [
        'Backend-Entwicklerin',
        'Backend-Entwickler',
        'Backend-Entwicklerinnen und Backend-Entwickler',
        'Backend Developer',
        'Back-End-Entwickler/in',
      ],
      skills: [
        {
          '@type': 'DefinedTerm',
          name: 'Englisch',
          url: 'http://data.europa.eu/esco/skill/f2b15a0e-e65a-438a-affb-29b9d50b77d1',
        },
        { '@type': 'DefinedTerm', name: 'PHP' },
      ],
      responsibilities: ['Fehler beheben: Du suchst die Ursache.'],
      qualifications: [
        {
          '@type': 'EducationalOccupationalCredential',
          name: 'Zulassung',
          credentialCategory: 'licence',
          url: '/zulassung',
          recognizedBy: { '@type': 'Organization', name: 'Kammer' },
        },
      ],
      educationRequirements: [
        {
          '@type': 'EducationalOccupationalCredential',
          name: 'Informatik (Bachelor)',
          credentialCategory: 'Bachelor of Science',
          educationalLevel: { termCode: '6' },
        },
        'Quereinstieg',
      ],
    });
    expect(nodesOf(bare()).Occupation).toEqual({
      '@type': 'Occupation',
      '@id': '#occupation',
      name: 'Bare',
    });
  });

  it('assigns the codes of the occupation, with their code sets', () => {
    const code = (match: string) => ({
      scheme: 'isco-08',
      code: '2512',
      label: match,
      match,
      version: '2008',
    });
    const codes = [
      ...['exact', 'close', 'broad', 'narrow', 'related'].map(code),
      { scheme: 'custom', code: 'x' },
    ];
    const { occupationalCategory } = nodesOf(
      guideOf(guideRow({ occupation: { name: 'Developer', codes } }))
    ).Occupation!;
    expect(occupationalCategory).toEqual([
      ...['exact', 'close', 'broad'].map((name) => ({
        '@type': 'CategoryCode',
        codeValue: '2512',
        name,
        inCodeSet: {
          '@type': 'CategoryCodeSet',
          name: 'ISCO-08',
          url: 'https://isco.ilo.org/en/isco-08/',
          version: '2008',
        },
      })),
      { '@type': 'CategoryCode', codeValue: 'x' },
    ]);
  });

  describe('salaries', () => {
    const salary: GuideSalary = {
      level: 'entry',
      region: 'DE',
      currency: 'EUR',
      period: 'year',
      gross: true,
      min: 30_000,
      p25: 40_000,
      median: 45_000.5,
      p75: 50_000,
      max: 90_000,
      sampleSize: 250,
      asOf: '2026-01-01',
      source: {
        label: 'Statistik',
        url: 'https://statistik.example.org',
        publisher: 'Amt',
        asOf: null,
        attribution: null,
      },
    };

    const estimated = (more: Partial<GuideSalary>): unknown => {
      const row = guideRow({ outlook: { salaries: [{ ...salary, ...more }] } });
      return nodesOf(guideOf(row)).Occupation!.estimatedSalary;
    };

    it('are a distribution with their source', () => {
      expect(estimated({})).toEqual([
        {
          '@type': 'MonetaryAmountDistribution',
          name: 'entry, DE',
          currency: 'EUR',
          duration: 'P1Y',
          percentile25: 40_000,
          median: 45_000.5,
          percentile75: 50_000,
          subjectOf: {
            '@type': 'CreativeWork',
            name: 'Statistik',
            url: 'https://statistik.example.org',
            publisher: { '@type': 'Organization', name: 'Amt' },
            temporalCoverage: '2026-01-01',
          },
        },
      ]);
    });

    it.each([
      ['hour', 'PT1H'],
      ['month', 'P1M'],
      ['year', 'P1Y'],
    ] as const)('are for a period: %s', (period, duration) => {
      expect(estimated({ period })).toMatchObject([{ duration }]);
    });

    it.each<[string, Partial<GuideSalary>]>([
      ['without a source', { source: null }],
      ['without a day', { asOf: null }],
      ['without a currency', { currency: null }],
      ['without a period', { period: null }],
      ['after tax', { gross: false }],
      ['older than three years', { asOf: '2023-11-23' }],
      ['of the future', { asOf: '2026-11-25' }],
      ['of an invalid day', { asOf: '2026-10-99' }],
      ['without a median or percentile', { p25: null, median: null, p75: null }],
    ])('are omitted %s', (_, more) => {
      expect(estimated(more)).toBeUndefined();
    });

    it('are included up to their last day', () => {
      expect(estimated({ asOf: '2023-11-24' })).toHaveLength(1);
      expect(estimated({ asOf: '2026-11-24', p25: null, p75: null })).toHaveLength(1);
    });

    it.each<[string, (string | null)[], string | null]>([
      ['when the first of them is too old', ['2024-05-01', '2024-03-31'], '2027-04-01'],
      ['when one begins to be current', ['2024-05-01', '2027-01-01'], '2027-01-01'],
      ['after a leap day', ['2024-02-29'], '2027-03-01'],
      ['never if they are too old', ['2020-01-01'], null],
      ['never without a day', [null, '2026-10-99'], null],
    ])('change %s', (_, days, expected) => {
      const now = new Date('2026-11-24T12:00:00Z');
      const salaries = days.map((asOf) => ({ ...salary, asOf }));
      expect(figuresChangeOn({ outlook: { salaries } }, now, here.freshness)).toBe(expected);
      if (expected === null) return;
      // The graph changes on that day, not before.
      const graphOn = (day: Date) => {
        const guide = guideOf(guideRow({ outlook: { salaries } }));
        return JSON.stringify(createJsonLd(guide, { ...here, now: day }));
      };
      const day = new Date(expected);
      const dayBefore = new Date(day.getTime() - 86_400_000);
      expect(graphOn(dayBefore)).toBe(graphOn(now));
      expect(graphOn(day)).not.toBe(graphOn(now));
    });
  });

  it('describes the source and the URL of an image', () => {
    const images = (context: JsonLdContext) =>
      createJsonLd(guideOf(), context)['@graph'].filter((node) => node['@type'] === 'ImageObject');
    expect(images(here)).toMatchObject([
      {
        '@id': '#image-hero',
        contentUrl: 'https://cms.example.org/uploads/hero.jpg',
        caption: 'Was die Oberfläche trägt',
        creditText: 'Career Field',
        digitalSourceType: 'https://schema.org/TrainedAlgorithmicMediaDigitalSource',
      },
      { '@id': '#image-gutscheinheft' },
      {
        '@id': '#image-quote',
        digitalSourceType: 'https://schema.org/TrainedAlgorithmicMediaDigitalSource',
      },
    ]);
    expect(images(here)[1]).not.toHaveProperty('digitalSourceType');
  });

  it('omits images without an absolute URL, and the references to them', () => {
    const graph = createJsonLd(guideOf(), {
      ...here,
      assetUrl: (url) => (url === '/uploads/hero.jpg' ? null : `https://cdn.example.org${url}`),
    })['@graph'];
    const images = graph.filter((node) => node['@type'] === 'ImageObject');
    expect(images.map((node) => node['@id'])).toEqual(['#image-gutscheinheft', '#image-quote']);
    expect(danglingReferences(graph)).toEqual([]);
    expect(graph[0]).not.toHaveProperty('primaryImageOfPage');
    const none = createJsonLd(guideOf(), { ...here, assetUrl: () => null })['@graph'];
    expect(JSON.stringify(none)).not.toMatch(/ImageObject|#image-|\/uploads\//);
    expect(none.flatMap(schemaOrgIssues)).toEqual([]);
  });

  it('contains answers as plain text', () => {
    expect(nodesOf(guideOf()).FAQPage).toMatchObject({
      mainEntity: [{ name: 'Geht das ohne Studium?', acceptedAnswer: { '@type': 'Answer', text: 'Ja.' } }],
    });
  });
});

describe('the script of JSON-LD', () => {
  it.each([
    '</script><script>alert(1)</script>',
    '</SCRIPT\t>',
    '<!--<script>',
    ']]>',
    'a & b &lt;',
    'line\u2028paragraph\u2029end',
    '\u0000 " \\ \n',
  ])('is the same data, without characters that HTML interprets: %j', (title) => {
    const jsonLd = createJsonLd({ ...guideOf(), title }, here);
    const script = jsonLdScript(jsonLd);
    expect(script).not.toMatch(/[<>&\u2028\u2029]/);
    expect(JSON.parse(script)).toEqual(jsonLd);
  });
});
