import { readFileSync } from 'node:fs';
import path from 'node:path';
import { components, PUBLIC_TYPES, type PublicType } from '../../content-types';
import { createJsonSchema, type Model } from '../../server/src/documents/json-schema';
import { createSite, uid, type RunningSite, type Site } from '../support/site';

const SHIPPED = path.resolve(__dirname, '../../seeds/document.schema.json');

let site: Site;
let running: RunningSite;

beforeAll(async () => {
  site = await createSite();
  running = await site.start();
});

afterAll(async () => {
  await running.stop();
  await site.remove();
});

describe('the JSON Schema of the document format', () => {
  it('is the same from what Strapi has registered as from the schemas that the plugin ships', () => {
    const modelOf = (name: string): Model =>
      running.strapi.getModel(name as Parameters<RunningSite['strapi']['getModel']>[0]);
    const registered = createJsonSchema({
      contentTypes: Object.fromEntries(PUBLIC_TYPES.map((type) => [type, modelOf(uid(type))])) as Record<
        PublicType,
        Model
      >,
      components: Object.fromEntries(
        Object.keys(components).map((name) => [`career-field.${name}`, modelOf(`career-field.${name}`)])
      ),
    });
    expect(registered).toEqual(JSON.parse(readFileSync(SHIPPED, 'utf8')));
  });
});
