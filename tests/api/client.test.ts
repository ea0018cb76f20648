import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { promisify } from 'node:util';
import { CareerFieldError, createClient, type CareerFieldClient } from '../../client/src';
import { createSite, uid, type RunningSite, type Site } from '../support/site';

/** A function, because Node reads a file of the site once; Strapi calls it on every bootstrap. */
const PLUGINS = `module.exports = () => ({
  'career-field': { enabled: true, config: JSON.parse(process.env.CAREER_FIELD_CONFIG) },
  'users-permissions': { config: { jwtSecret: 'secret' } },
});`;

const ROOT = path.resolve(__dirname, '../..');

let site: Site;
let running: RunningSite;
let baseUrl: string;
let client: CareerFieldClient;
let statuses: number[];

const startWith = async (config: object): Promise<void> => {
  running = await site.start({ CAREER_FIELD_CONFIG: JSON.stringify(config) });
};

/** Lets the site listen, and creates a client that records the status of each response. */
const listen = async (token?: string): Promise<void> => {
  const { httpServer } = running.strapi.server;
  await new Promise<void>((resolve) => httpServer.listen(0, '127.0.0.1', () => resolve()));
  baseUrl = `http://127.0.0.1:${(httpServer.address() as AddressInfo).port}`;
  client = createClient({
    baseUrl,
    ...(token && { token }),
    fetch: async (input, init) => {
      const response = await fetch(input, init);
      statuses.push(response.status);
      return response;
    },
  });
};

beforeAll(async () => {
  site = await createSite({ seeded: true, files: { 'config/plugins.js': PLUGINS } });
  await startWith({ publicRead: true });
  await listen();
});

afterAll(async () => {
  await running?.stop();
  await site?.remove();
});

beforeEach(() => {
  statuses = [];
});

