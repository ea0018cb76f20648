import type { Core } from '@strapi/strapi';
import type { FormOverview } from '../../server/src/admin-api/contracts';
import { countParts } from '../../server/src/guide/advice';
import { createRole, signIn, signInAsAdministrator } from '../support/administrator';
import { paragraph } from '../support/articles';
import { createGuideSite, type GuideSite } from '../support/guide-site';
import { uid } from '../support/site';

const ARTICLE = uid('article');

/** A section of the site's own in the dynamic zone of articles. */
const OWN_SECTION = {
  'src/components/shared/banner.json': JSON.stringify({
    collectionName: 'components_shared_banners',
    info: { displayName: 'Banner' },
    attributes: { text: { type: 'string', required: true } },
  }),
  'src/extensions/career-field/strapi-server.js': `module.exports = (plugin) => {
    const { attributes } = plugin.contentTypes.article.schema;
    plugin.contentTypes.article.schema.attributes = {
      ...attributes,
      sections: { ...attributes.sections, components: [...attributes.sections.components, 'shared.banner'] },
    };
    return plugin;
  };`,
};

let site: Awaited<ReturnType<typeof createGuideSite>>;
let running: GuideSite;
let strapi: Core.Strapi;
let admin: string;
/** Published in English with an anchor. */
let article: string;

beforeAll(async () => {
  site = await createGuideSite({ files: OWN_SECTION });
  running = await site.start({ partOrder: ['tasks', 'definition'] });
  ({ strapi } = running);
  admin = await signInAsAdministrator(running);
  article = await running.publish('first', {
    definition: { heading: 'What is it?', anchor: 'what', body: paragraph('A field.') },
  });
});

afterAll(async () => {
  await running?.stop();
  await site?.remove();
});

const overviewOf = async (
  values: object,
  { authorization = admin, ...more }: { authorization?: string; documentId?: string; locale?: string } = {}
): Promise<FormOverview> => {
  const { status, body } = await running.request
    .post('/career-field/drafts/inspect')
    .set({ authorization })
    .send({ documentId: article, locale: 'en', view: 'overview', values, ...more });
  expect([status, body]).toEqual([200, expect.anything()]);
  return (body as { data: { overview: FormOverview } }).data.overview;
};

const pointsOf = ({ openPoints }: FormOverview, kind: string): string[] =>
  openPoints.filter((point) => point.kind === kind).map(({ field }) => field);

const section = (component: string, more: object): object => ({ __component: component, ...more });

describe('the overview of a form', () => {
  it('outlines the sections in the order of the site, free ones included, each with its field', async () => {
    const { outline } = await overviewOf({
      tasks: { heading: 'Tasks', items: [{ title: 'Find errors' }] },
      jobs: { body: paragraph('Look at the usual places.') },
      areas: { heading: 'Nothing but a heading' },
      sections: [
        section('shared.banner', { text: 'Of the site' }),
        section('career-field.text-section', { heading: 'After the tasks', after: 'tasks' }),
        section('career-field.quote-section', { quote: 'At the top', after: 'top' }),
      ],
    });
    expect(outline).toEqual([
      { field: 'sections.2', type: 'quote', heading: null },
      { field: 'tasks', type: 'tasks', heading: 'Tasks' },
      { field: 'sections.1', type: 'text', heading: 'After the tasks' },
      { field: 'definition', type: 'definition', heading: 'What is it?' },
      { field: 'jobs', type: 'text', heading: null },
    ]);
  });

  it('says what keeps the form from being saved, and what from being published', async () => {
    const overview = await overviewOf({
      title: '',
      lead: '  ',
      category: { connect: [], disconnect: [{ documentId: running.category }] },
      definition: { heading: 'What is it?', anchor: 'Not An Anchor' },
      outlook: { salaries: [{ median: 5 }] },
      sections: [
        section('shared.banner', {}),
        section('career-field.facts-section', { after: 'outlook', facts: [{ label: 'Pay', value: '5 €' }] }),
      ],
    });
    expect(pointsOf(overview, 'save')).toEqual(['definition.anchor']);
    expect(pointsOf(overview, 'publish').sort()).toEqual([
      'category',
      'lead',
      'outlook.salaries.0.asOf',
      'outlook.salaries.0.currency',
      'outlook.salaries.0.period',
      'outlook.salaries.0.source',
      'title',
    ]);
    expect(pointsOf(overview, 'advice')).toEqual(
      expect.arrayContaining(['sources', 'faq', 'sections.1.facts.0.asOf', 'sections.1.facts.0.sourceUrl'])
    );
    const messages = overview.openPoints.map(({ message }) => message);
    expect(messages).toContain(
      'No source yet. Say where the facts come from, so that readers can check them.'
    );
  });

  it('needs nothing for an article that can be published', async () => {
    const overview = await overviewOf({});
    expect([pointsOf(overview, 'save'), pointsOf(overview, 'publish')]).toEqual([[], []]);
    expect(overview.readingMinutes).toBe(1);
  });

  it('refuses a change of a published anchor, and an address that another article has', async () => {
    await running.publish('second');
    const changed = await overviewOf({
      slug: 'second',
      definition: { heading: 'What?', anchor: 'other', body: paragraph('A.') },
    });
    expect(pointsOf(changed, 'publish')).toEqual(['slug', 'definition.anchor']);
    const own = await overviewOf({ slug: 'first' });
    expect(pointsOf(own, 'publish')).toEqual([]);
  });

  it('of a new article wants a title, and derives the address', async () => {
    const overview = await overviewOf({}, { documentId: undefined, locale: 'de' });
    expect(pointsOf(overview, 'publish')).toEqual(['title', 'lead', 'category']);
    expect(overview.outline).toEqual([]);
    expect(overview.completeness.filled).toEqual([]);
  });

  it('counts the parts that say something, stored ones as those of the form', async () => {
    const { completeness } = await overviewOf({ faq: [{ question: 'Why?', answer: paragraph('So.') }] });
    expect(completeness.filled).toEqual(['lead', 'category', 'definition', 'faq']);
    await strapi.documents(ARTICLE).update({
      documentId: article,
      locale: 'en',
      data: { employers: { heading: 'Who hires?', body: paragraph('Everybody.') } } as never,
    });
    const keys = [
      { article, locale: 'en' },
      { article, locale: 'de' },
    ];
    // Stored are the employers, and not the questions of the form.
    const parts = completeness.filled.length + completeness.empty.length;
    expect([...(await countParts(strapi, keys))]).toEqual([[`${article} en`, { filled: 4, parts }]]);
  });

  it('answers in the language of the editor', async () => {
    await strapi.db.query('admin::user').updateMany({
      where: { firstname: 'Ada' },
      data: { preferedLanguage: 'de' },
    });
    const { openPoints } = await overviewOf({});
    expect(openPoints.map(({ message }) => message)).toContain(
      'Noch keine häufigen Fragen. Drei bis fünf reichen.'
    );
  });

  it('says nothing about what a role may not read', async () => {
    const fields = ['title', 'slug', 'definition.heading', 'definition.body'];
    const role = await createRole(strapi, 'Partial', [
      { action: 'read', type: 'article', locales: ['en'], fields },
      { action: 'update', type: 'article', locales: ['en'], fields },
    ]);
    const { authorization } = await signIn(running, 'partly@example.com', [role]);
    const overview = await overviewOf({ title: '' }, { authorization });
    expect(overview.openPoints.map(({ field }) => field)).toEqual(['title']);
    expect(overview.completeness).toEqual({ filled: ['definition'], empty: [] });
  });
});
