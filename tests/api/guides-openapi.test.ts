import { readFileSync } from 'node:fs';
import path from 'node:path';
import Ajv from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import type { Response } from 'supertest';
import { createGuideSite, type GuideSite } from '../support/guide-site';
import { createToken } from '../support/permissions';
import { createSite, uid, type RunningSite, type Site } from '../support/site';

const ROOT = path.resolve(__dirname, '../..');
const read = (file: string) => JSON.parse(readFileSync(path.join(ROOT, file), 'utf8'));

interface Operation {
  parameters: { name: string; in: string; schema: object }[];
  responses: Record<string, { content?: Record<string, { schema: object }> }>;
}

interface Document {
  paths: Record<string, { get: Operation }>;
  components: { schemas: Record<string, object> };
}

const committed = read('openapi/career-field.json') as Document;

/** Makes Strapi serve its OpenAPI document. */
const SERVER = `module.exports = () => ({
  app: { keys: ['one'] },
  openapi: { 'content-api': { access: 'public', cache: { enabled: false } } },
});`;

const ajv = new Ajv({ strict: true, strictTypes: false, allErrors: true });
addFormats(ajv);
ajv.addSchema({ $id: 'document', ...committed, $defs: committed.components.schemas }, 'document');
ajv.addVocabulary(['openapi', 'info', 'servers', 'security', 'paths', 'components']);

/** Validates a response body against the document, and returns the errors. */
const issuesIn = (route: string, status: number, type: string, body: unknown): unknown => {
  const response = committed.paths[route]?.get.responses[status];
  if (!response) return `no response ${status} is documented`;
  if (!response.content) return undefined;
  const media = type.split(';')[0]!;
  if (!response.content[media]) return `no ${media} is documented`;
  const pointer = ['paths', route, 'get', 'responses', String(status), 'content', media, 'schema']
    .map((step) => step.replaceAll('~', '~0').replaceAll('/', '~1'))
    .map(encodeURIComponent)
    .join('/');
  const validate = ajv.compile({ $ref: `document#/${pointer}` });
  return validate(body) ? undefined : validate.errors;
};

const issuesInResponse = (route: string, { status, headers, body, text }: Response): unknown => {
  const type = headers['content-type']!;
  return issuesIn(route, status, type, type.includes('json') ? body : text);
};

let site: Site;
let running: RunningSite;

beforeAll(async () => {
  site = await createSite({ seeded: true, files: { 'config/server.js': SERVER } });
  running = await site.start();
});

afterAll(async () => {
  await running?.stop();
  await site?.remove();
});

it('equals the document that Strapi generates from the routes; otherwise run "npm run openapi"', async () => {
  const { describeGuides } = await import('../../scripts/lib/openapi-document.mjs');
  const { status, body } = await running.request.get('/api/openapi.json');
  expect(status).toBe(200);
  expect(committed).toEqual(describeGuides(body, read('package.json').version));
});

it.each<[string, string, number]>([
  ...['backend', 'frontend', 'devops'].flatMap((slug) =>
    ['de', 'en'].flatMap((locale) =>
      ['blocks', 'html', 'markdown'].map((format): [string, string, number] => [
        '/career-field/guides/{slug}',
        `/career-field/guides/${slug}?locale=${locale}&format=${format}`,
        200,
      ])
    )
  ),
  ['/career-field/guides/{slug}', '/career-field/guides/nothing', 404],
  ['/career-field/guides/{slug}', '/career-field/guides/backend?x=1', 400],
  ['/career-field/guides/{slug}/markdown', '/career-field/guides/backend/markdown', 200],
  ['/career-field/guides/{slug}/markdown', '/career-field/guides/nothing/markdown', 404],
  ['/career-field/guides', '/career-field/guides', 200],
  ['/career-field/guides', '/career-field/guides?q=backend&locale=de&sort=title:desc', 200],
  ['/career-field/guides', '/career-field/guides?page=10', 200],
  ['/career-field/guides', '/career-field/guides?page=0', 400],
  ['/career-field/guides/changes', '/career-field/guides/changes', 200],
  ['/career-field/guides/changes', '/career-field/guides/changes?pageSize=1', 200],
  ['/career-field/guides/changes', '/career-field/guides/changes?since=then', 400],
  ['/career-field/sitemap', '/career-field/sitemap', 404],
])('%s: the response to %s is as documented', async (route, address, expected) => {
  const response = await running.request.get(`/api${address}`);
  expect(response.status).toBe(expected);
  expect(issuesInResponse(route, response)).toBeUndefined();
});

