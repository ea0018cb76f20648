import type { UID } from '@strapi/strapi';
import { signInAsAdministrator, signInWith } from '../support/administrator';
import { createGuideSite, type GuideSite } from '../support/guide-site';
import { OWN_TYPES } from '../support/own-types';
import { uid } from '../support/site';

/** Which documents reference a document: the panel "Used in", and the question before deleting. */

let site: Awaited<ReturnType<typeof createGuideSite>>;
let guides: GuideSite;
let administrator: string;

beforeAll(async () => {
  site = await createGuideSite({ files: OWN_TYPES });
  guides = await site.start();
  administrator = await signInAsAdministrator(guides);
});

afterAll(async () => {
  await guides?.stop();
  await site?.remove();
});

const requestAs = (token: string | undefined, query: Record<string, string>) => {
  const request = guides.request.get('/career-field/usage').query(query);
  return token ? request.set('Authorization', token) : request;
};

const usageOf = async (type: string, documentId: string, token = administrator) => {
  const { status, body } = await requestAs(token, { type, documentId });
  expect([status, Object.keys(body)]).toEqual([200, ['data', 'meta']]);
  return body as { data: Record<string, unknown>[]; meta: Record<string, unknown> };
};

const createSkill = async (name: string): Promise<string> => {
  const { documentId } = await guides.strapi
    .documents(uid('skill'))
    .create({ locale: 'en', data: { name, slug: name.toLowerCase() } });
  return documentId;
};

const createOwn = async (type: string, data: object): Promise<string> => {
  const { documentId } = await guides.strapi
    .documents(`api::${type}.${type}` as UID.ContentType)
    .create({ data: data as never });
  return documentId;
};

const skillsOf = (documentId: string) => ({ skills: { items: [{ skill: { documentId } }] } });

describe('the usage of a document', () => {
  it('lists guides that reference it in a component, in each locale, drafts too', async () => {
    const skill = await createSkill('Usage');
    await guides.strapi
      .documents(uid('skill'))
      .update({ documentId: skill, locale: 'de', data: { name: 'Verwendung', slug: 'verwendung' } });
    const published = await guides.publish('used-published', { title: 'B', ...skillsOf(skill) });
    const draft = await guides.strapi
      .documents(uid('article'))
      .create({ locale: 'de', data: { title: 'A', slug: 'used-draft', ...skillsOf(skill) } });
    await guides.publish('used-elsewhere', skillsOf(await createSkill('Other')));
    const article = uid('article');
    expect(await usageOf('skill', skill)).toEqual({
      data: [
        {
          uid: article,
          documentId: draft.documentId,
          locale: 'de',
          title: 'A',
          isPublished: false,
          isDraft: true,
        },
        { uid: article, documentId: published, locale: 'en', title: 'B', isPublished: true, isDraft: true },
      ],
      meta: { total: 2, isMore: false, hidden: 0 },
    });
  });

  it('lists a published version whose draft has lost the reference', async () => {
    const skill = await createSkill('Lost');
    const documentId = await guides.publish('lost', skillsOf(skill));
    await guides.strapi
      .documents(uid('article'))
      .update({ documentId, locale: 'en', data: { title: 'Another title', skills: null } });
    const { data } = await usageOf('skill', skill);
    expect(data).toMatchObject([{ documentId, title: 'Title of lost', isPublished: true, isDraft: false }]);
  });

  it('lists documents of the site, also where a dynamic zone holds the reference', async () => {
    const article = await guides.publish('target');
    const direct = await createOwn('page', { name: 'Direct', article });
    const inZone = await createOwn('page', {
      name: 'In the zone',
      zone: [{ __component: 'shared.teaser', name: 'x', article }],
    });
    await createOwn('page', { name: 'Elsewhere', article: await guides.publish('other-target') });
    const story = await createOwn('story', { name: 'Story', article });
    const { data, meta } = await usageOf('article', article);
    expect(data.map(({ documentId }) => documentId).sort()).toEqual([direct, inZone, story].sort());
    expect(meta).toEqual({ total: 3, isMore: false, hidden: 0 });
  });

  it('leaves out the other locales of the document itself', async () => {
    const documentId = await guides.publish('alone');
    await guides.publish('allein', {}, { locale: 'de', documentId });
    expect((await usageOf('article', documentId)).meta).toEqual({ total: 0, isMore: false, hidden: 0 });
  });
});

describe('the request', () => {
  const read = (subject: string, locales = ['en', 'de']) => ({
    action: 'plugin::content-manager.explorer.read',
    subject,
    properties: { fields: ['name', 'title'], locales },
    conditions: [],
  });

  it('counts, and does not name, what the role may not read', async () => {
    const skill = await createSkill('Secret');
    await guides.publish('secret-en', { title: 'English', ...skillsOf(skill) });
    const skillsOnly = await signInWith(guides, 'skills-only', [read(uid('skill'))]);
    expect(await usageOf('skill', skill, skillsOnly)).toEqual({
      data: [],
      meta: { total: 1, isMore: false, hidden: 1 },
    });
    const german = await signInWith(guides, 'german', [read(uid('skill')), read(uid('article'), ['de'])]);
    expect((await usageOf('skill', skill, german)).meta).toEqual({ total: 1, isMore: false, hidden: 1 });
    const english = await signInWith(guides, 'english', [read(uid('skill')), read(uid('article'), ['en'])]);
    expect((await usageOf('skill', skill, english)).data).toMatchObject([{ title: 'English' }]);
  });

  it('is rejected without a session, and without the right to read the type', async () => {
    const query = { type: 'skill', documentId: await createSkill('Closed') };
    expect((await requestAs(undefined, query)).status).toBe(401);
    expect(
      (await requestAs(await signInWith(guides, 'articles-only', [read(uid('article'))]), query)).status
    ).toBe(403);
  });

  it.each([
    {},
    { type: 'skill' },
    { type: 'seed-record', documentId: 'x' },
    { type: 'skill', documentId: '' },
  ])('is rejected with the parameters %p', async (query) => {
    const { status, body } = await requestAs(administrator, query as Record<string, string>);
    expect([status, body.error.message]).toEqual([
      400,
      'The request needs the parameters "type" and "documentId".',
    ]);
  });
});
