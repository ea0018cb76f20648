import { allowPublic } from '../support/permissions';
import { createCategory } from '../support/articles';
import { createSite, uid, type RunningSite, type Site } from '../support/site';

/* Two editors of one document: a save that names a version which is not the stored one gets 409 and writes nothing. */

const HEADER = 'X-Career-Field-Version';
const PERSON = { email: 'editor@versions.example', password: 'Versions-2026-abc' };

let site: Site;
let running: RunningSite;
let token: string;
let category: string;

/** A type, its path in REST, its required attributes, and the attribute that is changed. */
const TYPES = [
  ['article', 'articles', { title: 'An article' }, 'lead'],
  ['category', 'categories', { name: 'A category' }, 'description'],
  ['skill', 'skills', { name: 'A skill' }, 'description'],
  ['study-path', 'study-paths', { title: 'A study path' }, 'qualification'],
  ['employer', 'employers', { name: 'An employer' }, 'description'],
] as const;

let count = 0;

const create = async (type: string, data: Record<string, unknown>, locale = 'en'): Promise<string> => {
  count += 1;
  const created = await running.strapi
    .documents(uid(type))
    .create({ locale, data: { ...data, slug: `entry-${count}` } } as never);
  return created.documentId;
};

const rest = (method: 'get' | 'put', path: string, version?: string) => {
  const sent = running.request[method](`/api/career-field/${path}`);
  return version === undefined ? sent : sent.set(HEADER, version);
};

const ADMIN = `/content-manager/collection-types/${uid('article')}`;

const admin = (method: 'get' | 'put' | 'post', path: string) =>
  running.request[method](`${ADMIN}/${path}`).set('Authorization', `Bearer ${token}`);

/** The version that the admin panel receives with a document. */
const versionInPanel = async (id: string, locale = 'en'): Promise<string> => {
  const { body } = await admin('get', `${id}?locale=${locale}`).expect(200);
  return body.meta.careerFieldVersion;
};

beforeAll(async () => {
  site = await createSite({ graphql: true });
  running = await site.start();
  const { strapi, request } = running;
  category = await createCategory(strapi, 'field');
  await allowPublic(
    strapi,
    TYPES.flatMap(([type]) => ['findOne', 'update'].map((action) => `plugin::career-field.${type}.${action}`))
  );
  await allowPublic(strapi, ['plugin::career-field.article.preview']);
  const role = await strapi.service('admin::role').getSuperAdmin();
  const person = { ...PERSON, firstname: 'Two', lastname: 'Editors', isActive: true, roles: [role.id] };
  await strapi.service('admin::user').create(person);
  const { body } = await request.post('/admin/login').send(PERSON);
  token = body.data.token;
});

afterAll(async () => {
  await running?.stop();
  await site?.remove();
});

describe.each(TYPES)('%s', (type, plural, data, field) => {
  it('is updated over REST only with the stored version', async () => {
    const path = `${plural}/${await create(type, data)}?locale=en&status=draft`;
    const { headers } = await rest('get', path).expect(200);
    const opened = headers[HEADER.toLowerCase()] as string;
    expect(opened).toMatch(/^[\w-]{22}$/);
    const first = await rest('put', path, opened)
      .send({ data: { [field]: 'Mine' } })
      .expect(200);
    const late = await rest('put', path, opened)
      .send({ data: { [field]: 'Yours' } })
      .expect(409);
    const stored = await rest('get', path).expect(200);
    expect(stored.body.data[field]).toBe('Mine');
    expect(stored.headers[HEADER.toLowerCase()]).toBe(first.headers[HEADER.toLowerCase()]);
    expect(late.body.error).toMatchObject({
      name: 'ConflictError',
      details: { reason: 'version', version: first.headers[HEADER.toLowerCase()] },
    });
    await rest('put', path, first.headers[HEADER.toLowerCase()])
      .send({ data: { [field]: 'Ours' } })
      .expect(200);
    // Without a version there is no check.
    await rest('put', path)
      .send({ data: { [field]: 'Any' } })
      .expect(200);
  });
});

it('is written by one of five concurrent updates with the same version', async () => {
  const path = `articles/${await create('article', { title: 'Five' })}?locale=en&status=draft`;
  const { headers } = await rest('get', path);
  const responses = await Promise.all(
    ['one', 'two', 'three', 'four', 'five'].map(async (lead) =>
      rest('put', path, headers[HEADER.toLowerCase()]).send({ data: { lead } })
    )
  );
  expect(responses.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409, 409]);
});

