import type { Core } from '@strapi/strapi';
import type { Guide } from '../../server/src/guide/types';
import { signPreview, VALID_MS } from '../../server/src/guide/drafts/preview-token';
import { paragraph } from '../support/articles';
import { createRole, signIn, signInAsAdministrator } from '../support/administrator';
import { createGuideSite, type GuideSite } from '../support/guide-site';
import { allowPublic, createToken } from '../support/permissions';
import { uid } from '../support/site';

const ARTICLE = uid('article');
const SECRET = 'Unpublished words';
const PREVIEW = 'plugin::career-field.article.preview';

let site: Awaited<ReturnType<typeof createGuideSite>>;
let running: GuideSite;
let strapi: Core.Strapi;
/** Of an administrator with every right. */
let admin: string;
/** Of an API token with the permission. */
let reader: string;
/** Published in English, changed since, and a draft only in German. */
let article: string;
let unpublished: string;
let skill: string;

const documents = (type: string) => strapi.documents(uid(type));

beforeAll(async () => {
  site = await createGuideSite();
  running = await site.start();
  ({ strapi } = running);
  admin = await signInAsAdministrator(running);
  reader = await createToken(strapi, 'custom', [PREVIEW]);
  skill = (await documents('skill').create({ locale: 'en', data: { name: 'PHP', slug: 'php' } })).documentId;
  unpublished = (
    await documents('article').create({ locale: 'en', data: { title: 'Not yet public', slug: 'not-yet' } })
  ).documentId;
  const related = await running.publish('related');
  article = await running.publish('first', { headline: 'Published headline' });
  await documents('article').update({
    documentId: article,
    locale: 'en',
    data: {
      headline: SECRET,
      related: [unpublished, related],
      skills: { heading: 'Skills', items: [{ skill, requirement: 'essential' }] },
      definition: { heading: 'What is it?', body: paragraph('Body of the draft.') },
    } as never,
  });
  await documents('article').update({
    documentId: article,
    locale: 'de',
    data: { title: 'Deutscher Entwurf', slug: 'deutsch' },
  });
});

afterAll(async () => {
  await running?.stop();
  await site?.remove();
});

const draft = (path: string, authorization?: string) =>
  running.get(`/drafts/${path}`, authorization ? { authorization } : {});

