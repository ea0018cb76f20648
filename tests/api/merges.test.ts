import type { Response } from 'supertest';
import { signInAsAdministrator } from '../support/administrator';
import { createGuideSite, type GuideSite } from '../support/guide-site';
import { OWN_TYPES } from '../support/own-types';
import { uid } from '../support/site';
import type { PublicType } from '../../content-types';
import type { MergePreview } from '../../server/src/admin-api/upkeep-contracts';

/** Merging a skill, category or employer into another one. */

let site: Awaited<ReturnType<typeof createGuideSite>>;
let guides: GuideSite;
let token: string;

beforeAll(async () => {
  site = await createGuideSite({ files: OWN_TYPES });
  guides = await site.start();
  token = await signInAsAdministrator(guides);
});

afterAll(async () => {
  await guides?.stop();
  await site?.remove();
});

const documents = (type: PublicType) => guides.strapi.documents(uid(type));

/** Creates an entry in some languages. */
const create = async (
  type: PublicType,
  name: string,
  locales = ['en', 'de'],
  data: object = {}
): Promise<string> => {
  let documentId: string | undefined;
  for (const locale of locales) {
    const whole = { name, slug: name.toLowerCase(), ...data } as never;
    const written = documentId
      ? await documents(type).update({ documentId, locale, data: whole })
      : await documents(type).create({ locale, data: whole });
    documentId = written!.documentId;
  }
  return documentId!;
};

const merge = async (type: string, from: string, into: string): Promise<Response> =>
  guides.request.post('/career-field/merges').set('Authorization', token).send({ type, from, into });

const preview = async (type: string, from: string, into: string): Promise<MergePreview> => {
  const { body } = await guides.request
    .get('/career-field/merges')
    .query({ type, from, into })
    .set('Authorization', token);
  return body.data;
};

const skillsOf = (...items: object[]) => ({ skills: { heading: 'Skills', anchor: 'skills', items } });

const itemsIn = async (slug: string, locale = 'en'): Promise<unknown[]> => {
  await guides.strapi.plugin('career-field').service('guides').settled();
  const { body } = await guides.get(`/guides/${slug}?locale=${locale}`);
  const section = body.data.sections.find(({ type }: { type: string }) => type === 'skills');
  return section.items.map(({ skill, note }: { skill: { name: string }; note: string | null }) => [
    skill.name,
    note,
  ]);
};

describe('a skill', () => {
  it('is replaced in what is published and in drafts, in all languages, and is deleted', async () => {
    const [from, into] = [await create('skill', 'JS'), await create('skill', 'JavaScript')];
    const article = await guides.publish('m-one', skillsOf({ skill: { documentId: from } }));
    await guides.publish('m-eins', skillsOf({ skill: { documentId: from } }), {
      documentId: article,
      locale: 'de',
    });
    // A draft that is not published as it is.
    await documents('article').update({
      documentId: article,
      locale: 'en',
      data: { title: 'Not yet', ...skillsOf({ skill: { documentId: from }, note: 'Draft' }) } as never,
    });
    const before = (await guides.get('/guides/m-one')).body.data;
    const { usage } = await preview('skill', from, into);
    expect(usage.meta.total).toBe(2);
    const { status, body } = await merge('skill', from, into);
    expect([status, body.data]).toEqual([200, { documentId: into }]);
    expect(await itemsIn('m-one')).toEqual([['JavaScript', null]]);
    expect(await itemsIn('m-eins', 'de')).toEqual([['JavaScript', null]]);
    const draft = await documents('article').findOne({
      documentId: article,
      locale: 'en',
      populate: { skills: { populate: { items: { populate: { skill: true } } } } } as never,
    });
    expect(draft).toMatchObject({
      title: 'Not yet',
      skills: { items: [{ note: 'Draft', skill: { documentId: into } }] },
    });
    const after = (await guides.get('/guides/m-one')).body.data;
    expect([after.title, after.updatedAt]).toEqual([before.title, before.updatedAt]);
    expect(await documents('skill').findOne({ documentId: from, locale: 'en' })).toBeNull();
  });

  it('that a guide names twice afterwards is named once, and no note is lost', async () => {
    const [from, into] = [await create('skill', 'Psql'), await create('skill', 'PostgreSQL')];
    const items = (one: string | null, two: string | null) =>
      skillsOf({ skill: { documentId: into }, note: one }, { skill: { documentId: from }, note: two });
    await guides.publish('m-none', items(null, null));
    await guides.publish('m-other', items(null, 'Kept'));
    await guides.publish('m-both', items('First', 'Second'));
    expect((await merge('skill', from, into)).status).toBe(200);
    expect(await itemsIn('m-none')).toEqual([['PostgreSQL', null]]);
    expect(await itemsIn('m-other')).toEqual([['PostgreSQL', 'Kept']]);
    expect(await itemsIn('m-both')).toEqual([
      ['PostgreSQL', 'First'],
      ['PostgreSQL', 'Second'],
    ]);
  });

  it('gives its other languages to the one that stays', async () => {
    const from = await create('skill', 'Kochen', ['en', 'de']);
    const into = await create('skill', 'Cooking', ['en']);
    const article = await guides.publish('m-kochen', skillsOf({ skill: { documentId: from } }), {
      locale: 'de',
    });
    expect((await preview('skill', from, into)).takenOver).toEqual(['de']);
    expect((await merge('skill', from, into)).status).toBe(200);
    expect(await itemsIn('m-kochen', 'de')).toEqual([['Kochen', null]]);
    const moved = await documents('skill').findOne({ documentId: into, locale: 'de' });
    expect(moved).toMatchObject({ name: 'Kochen' });
    expect(article).toBeDefined();
  });
});

