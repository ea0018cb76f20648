import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { RunOptions, SeedingService } from '../../server/src/services/seeding';
import { createRole, signIn, signInAsAdministrator } from '../support/administrator';
import { createCategory, paragraph, publishable } from '../support/articles';
import { createToken } from '../support/permissions';
import { createSite, uid, type RunningSite, type Site } from '../support/site';

/** Who has created, changed, published and reviewed an article. */

const ARTICLES = `/content-manager/collection-types/${uid('article')}`;
const TABLE = 'career_field_history_entries';

interface Entry {
  action: string;
  parts: string[];
  actor: string;
  name: string | null;
  source: string | null;
  locale: string;
  at: string;
}

let site: Site;
let running: RunningSite;
let strapi: RunningSite['strapi'];
let ada: string;
let category: string;

beforeAll(async () => {
  site = await createSite();
  running = await site.start();
  ({ strapi } = running);
  category = await createCategory(strapi, 'it');
  ada = await signInAsAdministrator(running);
});

afterAll(async () => {
  await running?.stop();
  await site?.remove();
});

const documents = () => strapi.documents(uid('article'));

const admin = async (method: 'post' | 'put', where: string, body: object, who = ada): Promise<string> => {
  const response = await running.request[method](where).set('Authorization', who).send(body);
  expect([where, response.status < 300 ? 'done' : response.body]).toEqual([where, 'done']);
  return response.body.data.documentId as string;
};

const save = (article: string, data: object, who?: string): Promise<string> =>
  admin('put', `${ARTICLES}/${article}?locale=en`, data, who);

/** Creates an article in the admin panel. */
const create = (slug: string): Promise<string> =>
  admin('post', `${ARTICLES}?locale=en`, {
    ...publishable(slug, category),
    category: { connect: [{ documentId: category }] },
  });

const historyOf = async (article: string, query: object = {}, who = ada) => {
  const { status, body } = await running.request
    .get('/career-field/history')
    .query({ article, locale: 'en', ...query })
    .set('Authorization', who);
  return { status, ...(body.data as { isOn: boolean; entries: Entry[]; total: number }) };
};

/** What happened, the last first: the action with the parts, and who did it. */
const told = async (article: string, query: object = {}): Promise<string[]> =>
  (await historyOf(article, query)).entries.map(({ action, parts, actor, name }) =>
    [action, ...parts.toSorted(), '-', actor, name?.trim()].filter(Boolean).join(' ')
  );

const setHistory = (history: { keep: number } | false): void => {
  strapi.config.set('plugin::career-field', {
    ...strapi.config.get<object>('plugin::career-field'),
    history,
  });
};

describe('the history of an article', () => {
  it('names who has done what, joins the saves of one sitting, and has no save without a change', async () => {
    const article = await create('weaver');
    await save(article, { lead: 'Weaves.', tasks: { heading: 'Tasks', body: paragraph('Weave.') } });
    await save(article, { outlook: { heading: 'Outlook', body: paragraph('Good.') } });
    await save(article, {});
    await admin('post', `${ARTICLES}/${article}/actions/publish?locale=en`, {
      lead: 'Weaves cloth.',
    });
    await admin('post', '/career-field/reviews', { articles: [{ article, locale: 'en' }] });
    const { id, authorization } = await signIn(running, 'eva@example.com', [
      Number((await strapi.service('admin::role').getSuperAdmin()).id),
    ]);
    await save(article, { lead: 'Makes cloth.' }, authorization);
    const expected = [
      'update lead - admin Eva',
      'review - admin Ada',
      'publish - admin Ada',
      'update lead outlook tasks - admin Ada',
      'create - admin Ada',
    ];
    expect(await told(article)).toEqual(expected);
    const { body } = await running.request
      .get('/career-field/overview?search=weaver')
      .set('Authorization', ada);
    expect(body.data).toMatchObject([{ modifiedBy: { actor: 'admin', name: 'Eva', source: null } }]);
    await strapi.service('admin::user').deleteById(id);
    expect(await told(article)).toEqual(expected);
    const second = await historyOf(article, { page: 2, pageSize: 2 });
    expect([second.total, second.entries.map(({ action }) => action)]).toEqual([5, ['publish', 'update']]);
    expect(Date.now() - new Date(second.entries[0]!.at).getTime()).toBeLessThan(60_000);
  });

  it('names API tokens, plans that were due, and the code of the site', async () => {
    const { documentId: article } = await documents().create({
      locale: 'en',
      data: publishable('potter', category) as never,
    });
    const token = await createToken(strapi, 'full-access');
    const { status } = await running.request
      .put(`/api/career-field/articles/${article}?locale=en&status=draft`)
      .set('Authorization', token)
      .send({ data: { lead: 'Pots.' } });
    expect(status).toBe(200);
    await admin('put', '/career-field/schedules', {
      article,
      locale: 'en',
      action: 'publish',
      dueAt: '2040-01-01T00:00:00.000Z',
    });
    await strapi.plugin('career-field').service('schedule').run(new Date('2040-01-02T00:00:00.000Z'));
    await documents().update({ documentId: article, locale: 'en', data: { lead: 'Throws pots.' } });
    await documents().discardDraft({ documentId: article, locale: 'en' });
    await documents().unpublish({ documentId: article, locale: 'en' });
    await documents().unpublish({ documentId: article, locale: 'en' });
    expect(await told(article)).toEqual([
      'unpublish - site',
      'discard - site',
      'update lead - site',
      'publish - schedule Ada',
      'update lead - token full-access',
      'create - site',
    ]);
  });

  it('says which language was deleted, and ends with the article', async () => {
    const article = await create('cooper');
    await documents().update({
      documentId: article,
      locale: 'de',
      data: publishable('boettcher', category) as never,
    });
    expect(await told(article, { locale: 'de' })).toEqual(['create - site']);
    await documents().delete({ documentId: article, locale: 'de' });
    const { entries } = await historyOf(article);
    expect(entries.map(({ action, locale }) => [action, locale])).toEqual([
      ['delete', 'de'],
      ['create', 'en'],
    ]);
    await documents().delete({ documentId: article, locale: '*' });
    expect(await strapi.db.query(uid('history-entry')).count({ where: { article } })).toBe(0);
  });

  it('keeps so many entries, or none where the site wants none', async () => {
    const article = await create('smith');
    setHistory({ keep: 2 });
    const publish = () => documents().publish({ documentId: article, locale: 'en' });
    for (let turn = 0; turn < 4; turn += 1) await publish();
    await documents().unpublish({ documentId: article, locale: 'en' });
    expect(await told(article)).toEqual(['unpublish - site', 'publish - site']);
    setHistory(false);
    await publish();
    expect(await historyOf(article)).toEqual({ status: 200, isOn: false, entries: [], total: 0 });
    setHistory({ keep: 200 });
    expect(await told(article)).toEqual(['unpublish - site', 'publish - site']);
  });

  it('never keeps anybody from saving', async () => {
    const article = await create('tanner');
    await strapi.db.connection.schema.renameTable(TABLE, 'moved_away');
    try {
      await save(article, { lead: 'Tans.' });
    } finally {
      await strapi.db.connection.schema.renameTable('moved_away', TABLE);
    }
    expect(await documents().findOne({ documentId: article, locale: 'en' })).toMatchObject({ lead: 'Tans.' });
    expect(running.warnings.filter((line) => line.includes('history could not be written'))).toHaveLength(1);
    running.warnings.length = 0;
  });

  it('is for who may read the article', async () => {
    const article = await create('miller');
    const german = await createRole(strapi, 'German', [{ action: 'read', type: 'article', locales: ['de'] }]);
    const { authorization } = await signIn(running, 'german@example.com', [german]);
    expect((await historyOf(article, {}, authorization)).status).toBe(403);
    expect((await historyOf(article)).status).toBe(200);
  });
});

