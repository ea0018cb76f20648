import { allowPublic } from '../support/permissions';
import { createSite, type RunningSite, type Site } from '../support/site';

/** A site that has policies, middlewares and resolvers of its own at fields of guides, and adds one. */
const FILES = {
  'src/extensions/career-field/strapi-server.js': `module.exports = (plugin) => {
    const { register } = plugin;
    plugin.register = (given) => {
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

beforeAll(async () => {
  site = await createSite({ graphql: true, seeded: true, files: FILES });
  running = await site.start();
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

it('returns the fields that a site does not extend', async () => {
  const { data, errors } = await ask('title sections { __typename } toc { anchor label }');
  expect(errors).toBeUndefined();
  expect(data?.careerFieldGuide).toMatchObject({ title: 'Backend', toc: expect.any(Array) });
});

it.each([
  ['a field of the site', 'shouted', { shouted: 'BACKEND' }],
  ['a middleware of the site', 'slug', { slug: 'around backend' }],
  ['a resolver of the site', 'category { name }', { category: { name: 'resolved Web development' } }],
])('runs %s', async (_, fields, expected) => {
  expect((await ask(fields)).data?.careerFieldGuide).toEqual(expected);
});

it.each(['headline', 'lead'])('runs the policy or authorization of the site at %s', async (field) => {
  const { errors } = await ask(`title ${field}`);
  expect(errors).toMatchObject([{ path: ['careerFieldGuide', field] }]);
});
