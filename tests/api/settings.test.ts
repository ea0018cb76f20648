import { createRole, signIn, signInAsAdministrator } from '../support/administrator';
import { createGuideSite, type GuideSite } from '../support/guide-site';
import { uid } from '../support/site';
import { editorTextsFor } from '../../texts';

/** The settings of the admin panel, and which roles can edit guides. */

const SETTINGS = '/career-field/settings';
const EDITORS = '/career-field/editors';
const OPEN = { publicRead: undefined, cache: { maxStaleMs: 200 } };

let site: Awaited<ReturnType<typeof createGuideSite>>;
let guides: GuideSite;
let administrator: string;

beforeAll(async () => {
  site = await createGuideSite();
  guides = await site.start(OPEN);
  administrator = await signInAsAdministrator(guides);
  await guides.publish('backend', {
    tasks: { heading: 'Tasks', items: [{ title: 'Testing' }] },
    jobs: { heading: 'Jobs', listingUrl: 'https://jobs.example' },
  });
  await guides.strapi.service('plugin::career-field.guides').settled();
});

afterAll(async () => {
  await guides?.stop();
  await site?.remove();
});

const send = (method: 'get' | 'put' | 'post', path: string, body?: object, token = administrator) =>
  guides.request[method](path).set('Authorization', token).send(body);

const change = async (values: object) => {
  const { status, body } = await send('put', SETTINGS, { values });
  expect([status, body.error?.message]).toEqual([200, undefined]);
  return body.data.settings;
};

/** Waits until a process responds as expected: it follows within `maxStaleMs`, and may rebuild guides first. */
const until = async <Value>(read: () => Promise<Value>, expected: Value): Promise<void> => {
  const deadline = Date.now() + 10_000;
  let value = await read();
  while (JSON.stringify(value) !== JSON.stringify(expected) && Date.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    value = await read();
  }
  expect(value).toEqual(expected);
};

const order = async (): Promise<string[]> =>
  ((await guides.get('/guides/backend?locale=en')).body.data?.sections ?? []).map(
    ({ type }: { type: string }) => type
  );

const readStatus = async (): Promise<number> => (await guides.get('/guides/backend?locale=en')).status;

/** Stores settings as another process of the site does. */
const storeElsewhere = (stored: object): Promise<void> =>
  guides.strapi.store.set({ type: 'plugin', name: 'career-field', key: 'settings', value: stored });

describe('settings', () => {
  it('need a permission to see and another one to change them', async () => {
    const role = await createRole(guides.strapi, 'Nobody', []);
    const nobody = await signIn(guides, 'nobody@example.com', [role]);
    for (const [method, path, body] of [
      ['get', SETTINGS, undefined],
      ['put', SETTINGS, { values: {} }],
      ['post', `${SETTINGS}/purge`, {}],
      ['get', EDITORS, undefined],
      ['post', EDITORS, { roles: [role] }],
    ] as const) {
      expect([path, (await send(method, path, body, nobody.authorization)).status]).toEqual([path, 403]);
      expect((await guides.request[method](path).send(body)).status).toBe(401);
    }
    await guides.strapi
      .service('admin::role')
      .assignPermissions(role, [{ action: 'plugin::career-field.settings.read' }]);
    expect((await send('get', SETTINGS, undefined, nobody.authorization)).status).toBe(200);
    expect((await send('put', SETTINGS, { values: {} }, nobody.authorization)).status).toBe(403);
  });

  it('grant and revoke public reading', async () => {
    expect(await readStatus()).toBe(403);
    expect((await change({ publicRead: true })).publicRead).toEqual({
      value: true,
      isFixed: false,
      isChosen: true,
      default: false,
    });
    expect(await readStatus()).toBe(200);
    expect((await change({ publicRead: null })).publicRead).toMatchObject({ value: false, isChosen: false });
    expect(await readStatus()).toBe(403);
    await change({ publicRead: true });
  });

  it('change the order of the parts, here or in another process', async () => {
    const before = await order();
    expect(before).toEqual(['tasks', 'jobs-listing']);
    const moved = ['jobs-listing', 'tasks'];
    await change({ partOrder: ['jobs-listing'] });
    await until(order, moved);
    await storeElsewhere({ settings: { publicRead: true } });
    await until(order, before);
    await storeElsewhere({ settings: { publicRead: true, partOrder: ['jobs-listing'] } });
    await until(order, moved);
    await change({ partOrder: null });
    await until(order, before);
  });

  it('of a group keep the defaults of what they leave out, and are checked', async () => {
    expect((await change({ freshness: { review: 12 } })).freshness.value).toMatchObject({ review: 12 });
    await change({ freshness: {} });
    expect((await change({ freshness: {} })).freshness.value).toEqual(
      (await change({ freshness: null })).freshness.default
    );
    const { status, body } = await send('put', SETTINGS, { values: { freshness: { review: 0 } } });
    expect([status, body.error.message]).toEqual([
      400,
      expect.stringContaining('"freshness" is {"review":0}, but must be an object with'),
    ]);
  });

  it('that this release does not know are left alone', async () => {
    await storeElsewhere({ settings: { publicRead: true, partOrder: ['later'], later: 1 } });
    await until(async () => (await send('get', SETTINGS)).body.data.settings.partOrder.value, []);
    expect(await readStatus()).toBe(200);
  });

  it.each([
    [{ partOrder: ['nothing'] }, '"partOrder" is ["nothing"], but must be a list of parts, each once'],
    [{ publicRead: 'yes' }, '"publicRead" is "yes", but must be true or false.'],
    [{ seed: 'if-empty' }, '"seed" is not a setting. The settings are: publicRead, partOrder'],
  ])('are refused as %j, all of them together', async (values, message) => {
    const { body: before } = await send('get', SETTINGS);
    const { status, body } = await send('put', SETTINGS, { values: { partOrder: ['faq'], ...values } });
    expect(status).toBe(400);
    expect(body.error.message).toContain(message);
    expect((await send('get', SETTINGS)).body).toEqual(before);
  });

  it('empty the caches of this process, here or from another one', async () => {
    const { cache } = guides.strapi.service('plugin::career-field.guides');
    cache.set('kept', {}, 1);
    expect((await send('post', `${SETTINGS}/purge`)).status).toBe(200);
    expect(cache.get('kept')).toBeUndefined();
    cache.set('kept', {}, 1);
    await storeElsewhere({ settings: { publicRead: true }, purgedAt: '2026-01-01T00:00:00.000Z' });
    await until(async () => {
      await readStatus();
      return cache.get('kept') === undefined;
    }, true);
  });

  it('survive a restart, and give way to the config file', async () => {
    const partOrderIn = async () => (await send('get', SETTINGS)).body.data.settings.partOrder;
    const restart = async (config: object): Promise<void> => {
      await guides.stop();
      guides = await site.start(config);
    };
    await change({ partOrder: ['faq'] });
    await restart({ ...OPEN, publicRead: true, partOrder: ['outlook'], freshness: { review: 3 } });
    expect((await send('get', SETTINGS)).body.data.settings.freshness).toMatchObject({
      value: { review: 3 },
      isFixed: true,
    });
    expect(await partOrderIn()).toMatchObject({ value: ['outlook'], isFixed: true });
    const { status, body } = await send('put', SETTINGS, { values: { partOrder: ['faq'] } });
    expect([status, body.error.message]).toEqual([
      400,
      '"partOrder" is fixed in the file config/plugins of the site.',
    ]);
    await restart(OPEN);
    expect(await partOrderIn()).toMatchObject({ value: ['faq'], isFixed: false });
    await change({ partOrder: null });
  });
});

