import { contentTypes } from '../../content-types';
import { components } from '../../content-types/components';
import { Assembler, guideKey, type GuideKey } from '../../server/src/guide/assemble';
import { plainText } from '../../server/src/rich-text';
import type { AssembledGuide, Guide, GuideSection } from '../../server/src/guide/types';
import { createCategory, paragraph, publishable } from '../support/articles';
import { danglingReferences, schemaOrgIssues } from '../support/schema-org';
import { createSite, uid, type RunningSite, type Site } from '../support/site';
import { statementsOf } from '../support/statements';

const CANARY = 'CANARY';

let site: Site;
let running: RunningSite;

/** Returns the documentId of a shipped article by its German slug. */
const articleOf = async (slug: string): Promise<string> => {
  const found = await running.strapi.documents(uid('article')).findFirst({ locale: 'de', filters: { slug } });
  return found!.documentId;
};

const assemble = (...keys: GuideKey[]): Promise<Map<string, AssembledGuide>> =>
  new Assembler(running.strapi).assemble(keys);

const guideOf = async (article: string, locale = 'de'): Promise<Guide> =>
  (await assemble({ article, locale })).get(guideKey({ article, locale }))!.guide;

const ofType = <Type extends GuideSection['type']>({ sections }: Guide, type: Type) =>
  sections.find((section) => section.type === type) as Extract<GuideSection, { type: Type }>;