describe('a category', () => {
  it('is replaced as the category of articles, as a parent, and in what all languages share', async () => {
    const [from, into] = [await create('category', 'Webdev'), await create('category', 'Web')];
    const child = await create('category', 'Frontend', ['en', 'de'], { parent: from });
    await guides.publish('m-web', { category: from });
    expect((await merge('category', from, into)).status).toBe(200);
    await guides.strapi.plugin('career-field').service('guides').settled();
    const { body } = await guides.get('/guides/m-web');
    expect(body.data.breadcrumbs.map(({ name }: { name: string }) => name)).toEqual(['Web']);
    const stored = await documents('category').findOne({
      documentId: child,
      locale: 'de',
      populate: { parent: true } as never,
    });
    expect(stored).toMatchObject({ parent: { documentId: into } });
    const shared = await guides.strapi.db
      .query('plugin::career-field.shared-relation')
      .findMany({ where: { target: from } });
    expect(shared).toEqual([]);
    expect((await guides.get('/guides?category=web')).body.meta.pagination.total).toBe(1);
  });

  it('is not merged into one below it', async () => {
    const above = await create('category', 'Above');
    const middle = await create('category', 'Middle', ['en', 'de'], { parent: above });
    const below = await create('category', 'Below', ['en', 'de'], { parent: middle });
    expect((await preview('category', above, below)).issue).toBe('below');
    expect((await merge('category', above, below)).status).toBe(400);
    expect(await documents('category').findOne({ documentId: above, locale: 'en' })).not.toBeNull();
    // The other way round is no cycle.
    expect((await merge('category', below, above)).status).toBe(200);
  });
});

it('keeps one link where an employer list has both', async () => {
  const [from, into] = [await create('employer', 'Acme-Ltd'), await create('employer', 'Acme')];
  await guides.publish('m-acme', {
    employers: { heading: 'Employers', anchor: 'employers', employers: [from, into] },
  });
  expect((await merge('employer', from, into)).status).toBe(200);
  await guides.strapi.plugin('career-field').service('guides').settled();
  const { body } = await guides.get('/guides/m-acme');
  const section = body.data.sections.find(({ type }: { type: string }) => type === 'employers');
  expect(section.employers.map(({ documentId }: { documentId: string }) => documentId)).toEqual([into]);
});

it('lets the next import find the entry that stays', async () => {
  const [from, into] = [await create('skill', 'Import-old'), await create('skill', 'Import-new')];
  const records = guides.strapi.db.query('plugin::career-field.seed-record');
  await records.create({
    data: { key: 'skill:import-old', targetLocale: 'en', targetDocument: from, fileHash: 'hash' } as never,
  });
  await merge('skill', from, into);
  expect(await records.findOne({ where: { key: 'skill:import-old' } })).toMatchObject({
    targetDocument: into,
  });
});

it('refuses an entry with itself, unknown ones, and who has no permission', async () => {
  const skill = await create('skill', 'Alone');
  expect((await merge('skill', skill, skill)).status).toBe(400);
  expect((await merge('skill', skill, 'nobody')).status).toBe(400);
  expect((await merge('article', skill, skill)).status).toBe(400);
  const anonymous = await guides.request
    .post('/career-field/merges')
    .send({ type: 'skill', from: skill, into: skill });
  expect(anonymous.status).toBe(401);
});