describe('a draft over REST', () => {
  it('has the shape of a guide, by its documentId and its slug, and is kept by no cache', async () => {
    const published = await running.get('/guides/first?locale=en');
    for (const path of [`${article}?locale=en`, 'by-slug/first?locale=en']) {
      const response = await draft(path, reader);
      expect(response.status).toBe(200);
      expect(response.headers).toMatchObject({
        'cache-control': 'private, no-store',
        'content-language': 'en',
        'x-robots-tag': 'noindex',
      });
      expect(response.headers.etag).toBeUndefined();
      const { data, meta } = response.body as { data: Guide; meta: object };
      expect(Object.keys(data)).toEqual(Object.keys(published.body.data as object));
      expect(data).toMatchObject({ documentId: article, headline: SECRET, slug: 'first' });
      expect(data.publishedAt).toBe(published.body.data.publishedAt);
      expect(meta).toEqual({ locale: { requested: 'en', served: 'en' } });
    }
    expect(published.body.data.headline).toBe('Published headline');
  });

  it('shows the texts in the requested format', async () => {
    const { body } = await draft(`${article}?locale=en&format=html`, reader);
    expect(JSON.stringify(body)).toContain('<p>Body of the draft.</p>');
  });

  it('shows nothing of what it references and is not public', async () => {
    const { body } = await draft(`${article}?locale=en`, reader);
    const { related } = (body as { data: Guide }).data;
    expect(related.map(({ slug }) => slug)).toEqual(['related']);
    expect(JSON.stringify(body)).not.toContain('Not yet public');
    expect(JSON.stringify(body)).not.toContain(unpublished);
  });

  it('that was never published has a publication date, and its own language among the others', async () => {
    const { data } = (await draft(`${article}?locale=de`, reader)).body as { data: Guide };
    expect(data.title).toBe('Deutscher Entwurf');
    expect(Number.isNaN(Date.parse(data.publishedAt))).toBe(false);
    expect(data.alternates.map(({ locale, slug }) => [locale, slug])).toEqual([
      ['de', 'deutsch'],
      ['en', 'first'],
    ]);
    const lonely = (await draft(`${unpublished}?locale=en`, reader)).body as { data: Guide };
    expect(lonely.data.alternates.map(({ slug }) => slug)).toEqual(['not-yet']);
  });

  it('without a title has a placeholder', async () => {
    const { documentId } = await documents('article').create({ locale: 'de', data: {} as never });
    const { body } = await draft(`${documentId}?locale=de`, reader);
    expect(body).toMatchObject({ data: { title: 'Ohne Titel' } });
  });

  it.each<['read-only' | 'full-access' | 'custom', string[] | undefined, number]>([
    ['read-only', undefined, 403],
    ['custom', ['plugin::career-field.guide.findOne', 'plugin::career-field.article.findOne'], 403],
    ['custom', [PREVIEW], 200],
    ['full-access', undefined, 200],
  ])('for a %s token with %s gets %i', async (type, permissions, status) => {
    const token = await createToken(strapi, type, permissions);
    for (const path of [`${article}?locale=en`, 'by-slug/first?locale=en']) {
      const response = await draft(path, token);
      expect([response.status, response.text.includes(SECRET)]).toEqual([status, status === 200]);
    }
  });

  it('says nothing without the permission of whether there is one', async () => {
    for (const header of [undefined, await createToken(strapi, 'read-only'), 'Bearer wrong']) {
      const [present, absent] = [await draft(article, header), await draft('unknown', header)];
      expect([present.status, present.body]).toEqual([absent.status, absent.body]);
      expect([401, 403]).toContain(present.status);
      const [bySlug, byNone] = [await draft('by-slug/first', header), await draft('by-slug/none', header)];
      expect([bySlug.status, bySlug.body]).toEqual([byNone.status, byNone.body]);
    }
    expect((await draft('unknown?locale=en', reader)).status).toBe(404);
    expect((await draft(`${article}?locale=fr`, reader)).status).toBe(400);
    expect((await draft(`${article}?populate=*`, reader)).status).toBe(400);
  });

  it('is not served from what was kept for somebody with the permission', async () => {
    await draft(`${article}?locale=en`, reader);
    expect((await draft(`${article}?locale=en`)).status).toBe(403);
    await documents('article').update({ documentId: article, locale: 'en', data: { lead: 'Changed.' } });
    expect((await draft(`${article}?locale=en`, reader)).body).toMatchObject({ data: { lead: 'Changed.' } });
  });
});