describe('a site with the shipped guides', () => {
  beforeAll(async () => {
    site = await createSite({ seeded: true });
    running = await site.start();
  });

  afterAll(async () => {
    await running.stop();
    await site.remove();
  });

  /** The sections of the reference guide in its order. */
  const REFERENCE = [
    'promo',
    'definition',
    'employers',
    'areas',
    'studies',
    'facts',
    'skills',
    'tasks',
    'callout',
    'jobs-nearby',
    'outlook',
    'jobs-listing',
    'faq',
    'related',
  ];

  describe.each([
    {
      locale: 'de',
      category: 'Webentwicklung',
      subject: /Studiengang.*Informatik.*Wirtschaftsinformatik.*Mathematik/s,
      definition: /Datenbank.*Backend/s,
      areas: ['Schnittstellen (APIs)', 'Datenbanken', 'Cloud', 'Eine Programmiersprache als Schwerpunkt'],
      skills: ['PHP', 'Python', 'C++', 'Ruby', 'Java', 'Datensicherheit', 'Serverarchitektur', 'Englisch'],
      label: 'Backend-Jobs ansehen',
      nearby: '/jobs?q=webentwicklung',
      notice: 'Ein Bild auf dieser Seite wurde mit künstlicher Intelligenz erzeugt.',
      related: ['Frontend', 'DevOps'],
    },
    {
      locale: 'en',
      category: 'Web development',
      subject: /degree.*computer science.*business informatics.*mathematics/is,
      definition: /databas.*backend/is,
      areas: ['Interfaces (APIs)', 'Databases', 'The cloud', 'One programming language as your speciality'],
      skills: ['PHP', 'Python', 'C++', 'Ruby', 'Java', 'Data security', 'Server architecture', 'English'],
      label: 'View backend jobs',
      nearby: '/jobs?q=web+development',
      notice: 'One image on this page was generated with artificial intelligence.',
      related: ['Frontend', 'DevOps'],
    },
  ])('the Backend guide ($locale) has all blocks of the reference guide', (expected) => {
    let guide: Guide;

    beforeAll(async () => {
      guide = await guideOf(await articleOf('backend'), expected.locale);
    });

    it('in its order', () => {
      expect(guide.sections.map(({ type }) => type)).toEqual(REFERENCE);
      expect(new Set(guide.sections.map(({ anchor }) => anchor)).size).toBe(REFERENCE.length);
    });

    it('1: a promotional banner with a link, above the page', () => {
      expect(guide.sections[0]).toMatchObject({ type: 'promo', url: expect.stringMatching(/^\//) });
      expect(guide.toc.map(({ anchor }) => anchor)).not.toContain(guide.sections[0]!.anchor);
    });

    it('2: title, headline, lead, and an image that is marked as AI-generated', () => {
      expect(guide).toMatchObject({
        title: 'Backend',
        headline: expect.stringMatching(/\S/),
        lead: expect.stringMatching(/\S/),
        hero: { aiGenerated: true, alt: expect.stringMatching(/\S/), mime: 'image/jpeg', width: 1600 },
        notices: [{ kind: 'ai-generated-image', text: expected.notice, places: ['hero'] }],
      });
      expect(guide.hero!.formats.map(({ width }) => width)).toEqual([245, 500, 750, 1000]);
    });

    it('3: the definition', () => {
      expect(plainText(ofType(guide, 'definition').body)).toMatch(expected.definition);
    });

    it('4: employers in the wider field, to which the guide belongs', () => {
      expect(plainText(ofType(guide, 'employers').body)).toMatch(/\S/);
      expect(guide.category?.name).toBe(expected.category);
      expect(guide.breadcrumbs.map(({ name }) => name)).toEqual(['IT', expected.category]);
    });

    it('5: the areas, one of which links to its own guide', () => {
      const { items } = ofType(guide, 'areas');
      expect(items.map(({ title }) => title)).toEqual(expect.arrayContaining(expected.areas));
      expect(items.flatMap(({ guide: other }) => other?.slug ?? [])).toEqual(['devops']);
    });

    it('6 and 7: the studies, with the question and its answer', () => {
      const studies = ofType(guide, 'studies');
      expect(studies.question).toMatch(/\?$/);
      expect(plainText(studies.answer)).toMatch(expected.subject);
      expect(studies.paths).toHaveLength(6);
      expect(studies.paths.map(({ eqfLevel }) => eqfLevel)).toContain(6);
    });

    it('8: the skills', () => {
      const skills = ofType(guide, 'skills').items;
      expect(skills.map(({ skill }) => skill.name)).toEqual(expect.arrayContaining(expected.skills));
      expect(new Set(skills.map(({ requirement }) => requirement))).toEqual(
        new Set(['optional', 'essential'])
      );
    });

    it('9: the tasks', () => {
      expect(ofType(guide, 'tasks').items).toHaveLength(5);
    });

    it('10 and 12: vacancies nearby and all vacancies, without an invented number', () => {
      expect(ofType(guide, 'jobs-nearby')).toMatchObject({ url: expected.nearby, anchor: 'jobs' });
      expect(ofType(guide, 'jobs-listing')).toMatchObject({
        label: expected.label,
        count: null,
        countedAt: null,
        heading: null,
      });
    });

    it('11: the outlook, without a figure that has no source', () => {
      expect(ofType(guide, 'outlook')).toMatchObject({ demand: 'growing', salaries: [] });
      expect(ofType(guide, 'outlook').moves.map(({ kind }) => kind)).toEqual([
        'specialise',
        'lead',
        'self-employed',
        'agency',
      ]);
    });

    it('13: the related guides with their reading times', async () => {
      expect(guide.related.map(({ title }) => title)).toEqual(expected.related);
      for (const card of guide.related) {
        const related = await guideOf(card.documentId, expected.locale);
        expect(card.readingMinutes).toBe(related.readingMinutes);
        expect(card.locale).toBe(expected.locale);
      }
      expect(ofType(guide, 'related').guides).toEqual(guide.related);
    });

    it('and its structured data', () => {
      const graph = guide.jsonLd['@graph'];
      expect(graph.flatMap(schemaOrgIssues)).toEqual([]);
      expect(danglingReferences(graph)).toEqual([]);
      const occupation = graph.find((node) => node['@type'] === 'Occupation');
      const codes = occupation!.occupationalCategory as { codeValue: string }[];
      expect(codes.map(({ codeValue }) => codeValue)).toEqual(['2512.4', '2512', '4341', '15-1252.00']);
      expect(occupation).not.toHaveProperty('estimatedSalary');
    });

    it('in both languages', () => {
      expect(guide.alternates).toEqual([
        { locale: 'de', slug: 'backend', title: 'Backend', url: null },
        { locale: 'en', slug: 'backend', title: 'Backend', url: null },
      ]);
    });
  });

  it('builds no guide of an article that is not published, not translated or does not exist', async () => {
    const article = await articleOf('backend');
    const { documentId } = await running.strapi.documents(uid('article')).create({
      locale: 'de',
      data: publishable('only-a-draft', (await createCategory(running.strapi, 'drafts')) as never),
    });
    const guides = await assemble(
      { article: documentId, locale: 'de' },
      { article, locale: 'fr' },
      { article: 'nothing', locale: 'de' }
    );
    expect([...guides.keys()]).toEqual([]);
    expect(await assemble()).toEqual(new Map());
  });

  it('reads up to a hundred guides with the statements of one', async () => {
    const { strapi } = running;
    const articles = strapi.documents(uid('article'));
    const backend = await articleOf('backend');
    const devops = await articleOf('devops');
    const keys: GuideKey[] = [{ article: backend, locale: 'de' }];
    for (let index = 1; index < 25; index += 1) {
      const data = { slug: `copy-${index}`, title: `Copy ${index}` };
      const copy = await articles.clone({ documentId: devops, locale: 'de', data });
      await articles.publish({ documentId: copy!.documentId, locale: 'de' });
      keys.push({ article: copy!.documentId, locale: 'de' });
    }
    const knownMinutes = async (asked: GuideKey[]) => new Map(asked.map((key) => [guideKey(key), 7]));
    const knowing = new Assembler(strapi, knownMinutes);
    const absent = Array.from({ length: 100 }, (_, index) => ({ article: `absent-${index}`, locale: 'de' }));

    const forOne = await statementsOf(strapi, () => knowing.assemble(keys.slice(0, 1)));
    const forAll = await statementsOf(strapi, async () => {
      expect((await knowing.assemble(keys)).size).toBe(25);
    });
    const withAbsent = await statementsOf(strapi, async () => {
      expect((await knowing.assemble([...absent, ...keys])).size).toBe(25);
    });
    const unknown = await statementsOf(strapi, () => assemble(...keys.slice(0, 1)));

    expect(forOne.length).toBeGreaterThan(20);
    expect(forOne.length).toBeLessThanOrEqual(51);
    // One more, for the image of a related guide, which the first guide does not have.
    expect(forAll.length).toBeLessThanOrEqual(forOne.length + 1);
    // One more, for the hundred articles that do not exist.
    expect(withAbsent.length).toBe(forAll.length + 1);
    // The texts of the related guides are read, too, with a statement for each component.
    expect(unknown.length).toBeLessThanOrEqual(forOne.length + 22);

    const [card] = (await knowing.assemble(keys.slice(0, 1))).get(guideKey(keys[0]!))!.guide.related;
    expect(card!.readingMinutes).toBe(7);
  });

  it('contains no data of drafts, editors and files except what guides show', async () => {
    const { strapi } = running;
    const articles = strapi.documents(uid('article'));
    const documentId = await articleOf('frontend');
    const published = (await articles.findOne({
      documentId,
      locale: 'de',
      populate: ['hero', 'occupation'],
    })) as unknown as Record<string, unknown>;
    const file = (await strapi.db.query('plugin::upload.file').findOne({ where: {} })) as { id: number };
    await strapi.db.query('plugin::upload.file').update({
      where: { id: file.id },
      data: {
        name: CANARY,
        alternativeText: CANARY,
        caption: CANARY,
        hash: CANARY,
        folderPath: `/${CANARY}`,
        provider_metadata: { key: CANARY },
      },
    });
    await articles.update({
      documentId,
      locale: 'de',
      data: {
        editorial: { author: CANARY, reviewer: CANARY, reviewedAt: '2030-05-04', reviewDueAt: '2099-12-31' },
        hero: { file: file.id, alt: 'Alt' },
      },
    });
    await articles.publish({ documentId, locale: 'de' });
    await articles.update({
      documentId,
      locale: 'de',
      data: {
        title: CANARY,
        lead: CANARY,
        headline: CANARY,
        definition: { heading: CANARY, body: paragraph(CANARY) },
        sections: [{ __component: 'career-field.text-section', after: 'top', heading: CANARY }],
        faq: [{ question: CANARY }],
      },
    } as never);
    const backend = await articleOf('backend');
    const keys = [documentId, backend].flatMap((article) => [
      { article, locale: 'de' },
      { article, locale: 'en' },
    ]);
    const guides = await assemble(...keys);
    expect(guides.size).toBe(4);
    expect(guides.get(guideKey(keys[0]!))!.guide).toMatchObject({
      title: published.title,
      // The later of the day in the article and that of the last recorded review.
      reviewedAt: '2030-05-04',
      hero: { alt: 'Alt' },
    });
    expect(JSON.stringify([...guides.values()])).not.toMatch(/CANARY|2099-12-31/);
  });

  it('omits a related guide while it is unpublished, and shows its current version after that', async () => {
    const articles = running.strapi.documents(uid('article'));
    const backend = await articleOf('backend');
    const devops = await articleOf('devops');
    const relatedIn = async (locale: string) => {
      const key = { article: backend, locale };
      const { guide, dependencies } = (await assemble(key)).get(guideKey(key))!;
      return {
        cards: guide.related.map(({ slug }) => slug),
        areas: ofType(guide, 'areas').items.flatMap(({ guide: other }) => other?.slug ?? []),
        isDependency: dependencies.includes(`article:${devops}`),
        isMentioned: JSON.stringify(guide).includes(devops),
      };
    };
    await articles.unpublish({ documentId: devops, locale: 'de' });
    expect(await relatedIn('de')).toEqual({
      cards: ['frontend'],
      areas: [],
      isDependency: true,
      isMentioned: false,
    });
    expect(await relatedIn('en')).toMatchObject({ cards: ['frontend', 'devops'], areas: ['devops'] });

    await articles.update({ documentId: devops, locale: 'de', data: { slug: 'devops-neu' } });
    expect(await relatedIn('de')).toEqual({
      cards: ['frontend'],
      areas: [],
      isDependency: true,
      isMentioned: false,
    });
    await articles.publish({ documentId: devops, locale: 'de' });
    // Strapi restores one of the relations at once, the other when the article itself is published again.
    expect(await relatedIn('de')).toMatchObject({ cards: ['frontend', 'devops-neu'], areas: [] });
    await articles.publish({ documentId: backend, locale: 'de' });
    expect(await relatedIn('de')).toEqual({
      cards: ['frontend', 'devops-neu'],
      areas: ['devops-neu'],
      isDependency: true,
      isMentioned: true,
    });
  });

  it('has breadcrumbs from the root category, and ends them where categories form a cycle', async () => {
    const { strapi } = running;
    const categories = strapi.db.query(uid('category'));
    const article = await articleOf('backend');
    const rows = (await categories.findMany({ where: { locale: 'de' } })) as { id: number; slug: string }[];
    const idOf = (slug: string): number => rows.find((row) => row.slug === slug)!.id;
    await categories.update({ where: { id: idOf('it') }, data: { parent: idOf('it-betrieb') } });
    const slugs = async () => (await guideOf(article)).breadcrumbs.map(({ slug }) => slug);
    expect(await slugs()).toEqual(['it-betrieb', 'it', 'webentwicklung']);
    await categories.update({ where: { id: idOf('it') }, data: { parent: null } });
    expect(await slugs()).toEqual(['it', 'webentwicklung']);
  });
});

describe('a site with its own versions of types', () => {
  const own = (type: 'skill' | 'article', attributes: Record<string, unknown>, options = {}) => ({
    [`src/extensions/career-field/content-types/${type}/schema.json`]: JSON.stringify({
      ...contentTypes[type],
      options: { ...contentTypes[type].options, ...options },
      attributes,
    }),
  });

  beforeAll(async () => {
    const { codes, ...skill } = contentTypes.skill.attributes;
    const quote = components['quote-section'];
    site = await createSite({
      files: {
        ...own('skill', {
          ...skill,
          description: { ...skill.description, private: true },
          internal: { type: 'string' },
        }),
        ...own('article', contentTypes.article.attributes, { privateAttributes: ['headline'] }),
        'src/components/career-field/quote-section.json': JSON.stringify({
          ...quote,
          attributes: { ...quote.attributes, person: { ...quote.attributes.person, private: true } },
        }),
        'config/api.js': "module.exports = { responses: { privateAttributes: ['credit', 'updatedAt'] } };\n",
      },
    });
    expect(codes).toBeDefined();
    running = await site.start();
  });

  afterAll(async () => {
    await running.stop();
    await site.remove();
  });

  it('hides attributes that the site makes private, and requests none that the site has removed', async () => {
    const { strapi } = running;
    const category = await createCategory(strapi, 'web');
    const skill = await strapi.documents(uid('skill')).create({
      locale: 'de',
      data: { name: 'PHP', slug: 'php', description: CANARY, internal: CANARY } as never,
    });
    const file = await strapi.db.query('plugin::upload.file').create({
      data: {
        name: 'a',
        hash: 'a',
        ext: '.png',
        mime: 'image/png',
        size: 1,
        url: '/uploads/a.png',
        provider: 'local',
      },
    });
    const articles = strapi.documents(uid('article'));
    const { documentId } = await articles.create({
      locale: 'de',
      data: publishable('backend', category, {
        headline: CANARY,
        hero: { file: file.id, alt: 'Alt', credit: CANARY },
        skills: { items: [{ skill: skill.documentId }] },
        sections: [
          { __component: 'career-field.quote-section', after: 'top', quote: 'Quote', person: CANARY },
        ],
      }) as never,
    });
    await articles.publish({ documentId, locale: 'de' });

    const guides = await assemble({ article: documentId, locale: 'de' });
    const { guide, card } = guides.get(guideKey({ article: documentId, locale: 'de' }))!;
    expect(ofType(guide, 'skills').items[0]!.skill).toMatchObject({
      name: 'PHP',
      description: null,
      codes: [],
    });
    expect(ofType(guide, 'quote')).toMatchObject({ quote: 'Quote', person: null });
    expect(guide).toMatchObject({ headline: null, hero: { alt: 'Alt', credit: null } });
    // A site cannot hide when a guide was changed: caches and sitemaps need it.
    expect(card.updatedAt).toMatch(/^\d{4}-/);
    expect(JSON.stringify([...guides.values()])).not.toContain(CANARY);
  });
});
