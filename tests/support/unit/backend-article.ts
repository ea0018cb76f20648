/** Text of one paragraph in Strapi's blocks. */
export const richText = (text: string) => [{ type: 'paragraph', children: [{ type: 'text', text }] }];

/**
 * A guide with every part that the model has, every component at least once and every kind of free section. A new one
 * each time, so that a test may spoil it.
 */
export const backendArticle = () => ({
  title: 'Backend',
  slug: 'backend',
  headline: 'Das Berufsfeld im Überblick',
  lead: 'Für alle, die gern an technischen Fragen arbeiten.',
  category: { id: 1 },
  hero: {
    file: { id: 7 },
    alt: 'Ein Serverschrank',
    caption: 'Was die Oberfläche trägt',
    credit: 'Career Field',
    aiGenerated: true,
  },
  occupation: {
    name: 'Backend-Entwickler/in',
    feminine: 'Backend-Entwicklerin',
    masculine: 'Backend-Entwickler',
    plural: 'Backend-Entwicklerinnen und Backend-Entwickler',
    altNames: ['Backend Developer', 'Back-End-Entwickler/in'],
    codes: [
      {
        scheme: 'esco',
        code: '2512.4',
        uri: 'http://data.europa.eu/esco/occupation/f2b15a0e-e65a-438a-affb-29b9d50b77d1',
        version: '1.1.1',
        label: 'software developer',
        match: 'close',
      },
      { scheme: 'onet-soc', code: '15-1252.00', uri: 'https://www.onetonline.org/link/summary/15-1252.00' },
    ],
  },
  definition: {
    heading: 'Was bedeutet Backend?',
    navLabel: 'Definition',
    anchor: 'was-bedeutet-backend',
    body: richText('Der Teil, den man nicht sieht.'),
    hideInToc: false,
  },
  employers: { heading: 'Arbeitgeber', anchor: 'arbeitgeber', employers: [] },
  areas: {
    heading: 'Bereiche',
    anchor: 'bereiche',
    items: [
      { title: 'Datenbanken', text: 'Was eine Anwendung sich merkt.', article: null },
      { title: 'Cloud', article: { id: 3 } },
    ],
  },
  studies: {
    heading: 'Ausbildung und Studium',
    anchor: 'studium',
    question: 'Was muss man studieren?',
    answer: richText('Informatik, Wirtschaftsinformatik, Mathematik.'),
    paths: [{ id: 1 }, { id: 2 }],
  },
  accessRequirements: {
    anchor: 'zugang',
    regulation: 'partly-regulated',
    regulationUrl: 'https://example.org/reglementierung',
    licences: [
      { name: 'Zulassung', kind: 'licence', url: '/zulassung', authority: 'Kammer', text: 'Für Prüfungen.' },
    ],
    checks: ['Führungszeugnis'],
    physicalDemands: ['Langes Sitzen'],
  },
  skills: {
    anchor: 'faehigkeiten',
    items: [
      { skill: { id: 1 }, requirement: 'essential', level: 'advanced', note: 'Sehr gutes Englisch.' },
      { skill: { id: 2 }, requirement: 'optional', level: null, note: null },
    ],
  },
  tasks: { anchor: 'aufgaben', items: [{ title: 'Fehler beheben', text: 'Du suchst die Ursache.' }] },
  workingConditions: {
    anchor: 'arbeitsbedingungen',
    weeklyHoursMin: 35,
    weeklyHoursMax: 40,
    patterns: [{ kind: 'on-call', note: 'jede vierte Woche' }],
    places: ['Büro'],
    remote: 'fully',
    travel: 'none',
  },
  jobs: {
    anchor: 'jobs',
    nearbyUrl: '/jobs?q=webentwicklung',
    listingUrl: 'https://jobs.example.org/?q=backend',
    label: '{count} Backend-Jobs ansehen',
    count: 125,
    countedAt: '2026-11-23T12:00:00.000Z',
  },
  outlook: {
    anchor: 'perspektiven',
    demand: 'growing',
    salaries: [
      {
        level: 'entry',
        region: 'DE-BY',
        currency: 'EUR',
        period: 'year',
        gross: true,
        p25: 40_000,
        median: 45_000.5,
        p75: 50_000,
        sampleSize: 250,
        asOf: '2026-01-01',
        source: { label: 'Statistik', url: 'https://statistik.example.org', asOf: '2026-01-01' },
      },
    ],
    moves: [{ title: 'Leitung übernehmen', text: 'Du führst ein Team.', kind: 'lead' }],
  },
  faq: [{ question: 'Geht das ohne Studium?', answer: richText('Ja.') }],
  sections: [
    {
      __component: 'career-field.promo-section',
      after: 'top',
      anchor: 'gutscheinheft',
      label: 'Zum Heft',
      url: '/gutscheinheft',
      sponsored: false,
      image: { file: { id: 8 }, alt: 'Das Heft' },
    },
    {
      __component: 'career-field.text-section',
      after: 'definition',
      heading: 'Mehr',
      body: richText('Text.'),
    },
    {
      __component: 'career-field.quote-section',
      after: 'tasks',
      quote: 'Kein Tag ist wie der andere.',
      person: 'Ada',
      role: 'Entwicklerin',
      portrait: { file: { id: 9 }, alt: 'Ada am Schreibtisch' },
    },
    {
      __component: 'career-field.media-section',
      after: 'tasks',
      videoUrl: 'https://video.example.org/1',
      transcript: 'Guten Tag.',
    },
    {
      __component: 'career-field.facts-section',
      after: 'studies',
      facts: [
        {
          label: 'Dauer',
          value: 'sechs Semester',
          sourceUrl: 'https://example.org/dauer',
          asOf: '2026-01-01',
        },
      ],
    },
    { __component: 'career-field.callout-section', after: 'tasks', tone: 'tip', body: richText('Ein Tipp.') },
    {
      __component: 'career-field.table-section',
      after: 'outlook',
      caption: 'Sprachen im Vergleich',
      columns: ['Sprache', 'Wofür'],
      rows: [{ cells: ['PHP', 'Websites'] }, { cells: ['Python', 'Daten'] }],
    },
  ],
  related: [{ id: 2 }],
  furtherReading: [
    { label: 'MDN', url: 'https://developer.mozilla.org/', publisher: 'Mozilla', sponsored: false },
  ],
  sources: [{ label: 'ESCO', url: 'https://esco.ec.europa.eu/', publisher: 'EU', attribution: 'Uses ESCO.' }],
  editorial: {
    author: 'Redaktion',
    reviewer: 'Ada',
    reviewedAt: '2026-11-01',
    reviewDueAt: '2027-11-01',
  },
  seo: {
    metaTitle: 'Backend: Aufgaben und Perspektiven',
    metaDescription: 'Was macht man im Backend?',
    canonicalUrl: 'https://example.org/backend',
    noIndex: false,
    shareImage: { file: { id: 7 }, alt: 'Ein Serverschrank' },
  },
});