it('does not allow other responses', async () => {
  const { body } = await running.request.get('/api/career-field/guides/backend');
  const { data, meta } = body;
  const wrong = (value: unknown) =>
    issuesIn('/career-field/guides/{slug}', 200, 'application/json', value) !== undefined;
  expect(wrong(body)).toBe(false);
  expect(wrong({ data, meta, more: 1 })).toBe(true);
  expect(wrong({ data: { ...data, more: 1 }, meta })).toBe(true);
  expect(wrong({ data: { ...data, title: null }, meta })).toBe(true);
  expect(wrong({ data: { ...data, sections: [{ ...data.sections[0], type: 'other' }] }, meta })).toBe(true);
});

/** Drafts take a permission that the public does not have. */
let token: Promise<string> | undefined;
const fullAccess = (): Promise<string> => (token ??= createToken(running.strapi, 'full-access'));

it.each([
  ['/career-field/drafts/{documentId}', (documentId: string) => `/career-field/drafts/${documentId}`, 200],
  ['/career-field/drafts/{documentId}', () => '/career-field/drafts/unknown', 404],
  ['/career-field/drafts/by-slug/{slug}', () => '/career-field/drafts/by-slug/backend?format=html', 200],
])('%s: the response is as documented', async (route, addressOf, expected) => {
  const found = await running.strapi.documents(uid('article')).findFirst({ filters: { slug: 'backend' } });
  const response = await running.request
    .get(`/api${addressOf(found!.documentId)}`)
    .set('authorization', await fullAccess());
  expect(response.status).toBe(expected);
  expect(issuesInResponse(route, response)).toBeUndefined();
});

it.each(Object.keys(committed.paths))('%s takes the documented parameters, and no others', async (route) => {
  const names = committed.paths[route]!.get.parameters.filter((each) => each.in === 'query').map(
    ({ name }) => name
  );
  const address = route.replace('{slug}', 'backend').replace('{documentId}', 'abc');
  const { status, body } = await running.request
    .get(`/api${address}?unknown=1`)
    .set('authorization', await fullAccess());
  expect(status).toBe(400);
  expect(body.error.message).toBe(
    `"unknown" is not a parameter of this address. Its parameters are: ${names.join(', ')}.`
  );
});

describe('in another site', () => {
  let other: Awaited<ReturnType<typeof createGuideSite>>;
  let guides: GuideSite;

  beforeAll(async () => {
    await running.stop();
    other = await createGuideSite();
    guides = await other.start({ site: { url: 'https://portal.example' }, previousSlugs: 'field' });
    const moved = await guides.publish('first');
    await guides.publish('second', {}, { documentId: moved });
  });

  afterAll(async () => {
    await guides?.stop();
    await other?.remove();
    running = await site.start();
  });

  it.each<[string, string, number]>([
    ['/career-field/sitemap', '/sitemap', 200],
    ['/career-field/guides/{slug}', '/guides/first', 200],
    ['/career-field/guides/{slug}/markdown', '/guides/first/markdown', 308],
  ])('%s: the response to %s is as documented', async (route, address, expected) => {
    const response = await guides.get(address);
    expect(response.status).toBe(expected);
    expect(issuesInResponse(route, response)).toBeUndefined();
  });
});
