import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { refusalOf } from '../support/articles';
import { components, contentTypes, PUBLIC_TYPES, type Attribute } from '../../content-types';
import { createSite, uid, type RunningSite, type Site } from '../support/site';

/** How the plugin behaves in an existing site. */

let site: Site;
let running: RunningSite | undefined;

beforeAll(async () => {
  site = await createSite({ graphql: true });
});

afterEach(async () => {
  await running?.stop();
  running = undefined;
});

afterAll(async () => {
  await site?.remove();
});

const file = (name: string): string => path.join(site.folder, name);
const readSchema = (name: string): { attributes: Record<string, object> } =>
  JSON.parse(readFileSync(file(name), 'utf8'));

interface Builder {
  createContentType(input: object): Promise<unknown>;
  editComponent(uid: string, input: object): Promise<unknown>;
}

const builder = ({ strapi }: RunningSite, service: string): Builder =>
  strapi.plugin('content-type-builder').service(service);

/** What the plugin itself warned about. */
const ownWarnings = ({ warnings }: RunningSite): string[] =>
  warnings.filter((warning) => warning.includes('[career-field]'));

describe('the hidden type', () => {
  it('is nowhere: no panel, no route, no permission, no GraphQL', async () => {
    running = await site.start();
    const { strapi, request } = running;
    const displayed = strapi
      .plugin('content-manager')
      .service('content-types')
      .findDisplayedContentTypes() as { uid: string }[];
    const uids = displayed.map(({ uid }) => uid).filter((uid) => uid.startsWith('plugin::career-field.'));
    expect(uids.sort()).toEqual(
      ['article', 'category', 'employer', 'skill', 'study-path'].map((name) => `plugin::career-field.${name}`)
    );
    expect((await request.get('/api/career-field/seed-records')).status).toBe(404);
    const actions = JSON.stringify(
      strapi.plugin('users-permissions').service('users-permissions').getActions()
    );
    expect(actions).toContain('study-path');
    expect(actions).not.toContain('seed-record');
    const schema = await request.post('/graphql').send({ query: '{ __schema { types { name } } }' });
    const names = (schema.body.data.__schema.types as { name: string }[]).map(({ name }) => name);
    expect(names).toContain('CareerFieldArticle');
    expect(names.filter((name) => /seed.?record/i.test(name))).toEqual([]);
  });
});

it('has every attribute that editors see in a form, in the order of the model', async () => {
  running = await site.start();
  const contentManager = running.strapi.plugin('content-manager');
  const fieldsOf = async (service: string, model: object): Promise<string[]> => {
    const { layouts } = (await contentManager.service(service).findConfiguration(model)) as {
      layouts: { edit: { name: string }[][] };
    };
    return layouts.edit.flat().map(({ name }) => name);
  };
  const visible = (attributes: Record<string, Attribute>): string[] =>
    Object.keys(attributes).filter((name) => attributes[name]!.visible !== false);

  for (const type of PUBLIC_TYPES) {
    const model = running.strapi.contentType(uid(type));
    expect(await fieldsOf('content-types', model)).toEqual(visible(contentTypes[type].attributes));
  }
  for (const [name, { attributes }] of Object.entries(components)) {
    const model = running.strapi.components[`career-field.${name}` as never] as object;
    expect(await fieldsOf('components', model)).toEqual(visible(attributes));
  }
});

describe('the Content-Type Builder', () => {
  it("saves the site's own types while the plugin is there", async () => {
    running = await site.start();
    await builder(running, 'content-types').createContentType({
      contentType: {
        kind: 'collectionType',
        singularName: 'note',
        pluralName: 'notes',
        displayName: 'Note',
        draftAndPublish: false,
        attributes: { text: { type: 'string' } },
      },
      components: [],
    });
    expect(readSchema('src/api/note/content-types/note/schema.json').attributes).toHaveProperty('text');
    // What it did not change stays the plugin's.
    expect(existsSync(file('src/components/career-field'))).toBe(false);
    expect(existsSync(file('src/extensions'))).toBe(false);
  });

  it("edits a component of the plugin, whose version is then the site's, with a warning for what it lacks", async () => {
    running = await site.start();
    await builder(running, 'components').editComponent('career-field.fact-item', {
      component: {
        category: 'career-field',
        displayName: 'Fact',
        icon: 'check',
        attributes: { label: { type: 'string', required: true, maxLength: 300 }, value: { type: 'string' } },
      },
      components: [],
    });
    expect(readSchema('src/components/career-field/fact-item.json').attributes).not.toHaveProperty(
      'sourceUrl'
    );
    await running.stop();

    running = await site.start();
    expect(ownWarnings(running)).toEqual([
      expect.stringMatching(
        /career-field\.fact-item.*sourceUrl.*src\/components\/career-field\/fact-item\.json/s
      ),
    ]);
    const component = running.strapi.components['career-field.fact-item' as never] as {
      attributes: Record<string, { maxLength?: number }>;
    };
    expect(component.attributes.label?.maxLength).toBe(300);

    // The rules are those of the site's version too.
    const articles = running.strapi.documents('plugin::career-field.article' as never);
    const withLabel = (length: number) => [
      {
        __component: 'career-field.facts-section',
        after: 'tasks',
        facts: [{ label: 'L'.repeat(length), value: 'V' }],
      },
    ];
    const create = (slug: string, length: number) =>
      articles.create({ locale: 'de', data: { title: 'T', slug, sections: withLabel(length) } } as never);
    await expect(create('long-label', 250)).resolves.toBeTruthy();
    // The site's schema would allow this, but no column of the type holds it.
    const issues = await refusalOf(create('longer-label', 300));
    expect(issues.map(({ path }) => path)).toEqual(['sections.0.facts.0.label']);
  });
});

it("takes a site's own version of a content type, with a warning for what it lacks", async () => {
  const attributes = { name: { type: 'string' }, slug: { type: 'uid', targetField: 'name' } };
  site.write({
    'src/extensions/career-field/content-types/employer/schema.json': JSON.stringify({
      kind: 'collectionType',
      collectionName: 'career_field_employers',
      info: { singularName: 'employer', pluralName: 'employers', displayName: 'Firm' },
      options: { draftAndPublish: false },
      pluginOptions: { i18n: { localized: true } },
      attributes,
    }),
  });
  running = await site.start();
  expect(ownWarnings(running).filter((warning) => warning.includes('content type "employer"'))).toEqual([
    expect.stringMatching(/logo, website, description, categories/),
  ]);
});

it('does without GraphQL', async () => {
  running = await site.start({ GRAPHQL_ENABLED: 'false' });
  expect(running.strapi.plugin('graphql')).toBeUndefined();
  expect((await running.request.get('/api/career-field/articles')).status).toBe(200);
  expect(
    (await running.request.post('/graphql').send({ query: '{ careerFieldArticles { slug } }' })).status
  ).toBe(405);
});