describe('the token of a preview', () => {
  const secret = (): string => strapi.config.get('admin.auth.secret');
  const tokenFor = async (authorization: string, status = 'draft'): Promise<string> => {
    const { body } = await running.request
      .get(`/content-manager/preview/url/${ARTICLE}`)
      .query({ documentId: article, locale: 'en', status })
      .set('authorization', authorization);
    const url = (body as { data: { url: string } }).data.url;
    return new URL(url).searchParams.get('token')!;
  };
  const statusWith = async (token: string, path = `${article}?locale=en`): Promise<number> =>
    (await draft(`${path}&token=${encodeURIComponent(token)}`)).status;

  it('shows its draft in its language, and nothing else', async () => {
    const token = await tokenFor(admin);
    const response = await draft(`${article}?token=${token}`);
    expect([response.status, response.body.data.headline]).toEqual([200, SECRET]);
    expect(response.headers['cache-control']).toBe('private, no-store');
    await expect(statusWith(token)).resolves.toBe(200);
    await expect(statusWith(token, `${article}?locale=de`)).resolves.toBe(401);
    await expect(statusWith(token, `${unpublished}?locale=en`)).resolves.toBe(401);
    await expect(statusWith(token, 'unknown?locale=en')).resolves.toBe(401);
    expect((await draft(`by-slug/first?locale=en&token=${token}`)).status).toBe(403);
    expect((await running.get(`/articles/${article}?locale=en&status=draft&token=${token}`)).status).not.toBe(
      200
    );
  });

  it('is refused when it is tampered with, foreign, or expired', async () => {
    const token = await tokenFor(admin);
    const [payload, signature] = token.split('.') as [string, string];
    const other = Buffer.from(Buffer.from(payload, 'base64url').toString().replace('"en"', '"de"')).toString(
      'base64url'
    );
    const grant = { documentId: article, locale: 'en', user: 1 };
    for (const wrong of [
      '',
      '.',
      payload,
      `${payload}.`,
      `${payload}.${signature}.x`,
      `${payload}.${signature.slice(0, -2)}`,
      `${other}.${signature}`,
      'a'.repeat(999),
      signPreview(grant, 'another secret'),
      signPreview(grant, secret(), Date.now() - VALID_MS),
    ]) {
      await expect(statusWith(wrong)).resolves.toBe(401);
    }
    await expect(statusWith(signPreview(grant, secret(), Date.now() - VALID_MS + 60_000))).resolves.toBe(200);
  });

  it('is void as soon as its administrator is blocked, not active, without the right, or deleted', async () => {
    const role = await createRole(strapi, 'Readers', [{ action: 'read', type: 'article', locales: ['en'] }]);
    const person = await signIn(running, 'reader@example.com', [role]);
    const token = await tokenFor(person.authorization);
    const users = strapi.db.query('admin::user');
    const change = (data: object) => users.update({ where: { id: person.id }, data });
    await expect(statusWith(token)).resolves.toBe(200);
    for (const [data, restored] of [
      [{ isActive: false }, { isActive: true }],
      [{ blocked: true }, { blocked: false }],
      [{ roles: [] }, { roles: [role] }],
    ]) {
      await change(data!);
      await expect(statusWith(token)).resolves.toBe(401);
      await change(restored!);
      await expect(statusWith(token)).resolves.toBe(200);
    }
    const permissions = strapi.db.query('admin::permission');
    const granted = await permissions.findOne({ where: { role } });
    await permissions.update({ where: { id: granted.id }, data: { properties: { locales: ['de'] } } });
    await expect(statusWith(token)).resolves.toBe(401);
    await users.delete({ where: { id: person.id } });
    await expect(statusWith(token)).resolves.toBe(401);
  });

  it('shows no field that its administrator may not read', async () => {
    const role = await createRole(strapi, 'Without headline', [
      {
        action: 'read',
        type: 'article',
        locales: ['en'],
        fields: ['title', 'slug', 'skills.heading', 'skills.items'],
      },
    ]);
    const person = await signIn(running, 'partial@example.com', [role]);
    const { body, text } = await draft(`${article}?token=${await tokenFor(person.authorization)}`);
    expect(text).not.toContain(SECRET);
    expect(text).not.toContain('Body of the draft');
    const { title, sections } = (body as { data: Guide }).data;
    expect([title, sections.map(({ type }) => type)]).toEqual(['Title of first', ['skills']]);
  });

  it('opens the plugin’s own page, which a frame of the panel may show', async () => {
    const page = await running.request.get(`/career-field/preview?token=${await tokenFor(admin)}`);
    expect([page.status, page.type]).toEqual([200, 'text/html']);
    expect(page.headers).toMatchObject({
      'cache-control': 'private, no-store',
      'referrer-policy': 'no-referrer',
    });
    expect(page.headers['content-security-policy']).toContain("default-src 'none'");
    expect(page.headers['x-frame-options']).toBeUndefined();
    expect(page.text).toContain('<html lang="en">');
    expect(page.text).toContain(SECRET);
    const published = await running.request.get(
      `/career-field/preview?token=${await tokenFor(admin)}&status=published`
    );
    expect(published.text).toContain('Published headline');
    expect(published.text).not.toContain(SECRET);
    expect((await running.request.get('/career-field/preview?token=x')).status).toBe(401);
    expect((await running.request.get('/career-field/preview')).status).toBe(401);
  });

  it('is given for articles only, so that nothing is set up for the other types', async () => {
    for (const type of ['skill', 'category']) {
      const response = await running.request
        .get(`/content-manager/preview/url/${uid(type)}`)
        .query({ documentId: skill, locale: 'en' })
        .set('authorization', admin);
      expect(response.status).toBe(204);
    }
  });
});

