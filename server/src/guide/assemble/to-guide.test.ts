import { linkedArticles } from './linked-articles';
import { toGuide } from './to-guide';
import type { GuideSection } from '../types';
import { richText } from '../../../../tests/support/unit/backend-article';
import { guideContext, guideRow } from '../../../../tests/support/unit/guide-row';

const assembled = (row = guideRow(), context = guideContext()) => toGuide(row, context)!;

const section = <Type extends GuideSection['type']>(type: Type, row = guideRow()) =>
  assembled(row).guide.sections.find((each) => each.type === type) as
    Extract<GuideSection, { type: Type }> | undefined;

describe('toGuide', () => {
  it('builds a guide from an article and its context', () => {
    const { guide } = assembled();
    expect(guide).toMatchObject({
      documentId: 'a-backend',
      locale: 'de',
      slug: 'backend',
      title: 'Backend',
      category: { documentId: 'c-web', name: 'Webentwicklung', slug: 'webentwicklung' },
      breadcrumbs: [{ slug: 'it' }, { slug: 'webentwicklung' }],
      occupation: { feminine: 'Backend-Entwicklerin', codes: [{ scheme: 'esco' }, { scheme: 'onet-soc' }] },
      related: [{ documentId: 'a-frontend', title: 'FRONTEND' }],
      furtherReading: [{ label: 'MDN' }],
      readingMinutes: 1,
    });
    expect(guide.sections.map(({ type, anchor }) => `${type} #${anchor}`)).toEqual([
      'promo #gutscheinheft',
      'definition #was-bedeutet-backend',
      'text #mehr',
      'employers #arbeitgeber',
      'areas #bereiche',
      'studies #studium',
      'facts #facts',
      'access-requirements #zugang',
      'skills #faehigkeiten',
      'tasks #aufgaben',
      'quote #quote',
      'media #media',
      'callout #callout',
      'working-conditions #arbeitsbedingungen',
      'jobs-nearby #jobs',
      'outlook #perspektiven',
      'table #table',
      'jobs-listing #jobs-listing',
      'faq #faq',
      'related #related',
    ]);
  });

  it('returns the same guide for the same article', () => {
    expect(assembled()).toEqual(assembled());
  });

  it('has null for unknown values and an empty list for missing items, and never undefined', () => {
    const bare = { documentId: 'a', locale: 'en', title: 'Bare', slug: 'bare', publishedAt: new Date(0) };
    const { guide } = assembled(bare, guideContext({ categories: [], alternates: [] }));
    expect(guide).toMatchObject({
      headline: null,
      lead: null,
      hero: null,
      category: null,
      breadcrumbs: [],
      sections: [],
      toc: [],
      occupation: null,
      faq: [],
      related: [],
      furtherReading: [],
      notices: [],
      sources: [],
      seo: { metaTitle: 'Bare', metaDescription: null, canonicalUrl: null, noIndex: false, shareImage: null },
      readingMinutes: 1,
      publishedAt: '1970-01-01T00:00:00.000Z',
      reviewedAt: null,
    });
    for (const one of [guide, assembled().guide]) expect(JSON.parse(JSON.stringify(one))).toEqual(one);
  });

  it('publishes nothing of the editorial state but the day of the review', () => {
    const editorial = { author: 'AUTHOR', reviewer: 'REVIEWER', reviewedAt: '2026-05-04' };
    const result = assembled(guideRow({ editorial }));
    expect(result.guide.reviewedAt).toBe('2026-05-04');
    expect(JSON.stringify(result)).not.toMatch(/AUTHOR|REVIEWER/);
  });

  it('has only its own category, whatever its ancestors are', () => {
    const { guide, card } = assembled(guideRow({ category: null }));
    expect([guide.category, card.category]).toEqual([null, null]);
  });

  it.each(['title', 'slug'])('builds no guide from an article without a public %s', (name) => {
    expect(toGuide(guideRow({ [name]: undefined }), guideContext())).toBeNull();
  });

  it('returns the data for lists, search and updates', () => {
    const { card, searchText, previousSlugs, filterTerms } = assembled();
    const { categories, skills, studyPaths } = filterTerms;
    expect(card).toMatchObject({
      documentId: 'a-backend',
      slug: 'backend',
      image: { url: '/uploads/hero.jpg' },
      category: { slug: 'webentwicklung' },
      readingMinutes: 1,
    });
    expect(searchText).toEqual({
      title: 'Backend',
      names: [
        'Backend-Entwickler/in',
        'Backend-Entwicklerin',
        'Backend-Entwickler',
        'Backend-Entwicklerinnen und Backend-Entwickler',
        'Backend Developer',
        'Back-End-Entwickler/in',
      ],
      lead: 'Für alle, die gern an technischen Fragen arbeiten.',
      areas: ['Datenbanken', 'Cloud'],
      skills: ['Englisch', 'PHP'],
    });
    expect(previousSlugs).toEqual(['back-end']);
    expect(categories.map(({ slug }) => slug)).toEqual(['it', 'webentwicklung']);
    expect(skills).toEqual([
      { documentId: 's-english', slug: 'englisch', name: 'Englisch' },
      { documentId: 's-php', slug: 'php', name: 'PHP' },
    ]);
    expect(studyPaths.map(({ name }) => name)).toEqual(['Informatik (Bachelor)', 'Quereinstieg']);
  });

  it('does not list the present slug among the previous ones', () => {
    expect(assembled(guideRow({ previousSlugs: ['backend', 'back-end'] })).previousSlugs).toEqual([
      'back-end',
    ]);
  });

  it('depends on everything that it shows, and on related guides that it does not show yet', () => {
    const row = guideRow({ related: [{ documentId: 'a-frontend' }, { documentId: 'a-unpublished' }] });
    expect(
      assembled(row, guideContext({ linkedDrafts: ['a-to-come', 'a-frontend'] })).dependencies.sort()
    ).toEqual([
      'article:a-devops',
      'article:a-frontend',
      'article:a-to-come',
      'article:a-unpublished',
      'category:c-it',
      'category:c-operations',
      'category:c-web',
      'employer:e-example',
      'file:11',
      'file:600',
      'file:7',
      'file:8',
      'file:800',
      'file:9',
      'skill:s-english',
      'skill:s-php',
      'study-path:p-change',
      'study-path:p-computer-science',
    ]);
  });

  describe('moments', () => {
    it('counts a publication as a change, since it shows the last edit to readers', () => {
      const { guide, card } = assembled();
      expect([guide.publishedAt, guide.updatedAt, card.updatedAt]).toEqual([
        '2026-11-24T02:34:18.679Z',
        '2026-11-24T02:34:18.679Z',
        '2026-11-24T02:34:18.679Z',
      ]);
    });

    it.each([
      ['the plugin', { firstPublication: '2020-01-01T00:00:00.000Z', firstPublishedAt: null }],
      ["Strapi's experiment", { firstPublication: null, firstPublishedAt: '2020-01-01T00:00:00.000Z' }],
    ])('keeps the first publication apart from the last change, as %s stores it', (_by, stored) => {
      const { guide, card } = assembled(guideRow({ updatedAt: new Date('2026-12-01T00:00:00Z'), ...stored }));
      for (const { publishedAt, updatedAt } of [guide, card]) {
        expect([publishedAt, updatedAt]).toEqual(['2020-01-01T00:00:00.000Z', '2026-12-01T00:00:00.000Z']);
      }
      const article = guide.jsonLd['@graph'].find((node) => node['@type'] === 'Article');
      expect([article?.datePublished, article?.dateModified]).toEqual([
        '2020-01-01T00:00:00.000Z',
        '2026-12-01T00:00:00.000Z',
      ]);
    });
  });

  describe('related guides', () => {
    it('shows another article only if it is published', () => {
      const without = assembled(guideRow(), guideContext({ linked: new Map() }));
      expect(without.guide.related).toEqual([]);
      expect(without.guide.sections.some(({ type }) => type === 'related')).toBe(false);
      expect(JSON.stringify(without.guide)).not.toMatch(/a-devops|a-frontend/);
      expect(section('areas')?.items.map(({ guide }) => guide)).toEqual([
        null,
        { documentId: 'a-devops', slug: 'devops', title: 'DEVOPS' },
      ]);
    });

    it('contains no guide twice', () => {
      const related = ['a-frontend', 'a-devops', 'a-frontend'].map((documentId) => ({ documentId }));
      expect(assembled(guideRow({ related })).guide.related.map(({ slug }) => slug)).toEqual([
        'frontend',
        'devops',
      ]);
    });

    it('are those of the areas and of `related`, without the article itself', () => {
      const related = ['a-frontend', 'a-backend', 'a-devops'].map((documentId) => ({ documentId }));
      expect(linkedArticles(guideRow({ related }))).toEqual(['a-devops', 'a-frontend']);
      expect(linkedArticles({})).toEqual([]);
    });
  });

  describe('parts without content', () => {
    it.each([
      ['definition', 'definition', { heading: 'Heading' }],
      ['employers', 'employers', { heading: 'Heading', employers: [] }],
      ['areas', 'areas', { heading: 'Heading', items: [] }],
      ['studies', 'studies', { heading: 'Heading', body: richText('  '), paths: [] }],
      ['skills', 'skills', { heading: 'Heading', items: [{ skill: null }] }],
      ['tasks', 'tasks', { heading: 'Heading', items: [] }],
      ['jobs', 'jobs-nearby', { heading: 'Heading', label: '{count} jobs', count: 1 }],
      ['jobs', 'jobs-listing', { heading: 'Heading', label: '{count} jobs', count: 1 }],
      ['outlook', 'outlook', { heading: 'Heading', demand: 'unknown', salaries: [], moves: [] }],
      ['faq', 'faq', []],
    ] as const)('omits an empty %s', (part, type, value) => {
      expect(section(type)).toBeDefined();
      expect(section(type, guideRow({ [part]: value }))).toBeUndefined();
    });

    it('keeps a part with only a text, or only a figure', () => {
      expect(section('employers', guideRow({ employers: { body: richText('Agencies.') } }))).toMatchObject({
        employers: [],
        anchor: 'employers',
      });
      expect(section('outlook', guideRow({ outlook: { demand: 'growing' } }))).toMatchObject({
        demand: 'growing',
      });
      expect(section('studies', guideRow({ studies: { question: 'What?' } }))).toMatchObject({
        question: 'What?',
        answer: null,
      });
    });
  });

  describe('jobs', () => {
    const jobs = { heading: 'Jobs', anchor: 'jobs', body: richText('Look.'), hideInToc: true };

    it('has the heading with the vacancies nearby', () => {
      const row = guideRow({ jobs: { ...jobs, nearbyUrl: '/near', listingUrl: '/all', label: 'All' } });
      expect(section('jobs-nearby', row)).toMatchObject({ heading: 'Jobs', anchor: 'jobs', url: '/near' });
      expect(section('jobs-listing', row)).toMatchObject({
        heading: null,
        body: null,
        anchor: 'jobs-listing',
        label: 'All',
        count: null,
      });
    });

    it('has the heading with all vacancies when there are none nearby', () => {
      const row = guideRow({ jobs: { ...jobs, listingUrl: '/all' } });
      expect(section('jobs-nearby', row)).toBeUndefined();
      expect(section('jobs-listing', row)).toMatchObject({ heading: 'Jobs', anchor: 'jobs', label: null });
      expect(assembled(row).guide.toc).not.toContainEqual({ anchor: 'jobs', label: 'Jobs' });
    });

    it('does not lose a text without a link', () => {
      const { sections } = assembled(guideRow({ jobs, sections: [] })).guide;
      expect(sections.find(({ anchor }) => anchor === 'jobs')).toMatchObject({
        type: 'text',
        heading: 'Jobs',
      });
    });
  });

  describe('the table of contents', () => {
    it('lists the visible sections, by their short label or heading', () => {
      const row = guideRow({
        areas: { anchor: 'areas', heading: 'All the areas', items: [{ title: 'APIs' }] },
        tasks: { anchor: 'tasks', heading: 'Tasks', hideInToc: true, items: [{ title: 'Find errors' }] },
      });
      expect(assembled(row).guide.toc).toEqual([
        { anchor: 'was-bedeutet-backend', label: 'Definition' },
        { anchor: 'mehr', label: 'Mehr' },
        { anchor: 'arbeitgeber', label: 'Arbeitgeber' },
        { anchor: 'areas', label: 'All the areas' },
        { anchor: 'studium', label: 'Ausbildung und Studium' },
        { anchor: 'faq', label: 'Häufige Fragen' },
        { anchor: 'related', label: 'Weiterlesen' },
      ]);
    });

    it('uses the locale of the guide, or English', () => {
      const labels = (locale: string) =>
        assembled(guideRow({ locale }))
          .guide.toc.slice(-2)
          .map(({ label }) => label);
      expect(labels('de-AT')).toEqual(['Häufige Fragen', 'Weiterlesen']);
      expect(labels('en-GB')).toEqual(['Frequently asked questions', 'Read next']);
      expect(labels('fr')).toEqual(['Frequently asked questions', 'Read next']);
      expect(labels('constructor')).toEqual(['Frequently asked questions', 'Read next']);
    });
  });

  describe('sources', () => {
    it('lists those of the article and of its figures, each once', () => {
      const row = guideRow();
      const outlook = row.outlook as { salaries: Record<string, unknown>[] };
      const [salary] = outlook.salaries;
      const again = { ...salary, source: { label: 'Statistik', publisher: 'Amt' } };
      const other = { ...salary, source: { label: 'Statistik', asOf: '2025-01-01' } };
      const { sources } = assembled({
        ...row,
        outlook: { ...outlook, salaries: [salary, again, other] },
      }).guide;
      expect(sources).toEqual([
        {
          label: 'ESCO',
          url: 'https://esco.ec.europa.eu/',
          publisher: 'EU',
          asOf: null,
          attribution: 'Uses ESCO.',
        },
        {
          label: 'Statistik',
          url: 'https://statistik.example.org',
          publisher: 'Amt',
          asOf: '2026-01-01',
          attribution: null,
        },
        { label: 'Statistik', url: null, publisher: null, asOf: '2025-01-01', attribution: null },
      ]);
    });
  });

  describe('notices', () => {
    it('lists generated images, in the locale of the guide', () => {
      expect(assembled().guide.notices).toEqual([
        {
          kind: 'ai-generated-image',
          text: 'Mehrere Bilder auf dieser Seite wurden mit künstlicher Intelligenz erzeugt.',
          places: ['hero', 'quote'],
        },
      ]);
      expect(assembled(guideRow({ locale: 'en', sections: [] })).guide.notices).toEqual([
        {
          kind: 'ai-generated-image',
          text: 'One image on this page was generated with artificial intelligence.',
          places: ['hero'],
        },
      ]);
    });

    it('includes the images of related guides that the page shows', () => {
      const context = guideContext();
      const { card } = context.linked.get('a-frontend')!;
      card.image = assembled().guide.hero;
      expect(assembled(guideRow({ hero: null, sections: [] }), context).guide.notices).toMatchObject([
        { places: ['related'] },
      ]);
    });

    it('is empty without generated images', () => {
      expect(assembled(guideRow({ hero: null, sections: [] })).guide.notices).toEqual([]);
    });
  });

  describe('addresses', () => {
    const site = {
      url: 'https://portal.example.org',
      name: 'Portal',
      guidePath: '/{locale}/berufe/{slug}/',
      categoryPath: null,
      previewUrl: null,
    };

    it('lists the locales with absolute URLs if the site configures its URL', () => {
      expect(assembled().guide.alternates.map(({ url }) => url)).toEqual([null, null]);
      const { alternates, seo } = assembled(guideRow({ seo: null }), guideContext({ site })).guide;
      expect(alternates).toEqual([
        {
          locale: 'de',
          slug: 'backend',
          title: 'Backend',
          url: 'https://portal.example.org/de/berufe/backend/',
        },
        {
          locale: 'en',
          slug: 'back-end',
          title: 'Back end',
          url: 'https://portal.example.org/en/berufe/back-end/',
        },
      ]);
      expect(seo.canonicalUrl).toBe('https://portal.example.org/de/berufe/backend/');
    });

    it('keeps what the editors have said to search engines', () => {
      const seo = {
        metaTitle: 'Title',
        metaDescription: 'Description',
        canonicalUrl: 'https://other.example.org/',
        noIndex: true,
        shareImage: { file: { url: '/uploads/share.jpg', mime: 'image/png' }, alt: 'Share' },
      };
      expect(assembled(guideRow({ seo }), guideContext({ site })).guide.seo).toMatchObject({
        ...seo,
        shareImage: { url: '/uploads/share.jpg', alt: 'Share', width: null, formats: [] },
      });
    });
  });
});