describe('letting editors in', () => {
  const rolesOf = async () => (await send('get', EDITORS)).body.data;
  const editor = async () => (await rolesOf()).find(({ name }: { name: string }) => name === 'Editor');

  it('has a word for each permission that can be missing', async () => {
    for (const { action } of (await editor()).missing) {
      const name = action.split('.').at(-1)!;
      for (const language of ['de', 'en']) {
        expect(Object.keys(editorTextsFor(language).panel)).toContain(`settings.action.${name}`);
      }
    }
  });

  it('shows what each role lacks, and gives a stock role what editing takes', async () => {
    const { id, missing } = await editor();
    expect(missing).toContainEqual({
      action: 'plugin::content-manager.explorer.publish',
      subject: uid('article'),
    });
    const person = await signIn(guides, 'editor@example.com', [id]);
    const list = `/content-manager/collection-types/${uid('article')}?locale=en`;
    const listed = async () =>
      (await guides.request.get(list).set('Authorization', person.authorization)).body.results?.length ?? 0;
    expect(await listed()).toBe(0);
    const { status, body } = await send('post', EDITORS, { roles: [id] });
    expect(status).toBe(200);
    expect(body.data.find((role: { id: number }) => role.id === id).missing).toEqual([]);
    expect(await listed()).toBe(1);
    const [{ documentId }] = (await guides.request.get(list).set('Authorization', person.authorization)).body
      .results;
    const published = await guides.request
      .post(`/content-manager/collection-types/${uid('article')}/${documentId}/actions/publish?locale=en`)
      .set('Authorization', person.authorization)
      .send({ title: 'Backend, changed' });
    expect([published.status, published.body.data?.title]).toEqual([200, 'Backend, changed']);
  });

  it('leaves everything else of the role as it is', async () => {
    const role = await createRole(guides.strapi, 'Translator', [
      { action: 'read', type: 'skill', locales: ['en'], fields: ['name'] },
      { action: 'update', type: 'skill', locales: ['en'], fields: ['name'] },
    ]);
    const permissionsOf = async () =>
      guides.strapi.db.query('admin::permission').findMany({ where: { role }, orderBy: { action: 'asc' } });
    const service = guides.strapi.service('admin::role');
    const before = await permissionsOf();
    await service.assignPermissions(role, [
      ...before.map(({ action, subject, properties }) => ({ action, subject, properties })),
      { action: 'plugin::content-type-builder.read' },
    ]);
    await send('post', EDITORS, { roles: [role] });
    const after = await permissionsOf();
    expect(after.map(({ action }) => action)).toContain('plugin::content-type-builder.read');
    const names = after.map(({ action, subject }) => `${action} ${subject}`);
    expect(new Set(names).size).toBe(names.length);
    expect((await rolesOf()).find(({ id }: { id: number }) => id === role).missing).toEqual([]);
  });

  it('names the locales that are new since', async () => {
    await guides.strapi.plugin('i18n').service('locales').create({ code: 'fr', name: 'French' });
    expect((await editor()).missing.length).toBeGreaterThan(0);
  });

  it.each([[{}], [{ roles: [] }], [{ roles: 'all' }]])('refuses %j', async (body) => {
    expect((await send('post', EDITORS, body)).status).toBe(400);
  });

  it('refuses a role that there is not, and gives nothing to the others', async () => {
    const { id, missing } = await editor();
    expect((await send('post', EDITORS, { roles: [id, 9999] })).status).toBe(404);
    expect((await editor()).missing).toEqual(missing);
  });
});