describe('an open form', () => {
  const inspect = async (request: object, authorization = admin) =>
    running.request
      .post('/career-field/drafts/inspect')
      .set({ authorization, 'content-type': 'application/json' })
      .send(JSON.stringify(request));
  const guideOf = async (values: object, more: object = {}): Promise<Guide> => {
    const request = { documentId: article, locale: 'en', view: 'blocks', values, ...more };
    const { status, body } = await inspect(request);
    expect([status, body]).toEqual([200, expect.anything()]);
    return (body as { data: { guide: Guide } }).data.guide;
  };
  const stored = async () => {
    const row = await documents('article').findOne({
      documentId: article,
      locale: 'en',
      populate: ['skills.items'],
    } as never);
    return row as unknown as {
      updatedAt: string;
      headline: string;
      skills: { id: number; items: { id: number }[] };
    };
  };

  it('is shown with its unsaved values, and nothing is stored', async () => {
    const before = await stored();
    const guide = await guideOf({ headline: 'Typed just now', lead: '  Spaces  ' });
    expect(guide).toMatchObject({ headline: 'Typed just now', documentId: article, title: 'Title of first' });
    expect(guide.sections.map(({ type }) => type)).toEqual(['definition', 'skills', 'related']);
    expect(await stored()).toEqual(before);
    expect((await draft(`${article}?locale=en`, reader)).body.data.headline).toBe(SECRET);
  });

  it('is shown with rows and relations as the form has them', async () => {
    const { skills } = await stored();
    const other = await documents('skill').create({ locale: 'en', data: { name: 'Go', slug: 'go' } });
    const connect = ({ documentId }: { documentId: string }) => ({
      connect: [{ id: 1, documentId, apiData: { id: 1, documentId, locale: 'en', position: { end: true } } }],
      disconnect: [],
    });
    const empty = { connect: [], disconnect: [] };
    const kept = { id: skills.items[0]!.id, requirement: 'optional', skill: empty };
    const added = { __temp_key__: 'a1', requirement: 'essential', skill: connect(other) };
    const guide = await guideOf({ skills: { id: skills.id, heading: 'Typed', items: [added, kept] } });
    const section = guide.sections.find(({ type }) => type === 'skills') as unknown as {
      heading: string;
      items: { skill: { name: string }; requirement: string }[];
    };
    expect(section.heading).toBe('Typed');
    expect(section.items.map(({ skill: { name }, requirement }) => [name, requirement])).toEqual([
      ['Go', 'essential'],
      ['PHP', 'optional'],
    ]);
    const removed = await guideOf({
      related: {
        connect: [{ documentId: unpublished, id: 9 }],
        disconnect: guide.related.map(({ documentId }) => ({ documentId })),
      },
    });
    expect(removed.related).toEqual([]);
  });

  it('of a new article, or a new language, is shown', async () => {
    const guide = await guideOf({ title: 'Brand new' }, { documentId: undefined, locale: 'de' });
    expect(guide).toMatchObject({ title: 'Brand new', locale: 'de' });
    const untitled = await guideOf({}, { documentId: undefined, locale: 'de' });
    expect(untitled.title).toBe('Ohne Titel');
  });

  it('with hostile values shows the rest', async () => {
    const deep = `${'{"children":['.repeat(1000)}${']}'.repeat(1000)}`;
    const guide = await guideOf({
      title: { length: 1 },
      headline: 'Still here',
      hero: { file: { id: 1, url: 'javascript:alert(1)' } },
      jobs: { heading: 'Jobs', listingUrl: 'javascript:alert(1)' },
      faq: 'none',
      areas: { items: [null, 5, { title: '<img src=x onerror=alert(1)>', id: '__proto__' }] },
      sections: [
        { __component: 'plugin::users-permissions.user', email: 'a' },
        {
          __component: 'career-field.text-section',
          heading: 'Free',
          body: JSON.parse(`[${deep}]`) as object,
        },
      ],
      definition: {
        heading: 'Links',
        body: [
          {
            type: 'paragraph',
            children: [
              { type: 'link', url: 'javascript:alert(1)', children: [{ type: 'text', text: 'half typed' }] },
            ],
          },
        ],
      },
      publishedAt: '1999-01-01',
      documentId: 'other',
      createdBy: 1,
    });
    const text = JSON.stringify(guide);
    expect(text).not.toContain('javascript:');
    expect(text).toContain('half typed');
    expect(guide).toMatchObject({
      headline: 'Still here',
      title: 'Untitled',
      documentId: article,
      hero: null,
    });
    const { body } = await inspect({
      documentId: article,
      locale: 'en',
      view: 'page',
      values: {
        title: '</title><script>alert(1)</script>',
        areas: { items: [{ title: '<img src=x onerror=alert(1)>' }] },
      },
    });
    const { page } = (body as { data: { page: string } }).data;
    expect(page).not.toMatch(/<script|<img/);
    expect(page).toContain('onerror=alert(1)');
  });

  it('that is too large is refused', async () => {
    const values = { sections: Array.from({ length: 30_000 }, () => null) };
    expect((await inspect({ documentId: article, locale: 'en', view: 'blocks', values })).status).toBe(400);
    expect((await inspect({ locale: 'en', view: 'blocks' })).status).toBe(400);
    expect((await inspect({ locale: 'en', view: 'rtf', values: {} })).status).toBe(400);
  });

  it('takes the right to read and to write the article in its language', async () => {
    const request = { documentId: article, locale: 'en', view: 'blocks', values: { headline: 'x' } };
    expect((await running.request.post('/career-field/drafts/inspect').send(request)).status).toBe(401);
    const readers = await createRole(strapi, 'Only readers', [
      { action: 'read', type: 'article', locales: ['en'] },
    ]);
    const germans = await createRole(strapi, 'Germans', [
      { action: 'read', type: 'article', locales: ['de'] },
      { action: 'update', type: 'article', locales: ['de'] },
    ]);
    const onlyReads = await signIn(running, 'only-reads@example.com', [readers]);
    const german = await signIn(running, 'german@example.com', [germans]);
    expect((await inspect(request, onlyReads.authorization)).status).toBe(403);
    expect((await inspect(request, german.authorization)).status).toBe(403);
    expect((await inspect({ ...request, locale: 'de' }, german.authorization)).status).toBe(200);
    // Whether there is such an article, she does not learn either.
    expect((await inspect({ ...request, documentId: 'unknown' }, onlyReads.authorization)).status).toBe(403);
  });

  it('shows what a role may not update as it is stored, and nothing that it may not read', async () => {
    const fields = ['title', 'slug', 'headline', 'skills.heading'];
    const role = await createRole(strapi, 'Partial', [
      { action: 'read', type: 'article', locales: ['en'], fields },
      { action: 'update', type: 'article', locales: ['en'], fields: ['headline', 'skills.heading'] },
    ]);
    const { authorization } = await signIn(running, 'partly@example.com', [role]);
    const { body } = await inspect(
      {
        documentId: article,
        locale: 'en',
        view: 'blocks',
        values: {
          title: 'Mine',
          headline: 'Allowed',
          lead: 'Not readable',
          definition: { heading: 'Not readable' },
        },
      },
      authorization
    );
    const { guide } = (body as { data: { guide: Guide } }).data;
    expect(guide).toMatchObject({ title: 'Title of first', headline: 'Allowed', lead: null });
    expect(JSON.stringify(guide)).not.toContain('Not readable');
    expect(JSON.stringify(guide)).not.toContain('Body of the draft');
  });
});

