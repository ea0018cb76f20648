import { readOwnFields } from '../../server/src/content-api/graphql/plain-fields';
import { allowPublic } from '../support/permissions';
import { createSite, type RunningSite, type Site } from '../support/site';

/** Guides are read plainly over GraphQL, but for what a site has put in the way. */

/** A site that has policies, middlewares and resolvers of its own at fields of guides, and adds one. */
const FILES = {
  'src/extensions/career-field/strapi-server.js': `module.exports = (plugin) => {
    const { register } = plugin;
    plugin.register = (given) => {
      const apollo = given.strapi.config.get('plugin::graphql.apolloServer');
      const serverWillStart = async ({ schema }) => { given.strapi.guideSchema = schema; };
      given.strapi.config.set('plugin::graphql.apolloServer', { ...apollo, plugins: [{ serverWillStart }] });
      given.strapi.plugin('graphql').service('extension').use(({ nexus }) => ({
        types: [
          nexus.extendType({
            type: 'CareerFieldGuide',
            definition(t) {
              t.string('shouted', { resolve: ({ title }) => title.toUpperCase() });
            },
          }),
        ],
        resolvers: { CareerFieldGuideTerm: { name: ({ name }) => 'resolved ' + name } },
        resolversConfig: {
          'CareerFieldGuide.headline': { policies: ['global::never'] },
          'CareerFieldGuide.slug': {
            middlewares: [async (next, ...given) => 'around ' + (await next(...given))],
          },
          'CareerFieldGuide.lead': { auth: { scope: ['plugin::career-field.article.create'] } },
        },
      }));
      return register(given);
    };
    return plugin;
  };`,
  'src/policies/never.js': 'module.exports = () => false;',
};

let site: Site;
let running: RunningSite;
/** Fields of guides that Strapi has something to do with, as they were before the first question. */
let wrapped: string[];

interface Schema {
  getType(name: string): { getFields(): Record<string, { resolve?: unknown }> };
}

beforeAll(async () => {
  site = await createSite({ graphql: true, seeded: true, files: FILES });
  running = await site.start();
  const { guideSchema } = running.strapi as unknown as { guideSchema: Schema };
  wrapped = [...readOwnFields().keys()].flatMap((type) =>
    Object.entries(guideSchema.getType(type).getFields())
      .filter(([, { resolve }]) => resolve !== undefined)
      .map(([field]) => `${type}.${field}`)
  );
  await allowPublic(running.strapi, ['plugin::career-field.guide.findOne']);
});

afterAll(async () => {
  await running?.stop();
  await site?.remove();
});

const ask = async (fields: string) => {
  const query = `{ careerFieldGuide(slug: "backend", locale: "en") { ${fields} } }`;
  const { body } = await running.request.post('/graphql').send({ query });
  return body as {
    data: { careerFieldGuide: Record<string, never> } | null;
    errors?: { message: string; path: string[] }[];
  };
};

it('knows every field of the types of a guide', async () => {
  const query = '{ __schema { types { name kind fields { name } } } }';
  const { body } = await running.request.post('/graphql').send({ query });
  const types = body.data.__schema.types as {
    name: string;
    kind: string;
    fields: { name: string }[] | null;
  }[];
  const ours = types.filter(({ name, kind }) => name.startsWith('CareerFieldGuide') && kind === 'OBJECT');
  const known = readOwnFields();
  expect(ours.map(({ name }) => name).sort()).toEqual([...known.keys()].sort());
  for (const { name, fields } of ours) {
    const own = fields!.map((field) => field.name).filter((field) => field !== 'shouted');
    expect(own.sort()).toEqual([...known.get(name)!].sort());
  }
});

it('leaves only what a site has configured to Strapi', () => {
  expect(wrapped.sort()).toEqual([
    'CareerFieldGuide.headline',
    'CareerFieldGuide.lead',
    'CareerFieldGuide.shouted',
    'CareerFieldGuide.slug',
    'CareerFieldGuideTerm.name',
  ]);
});

it('answers what a site has left as it is', async () => {
  const { data, errors } = await ask('title sections { __typename } toc { anchor label }');
  expect(errors).toBeUndefined();
  expect(data?.careerFieldGuide).toMatchObject({ title: 'Backend', toc: expect.any(Array) });
});

it.each([
  ['a field of the site', 'shouted', { shouted: 'BACKEND' }],
  ['a middleware of the site', 'slug', { slug: 'around backend' }],
  ['a resolver of the site', 'category { name }', { category: { name: 'resolved Web development' } }],
])('keeps %s', async (_, fields, expected) => {
  expect((await ask(fields)).data?.careerFieldGuide).toEqual(expected);
});

it.each(['headline', 'lead'])('keeps what a site has put before %s', async (field) => {
  const { errors } = await ask(`title ${field}`);
  expect(errors).toMatchObject([{ path: ['careerFieldGuide', field] }]);
});