describe('the admin panel', () => {
  it('saves and publishes only with the stored version', async () => {
    const id = await create('article', { title: 'In the panel', lead: 'A lead', category });
    const opened = await versionInPanel(id);
    const save = (version: string, lead: string) =>
      admin('put', `${id}?locale=en&careerFieldVersion=${version}`).send({ lead, locale: 'en' });
    const publish = (version: string, lead: string) =>
      admin('post', `${id}/actions/publish?locale=en&careerFieldVersion=${version}`).send({
        lead,
        locale: 'en',
      });
    const saved = await save(opened, 'Mine').expect(200);
    await save(opened, 'Yours').expect(409);
    await publish(opened, 'Yours').expect(409);
    const { careerFieldVersion } = saved.body.meta;
    expect(careerFieldVersion).toBe(await versionInPanel(id));
    await publish(careerFieldVersion, 'Ours').expect(200);
    const rows = await running.strapi.db.query(uid('article')).findMany({ where: { documentId: id } });
    expect(rows.map(({ lead }) => lead)).toEqual(['Ours', 'Ours']);
  });

  it('receives the related documents of a document, of the attributes that the user may read', async () => {
    const { strapi, request } = running;
    const skill = await create('skill', { name: 'Related' });
    const id = await create('article', {
      title: 'With relations',
      category,
      skills: { items: [{ skill }, { note: 'none' }] },
    });
    const related = async (bearer: string): Promise<Record<string, string[]>> => {
      const { body } = await request
        .get(`${ADMIN}/${id}?locale=en`)
        .set('Authorization', `Bearer ${bearer}`)
        .expect(200);
      return body.meta.careerFieldRelated;
    };
    expect(Object.values(await related(token)).filter(({ length }) => length > 0)).toEqual([
      [category],
      [skill],
    ]);
    expect(Object.keys(await related(token)).sort()).toEqual([
      expect.stringMatching(/^career-field\.skill-item:\d+\.skill$/),
      expect.stringMatching(/^career-field\.skill-item:\d+\.skill$/),
      'category',
      'related',
    ]);

    const role = await strapi
      .service('admin::role')
      .create({ name: 'Titles', description: '', code: 'titles' });
    await strapi.service('admin::role').assignPermissions(role.id, [
      {
        action: 'plugin::content-manager.explorer.read',
        subject: uid('article'),
        properties: { fields: ['title', 'related'], locales: ['en'] },
        conditions: [],
      },
    ]);
    const reader = { email: 'reader@versions.example', password: PERSON.password };
    await strapi
      .service('admin::user')
      .create({ ...reader, firstname: 'Only', isActive: true, roles: [role.id] });
    const { body } = await request.post('/admin/login').send(reader);
    expect(await related(body.data.token)).toEqual({ related: [] });
  });

  it('publishes a selection of documents without a check of versions', async () => {
    const id = await create('article', { title: 'In a list', lead: 'A lead', category });
    await admin('post', 'actions/bulkPublish?locale=en')
      .send({ documentIds: [id], locale: 'en' })
      .expect(200);
  });

  it('refuses to create a translation that another editor has created meanwhile', async () => {
    const id = await create('article', { title: 'To translate' });
    const opened = await versionInPanel(id, 'de');
    expect(opened).toBe('none');
    const save = (title: string) =>
      admin('put', `${id}?locale=de&careerFieldVersion=${opened}`).send({
        title,
        slug: 'uebersetzung',
        locale: 'de',
      });
    await save('Meine').expect(200);
    const { body } = await save('Deine').set('Accept-Language', 'de').expect(409);
    expect(body.error.message).toContain('Jemand anders');
  });
});

it('changes with a shared relation in another language', async () => {
  const id = await create('article', { title: 'Shared' });
  const documents = running.strapi.documents(uid('article'));
  await documents.update({
    documentId: id,
    locale: 'de',
    data: { title: 'Geteilt', slug: 'geteilt' } as never,
  });
  const opened = await versionInPanel(id, 'de');
  await documents.update({ documentId: id, locale: 'en', data: { category } as never });
  expect(await versionInPanel(id, 'de')).not.toBe(opened);
});

it('does not change with a publish, nor with a write of another document', async () => {
  const id = await create('article', { title: 'Steady', lead: 'A lead', category });
  const opened = await versionInPanel(id);
  await running.strapi.documents(uid('article')).publish!({ documentId: id, locale: 'en' });
  await create('article', { title: 'Beside' });
  expect(await versionInPanel(id)).toBe(opened);
});

it('is read and sent over GraphQL', async () => {
  const id = await create('skill', { name: 'Over GraphQL' });
  const send = async (query: string, version?: string) => {
    const request = running.request.post('/graphql').send({ query });
    return (await (version ? request.set(HEADER, version) : request)).body;
  };
  const write = (description: string): string =>
    `mutation { updateCareerFieldSkill(documentId: "${id}", locale: "en", data: { description: "${description}" }) { description version } }`;
  const read = await send(`{ careerFieldSkill(documentId: "${id}", locale: "en") { version } }`);
  const { version } = read.data.careerFieldSkill;
  const first = await send(write('Mine'), version);
  expect(first.data.updateCareerFieldSkill).toMatchObject({ description: 'Mine' });
  const late = await send(write('Yours'), version);
  expect(late.errors).toMatchObject([{ extensions: { code: 'STRAPI_CONFLICT_ERROR' } }]);
  const next = await send(write('Ours'), first.data.updateCareerFieldSkill.version);
  expect(next.data.updateCareerFieldSkill.description).toBe('Ours');
});
