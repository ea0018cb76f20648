import { readdirSync } from 'node:fs';
import path from 'node:path';
import { createSite, uid, type RunningSite, type Site } from '../support/site';

/** A site that also has a type of its own, added while the plugin is off: a change of schema is what drops tables. */
const NEW_TYPE = {
  'src/api/event/content-types/event/schema.json': JSON.stringify({
    kind: 'collectionType',
    collectionName: 'events',
    info: { singularName: 'event', pluralName: 'events', displayName: 'Event' },
    options: { draftAndPublish: false },
    attributes: { name: { type: 'string' } },
  }),
};

let site: Site;
let running: RunningSite | undefined;

beforeAll(async () => {
  site = await createSite({ seeded: true });
});

afterEach(async () => {
  await running?.stop();
  running = undefined;
});

afterAll(async () => {
  await site?.remove();
});

interface Content {
  title: string;
  [attribute: string]: unknown;
}

/** The whole of every article, draft and published, in every locale. */
const everything = async ({ strapi }: RunningSite): Promise<Content[]> => {
  const whole = (
    attributes: Record<string, { type: string; component?: string; components?: string[] }>
  ): unknown =>
    Object.fromEntries(
      Object.entries(attributes).flatMap(([name, attribute]): [string, unknown][] => {
        const nested = (component: string) => {
          const model = strapi.components[component as never] as { attributes: typeof attributes };
          return { populate: whole(model.attributes) };
        };
        if (attribute.type === 'relation')
          return name === 'localizations' ? [] : [[name, { fields: ['documentId'] }]];
        if (attribute.type === 'component') return [[name, nested(attribute.component!)]];
        if (attribute.type === 'dynamiczone') {
          return [[name, { on: Object.fromEntries(attribute.components!.map((uid) => [uid, nested(uid)])) }]];
        }
        return [];
      })
    );
  const populate = whole(strapi.contentType(uid('article')).attributes as never) as never;
  const found: Content[] = [];
  for (const status of ['draft', 'published'] as const) {
    const documents = await strapi.documents(uid('article')).findMany({ locale: '*', status, populate });
    found.push(...(documents as unknown as Content[]));
  }
  return found.map((document) => JSON.parse(JSON.stringify(document)) as Content);
};

it('has every document again after the plugin was disabled for two starts and a change of schema', async () => {
  running = await site.start();
  const { strapi } = running;
  const [backend] = await strapi
    .documents(uid('article'))
    .findMany({ locale: 'de', filters: { slug: 'backend' } });
  // A changed draft must stay a draft.
  await strapi.documents(uid('article')).update({
    documentId: backend!.documentId,
    locale: 'de',
    data: { title: 'Backend, changed' },
  });
  const before = await everything(running);
  expect(before).toHaveLength(12);
  expect(before.map(({ title }) => title)).toContain('Backend, changed');
  await running.stop();

  site.write(NEW_TYPE);
  for (const start of ['first', 'second']) {
    running = await site.start({ CAREER_FIELD_ENABLED: 'false' });
    expect({ start, plugin: running.strapi.plugin('career-field') }).toEqual({ start, plugin: undefined });
    await running.stop();
  }

  running = await site.start({ CAREER_FIELD_ENABLED: 'true' });
  expect(await everything(running)).toEqual(before);
});

it('keeps the entries of others in the list of persisted tables', async () => {
  running = await site.start();
  const store = { type: 'core', key: 'persisted_tables' } as const;
  const list = (await running.strapi.store.get(store)) as unknown[];
  await running.strapi.store.set({ ...store, value: ['somebody_elses', { name: 'another' }, ...list] });
  await running.stop();

  running = await site.start();
  const kept = (await running.strapi.store.get(store)) as unknown[];
  expect(kept).toEqual(['somebody_elses', { name: 'another' }, ...list]);
});

it('protects every table of the plugin', async () => {
  running = await site.start();
  const list = (await running.strapi.store.get({ type: 'core', key: 'persisted_tables' })) as {
    name: string;
  }[];
  const protectedTables = new Set(list.map((table) => (typeof table === 'string' ? table : table.name)));
  const ours = running.strapi.db.schema.schema.tables
    .map(({ name }) => name)
    .filter((name) => /^(components_)?career_field_/.test(name));
  // At least one for each type and component; the others are join tables.
  const components = readdirSync(path.resolve(__dirname, '../../content-types/components')).length - 1;
  expect(ours.length).toBeGreaterThan(components + 6);
  expect(ours.filter((name) => !protectedTables.has(name))).toEqual([]);
});