describe('the client of a public site', () => {
  it('gets a guide with its texts in three formats', async () => {
    const blocks = await client.getGuide('backend', { locale: 'de' });
    expect(blocks?.meta).toEqual({ locale: { requested: 'de', served: 'de' }, redirectedFrom: null });
    // Typed by the format: blocks have a type, strings have methods.
    expect(blocks?.data.sections.find(({ type }) => type === 'definition')?.body?.[0]?.type).toBe(
      'paragraph'
    );
    const html = await client.getGuide('backend', { locale: 'de', format: 'html' });
    expect(html?.data.sections.find(({ type }) => type === 'definition')?.body?.startsWith('<p>')).toBe(true);
    const markdown = await client.getGuide('backend', { locale: 'de', format: 'markdown' });
    const definition = markdown?.data.sections.find(({ type }) => type === 'definition');
    expect(definition?.body?.includes('**Backend**')).toBe(true);
    await expect(client.getMarkdownPage('backend', { locale: 'en' })).resolves.toMatch(/^# Backend$/m);
  });

  it('sends the ETag of a guide that it has', async () => {
    const first = await client.getGuide('frontend', { locale: 'en' });
    const again = await client.getGuide('frontend', { locale: 'en' });
    expect(statuses).toEqual([200, 304]);
    expect(again).toEqual(first);
  });

  it('lists guides, page by page', async () => {
    const all: string[] = [];
    for await (const { slug } of client.allGuides({ locale: 'de', pageSize: 1 })) all.push(slug);
    expect(all).toEqual(['backend', 'devops', 'frontend']);
    expect(statuses).toEqual([200, 200, 200]);

    const found = await client.listGuides({ locale: 'de', skill: ['linux', 'php'], sort: 'title:desc' });
    expect(found.data.map(({ slug }) => slug)).toEqual(['devops', 'backend']);
    expect(found.meta.pagination.total).toBe(2);
    expect(found.meta.facets.categories).toContainEqual(expect.objectContaining({ slug: 'it', count: 2 }));
  });

  it('gets images under the URLs of a guide', async () => {
    const guide = await client.getGuide('backend', { locale: 'de' });
    const response = await fetch(client.assetUrl(guide!.data.hero!.url));
    expect(response.headers.get('content-type')).toBe('image/jpeg');
  });

  it('runs the program of docs/client.md', async () => {
    const document = readFileSync(path.join(ROOT, 'docs/client.md'), 'utf8');
    const [, program] = /```js\n(\/\/ page\.mjs\n[^]*?)```/.exec(document) ?? [];
    // Within the package, which finds itself by its name.
    const file = path.join(ROOT, '.tmp', `page-${process.pid}.mjs`);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, program!.replace('http://localhost:1337', baseUrl));
    const { stdout: html } = await promisify(execFile)(process.execPath, [file]);
    rmSync(file);
    const { title, toc } = (await client.getGuide('backend', { locale: 'en' }))!.data;
    expect(html).toContain(`<h1>${title}</h1>`);
    for (const { anchor } of toc) {
      expect(html).toContain(`<a href="#${anchor}">`);
      expect(html).toContain(`<section id="${anchor}">`);
    }
    expect(html).toContain(`<img src="${baseUrl}/uploads/`);
    expect(html).toContain('<p>');
    const [, jsonLd] = /<script type="application\/ld\+json">(.*?)<\/script>/.exec(html) ?? [];
    expect(JSON.parse(jsonLd!)['@graph'].length).toBeGreaterThan(0);
    expect(html).not.toMatch(/undefined|null|\[object/);
  });

  it('returns null for an unknown slug', async () => {
    await expect(client.getGuide('unknown', { locale: 'de' })).resolves.toBeNull();
    expect(statuses).toEqual([404]);
  });

  it('throws the validation errors of a request', async () => {
    const error: unknown = await client.listGuides({ pageSize: 100_000 }).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(CareerFieldError);
    expect(error).toMatchObject({
      status: 400,
      code: 'ValidationError',
      details: { errors: [expect.objectContaining({ path: ['pageSize'] })] },
    });
  });

  it('throws for the sitemap of a site without the URL of its portal', async () => {
    await expect(client.getSitemap()).rejects.toMatchObject({ status: 404, code: 'NotFoundError' });
  });

  it('finds a guide under its previous slug, and lists the change', async () => {
    expect((await client.getChanges()).data).toHaveLength(6);
    const since = new Date().toISOString();

    const documents = running.strapi.documents(uid('article'));
    const frontend = await documents.findFirst({ locale: 'de', filters: { slug: 'frontend' } });
    const { documentId } = frontend!;
    await documents.update({ documentId, locale: 'de', data: { slug: 'oberflaechen' } as never });
    await documents.publish({ documentId, locale: 'de' });

    const moved = await client.getGuide('frontend', { locale: 'de', format: 'html' });
    expect(moved).toMatchObject({ data: { slug: 'oberflaechen' }, meta: { redirectedFrom: 'frontend' } });
    const { data, meta } = await client.getChanges({ since });
    expect(meta.hasMore).toBe(false);
    expect(data).toContainEqual(
      expect.objectContaining({ documentId, locale: 'de', slug: 'oberflaechen', change: 'published' })
    );
  });
});

describe('the client of a site that needs a token and has the URL of its portal', () => {
  beforeAll(async () => {
    await running.stop();
    await startWith({
      publicRead: false,
      previousSlugs: 'field',
      site: { url: 'https://portal.example.org' },
    });
    const token = await running.strapi.service('admin::api-token').create({
      name: 'portal',
      description: '',
      type: 'read-only',
      lifespan: null,
    });
    await listen(token.accessKey);
  });

  it('needs a token', async () => {
    await expect(client.getGuide('backend', { locale: 'de' })).resolves.toMatchObject({
      data: { slug: 'backend' },
    });
    await expect(createClient({ baseUrl }).getGuide('backend', { locale: 'de' })).rejects.toMatchObject({
      status: 403,
      code: 'ForbiddenError',
    });
  });

  it('finds a guide under its previous slug without a redirect', async () => {
    const moved = await client.getGuide('frontend', { locale: 'de' });
    expect(moved).toMatchObject({ data: { slug: 'oberflaechen' }, meta: { redirectedFrom: 'frontend' } });
    expect(statuses).toEqual([200]);
  });

  it('gets the sitemap', async () => {
    const xml = await client.getSitemap({ locale: 'de' });
    expect(xml).toContain('<loc>https://portal.example.org/de/backend</loc>');
    expect(xml).not.toContain('<loc>https://portal.example.org/en/backend</loc>');
  });
});