describe('with a portal', () => {
  it('previews lead there, signed, and its published page is shown as readers see it', async () => {
    await running.stop();
    running = await site.start({
      site: { url: 'https://portal.example', previewUrl: 'https://drafts.example/{locale}/preview' },
    });
    ({ strapi } = running);
    const address = async (status: string) => {
      const { body } = await running.request
        .get(`/content-manager/preview/url/${ARTICLE}`)
        .query({ documentId: article, locale: 'en', status })
        .set('authorization', admin);
      return new URL((body as { data: { url: string } }).data.url);
    };
    const { origin, pathname, searchParams } = await address('draft');
    expect([origin, pathname]).toEqual(['https://drafts.example', '/en/preview']);
    expect([searchParams.get('documentId'), searchParams.get('slug')]).toEqual([article, 'first']);
    expect((await draft(`${article}?token=${searchParams.get('token')}`)).status).toBe(200);
    expect((await address('published')).href).toBe('https://portal.example/en/first');
    const { body } = await running.request
      .get('/career-field/drafts/portal-address')
      .query({ documentId: article, locale: 'en' })
      .set('authorization', admin);
    expect(new URL((body as { data: { url: string } }).data.url).origin).toBe('https://drafts.example');
    const panel = await running.request.get('/admin/init');
    expect(panel.headers['content-security-policy']).toContain(
      "frame-src 'self' https://drafts.example https://portal.example"
    );
    await allowPublic(strapi, [PREVIEW]);
    expect((await draft(`${article}?locale=en`)).status).toBe(200);
  });
});