describe('an import', () => {
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'history-'));
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const write = (slug: string, lead: string): void =>
    writeFileSync(
      path.join(folder, `${slug}.yaml`),
      `type: article\nkey: ${slug}\nstatus: draft\nlocales:\n  en:\n    title: Title\n    slug: ${slug}\n    lead: ${lead}\n`
    );

  const importAll = (options: RunOptions = {}) =>
    (strapi.plugin('career-field').service('seeding') as SeedingService).import(folder, options);

  const runs = async () => {
    const { body } = await running.request.get('/career-field/imports/runs').set('Authorization', ada);
    return body.data as Record<string, unknown>[];
  };

  it.each([
    ['one by one', {}, ['update lead - import', 'create - import']],
    ['in bulk', { bulk: true }, ['update - import', 'create - import']],
  ])(
    'is in the history of its articles, %s, and is listed with what it did',
    async (name, options, expected) => {
      const slug = `imported-${name.replaceAll(' ', '-')}`;
      write(slug, 'One');
      await importAll(options);
      const { documentId: article } = (await documents().findFirst({ locale: 'en', filters: { slug } }))!;
      const [first] = await runs();
      expect(first).toMatchObject({
        origin: 'command',
        name: null,
        source: path.basename(folder),
        counts: { create: 1, update: 0, failed: 0 },
        finishedAt: expect.any(String),
      });
      write(slug, 'Two');
      await importAll(options);
      await importAll(options);
      expect(await told(article)).toEqual(expected);
      const [last, before] = await runs();
      expect([last!.counts, before]).toMatchObject([{ create: 0, update: 1 }, first!]);
      const [record] = await strapi.db
        .query(uid('seed-record'))
        .findMany({ where: { key: `article:${slug}` } });
      const [run] = await strapi.db.query(uid('import-run')).findMany({ orderBy: { id: 'desc' }, limit: 1 });
      const [entry] = await strapi.db
        .query(uid('history-entry'))
        .findMany({ where: { article }, orderBy: { id: 'desc' }, limit: 1 });
      expect([record.run, entry.run]).toEqual([run.documentId, run.documentId]);
    }
  );

  it('of the admin panel names the administrator and the file', async () => {
    const { request } = running;
    const send = async (fields: Record<string, string>) => {
      const call = request.post('/career-field/imports').set('Authorization', ada);
      const all = { source: 'files', names: '["weaving.yaml"]', run: 'run-of-history', ...fields };
      for (const [field, value] of Object.entries(all)) void call.field(field, value);
      const text = 'type: skill\nkey: weaving\nlocales:\n  en:\n    name: Weaving\n    slug: weaving\n';
      const { status, body } = await call.attach('files', Buffer.from(text), '0-weaving.yaml');
      expect(status).toBe(200);
      return body.data;
    };
    const { plan } = await send({});
    await send({ plan: plan.hash });
    expect((await runs())[0]).toMatchObject({ origin: 'admin', name: 'Ada', source: 'weaving.yaml' });
  });
});
