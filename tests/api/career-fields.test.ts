import { strFromU8, unzipSync, zipSync, strToU8 } from 'fflate';
import { createRole, signIn, signInAsAdministrator } from '../support/administrator';
import { createCategory, paragraph, publishable } from '../support/articles';
import { createSite, uid, type RunningSite, type Site } from '../support/site';

/** Publishing many guides, import and export in the admin panel. */

let site: Site;
let running: RunningSite;
let administrator: string;

beforeAll(async () => {
  site = await createSite();
  running = await site.start();
  administrator = await signInAsAdministrator(running);
});

afterAll(async () => {
  await running?.stop();
  await site?.remove();
});

const skills = () => running.strapi.documents(uid('skill'));

const skillFile = (key: string, name: string): string =>
  `type: skill\nkey: ${key}\nshared:\n  kind: tool\nlocales:\n  en:\n    name: ${name}\n    slug: ${key}\n`;

interface Plan {
  hash: string;
  counts: Record<string, number>;
  items: {
    id: string;
    locale: string;
    outcome: string;
    reason: string | null;
    changes: { path: string; old: string | null; new: string | null }[];
  }[];
  issues: { file: string; line: number; message: string }[];
}

interface Result {
  plan: Plan;
  applied: { counts: Record<string, number>; failures: { id: string }[] } | null;
}

const send = (files: Record<string, string | Uint8Array>, fields: Record<string, string> = {}) => {
  const request = running.request
    .post('/career-field/imports')
    .set('Authorization', administrator)
    .field('run', 'run-of-a-test')
    .field('names', JSON.stringify(Object.keys(files)));
  for (const [name, value] of Object.entries(fields)) request.field(name, value);
  for (const [position, [name, content]] of Object.entries(files).entries())
    request.attach('files', Buffer.from(content), `${position}-${name.split('/').at(-1)}`);
  return request;
};

const importFiles = async (
  files: Record<string, string | Uint8Array>,
  fields: Record<string, string> = {}
): Promise<Result> => {
  const { status, body } = await send(files, fields);
  expect([status, status === 200 ? '' : body]).toEqual([200, '']);
  return (body as { data: Result }).data;
};

const nameOf = async (slug: string): Promise<string | undefined> =>
  ((await skills().findFirst({ locale: 'en', filters: { slug } })) as { name?: string } | null)?.name;

const outcomes = ({ items }: Plan): string[] =>
  items.map(({ id, outcome, reason }) => [id, outcome, reason].filter(Boolean).join(' '));

describe('an import', () => {
  it('is planned first and writes nothing, then applies just that plan', async () => {
    const files = { 'skills/weaving.yaml': skillFile('weaving', 'Weaving') };
    const { plan, applied } = await importFiles(files);
    expect([outcomes(plan), applied]).toEqual([['skill:weaving create'], null]);
    expect(await nameOf('weaving')).toBeUndefined();
    const done = await importFiles(files, { plan: plan.hash });
    expect(done.applied).toMatchObject({ counts: { create: 1 }, failures: [] });
    expect(await nameOf('weaving')).toBe('Weaving');
    expect((await importFiles(files)).plan.counts).toMatchObject({ unchanged: 1, create: 0 });
  });

  it('keeps what editors have changed, and takes the files of the documents that were chosen', async () => {
    const names = ['knitting', 'sewing'];
    const files = (what: string) =>
      Object.fromEntries(names.map((key) => [`${key}.yaml`, skillFile(key, `${what} ${key}`)]));
    await importFiles(files('Old'), { plan: (await importFiles(files('Old'))).plan.hash });
    for (const key of names) {
      const { documentId } = (await skills().findFirst({ locale: 'en', filters: { slug: key } }))!;
      await skills().update({ documentId, locale: 'en', data: { name: `Mine ${key}` } as never });
    }
    const { plan } = await importFiles(files('New'));
    expect(outcomes(plan)).toEqual(['skill:knitting conflict edited', 'skill:sewing conflict edited']);
    expect(plan.items[0]!.changes).toEqual([{ path: 'name', old: 'Mine knitting', new: 'New knitting' }]);
    await importFiles(files('New'), { plan: plan.hash, take: JSON.stringify(['skill:sewing']) });
    expect(await Promise.all(names.map(nameOf))).toEqual(['Mine knitting', 'New sewing']);
  });

  it('restores a deleted document only where it was chosen', async () => {
    const names = ['dyeing', 'felting'];
    const files = Object.fromEntries(names.map((key) => [`${key}.yaml`, skillFile(key, key)]));
    await importFiles(files, { plan: (await importFiles(files)).plan.hash });
    for (const key of names) {
      const { documentId } = (await skills().findFirst({ locale: 'en', filters: { slug: key } }))!;
      await skills().delete({ documentId, locale: 'en' });
    }
    const { plan } = await importFiles(files);
    expect(outcomes(plan)).toEqual(['skill:dyeing deleted deleted', 'skill:felting deleted deleted']);
    await importFiles(files, { plan: plan.hash, take: JSON.stringify(['skill:felting']) });
    expect(await Promise.all(names.map(nameOf))).toEqual([undefined, 'felting']);
  });

  it('names the file and line of what is wrong, and writes nothing then', async () => {
    const files = {
      'good.yaml': skillFile('good', 'Good'),
      'broken.yaml': 'type: skill\nkey: broken\nlocales:\n  en:\n    name: [\n',
    };
    const { plan } = await importFiles(files);
    expect(plan.issues).toEqual([expect.objectContaining({ file: 'broken.yaml' })]);
    expect(plan.issues[0]!.line).toBeGreaterThan(3);
    expect((await importFiles(files, { plan: plan.hash })).applied).toBeNull();
    expect(await nameOf('good')).toBeUndefined();
  });

  it('writes nothing if the site was changed after the plan was shown', async () => {
    const files = { 'spinning.yaml': skillFile('spinning', 'Spinning') };
    const { plan } = await importFiles(files);
    await skills().create({
      locale: 'en',
      data: { name: 'By hand', slug: 'spinning', kind: 'tool' } as never,
    });
    const late = await importFiles(files, { plan: plan.hash });
    expect([late.applied, outcomes(late.plan)]).toEqual([null, ['skill:spinning kept created-by-editor']]);
    expect(await nameOf('spinning')).toBe('By hand');
  });

  it('unpacks archives, and refuses what it cannot read in the language of the editor', async () => {
    const archive = zipSync({ 'skills/lace.yaml': strToU8(skillFile('lace', 'Lace')) });
    expect(outcomes((await importFiles({ 'files.zip': archive })).plan)).toEqual(['skill:lace create']);
    const refused = await send({ 'files.zip': 'no archive' }).set('Accept-Language', 'de');
    expect([refused.status, (refused.body as { error: { message: string } }).error.message]).toEqual([
      400,
      expect.stringContaining('kein lesbares ZIP-Archiv'),
    ]);
    expect((await send({ '../lace.yaml': 'a' })).status).toBe(400);
    expect((await send({ 'notes.txt': 'a' })).status).toBe(400);
  });

  it('says what state the shipped guides have', async () => {
    const { status, body } = await running.request
      .get('/career-field/imports/shipped')
      .set('Authorization', administrator);
    expect(status).toBe(200);
    const { data } = body as { data: Record<string, number> };
    expect(data).toMatchObject({ current: 0, changed: 0, newer: 0, deleted: 0 });
    expect(data.missing).toBeGreaterThan(50);
  });
});

const createArticle = async (slug: string, data: object = {}): Promise<string> => {
  const category = await createCategory(running.strapi, `of-${slug}`);
  const { documentId } = await running.strapi
    .documents(uid('article'))
    .create({ locale: 'en', data: { ...publishable(slug, category), ...data } as never });
  return documentId;
};

const completeDrafts = async (): Promise<string[]> => {
  const { body } = await running.request
    .get('/career-field/overview')
    .query({ complete: true })
    .set('Authorization', administrator);
  return (body as { data: { documentId: string }[] }).data.map(({ documentId }) => documentId);
};

describe('a complete draft', () => {
  it('was never published, could be, and has at least half of its parts', async () => {
    const parts = ['definition', 'employers', 'areas', 'studies', 'tasks', 'outlook', 'accessRequirements'];
    const most = Object.fromEntries(
      parts.map((part) => [part, { heading: part, anchor: part.toLowerCase(), body: paragraph(part) }])
    );
    const complete = await createArticle('tailor', most);
    const prepared = Object.fromEntries(
      parts.map((part) => [part, { heading: part, anchor: part.toLowerCase() }])
    );
    await createArticle('weaver', prepared);
    await createArticle('potter', { ...most, lead: null });
    expect(await completeDrafts()).toEqual([complete]);
    await running.strapi.documents(uid('article')).publish({ documentId: complete, locale: 'en' });
    expect(await completeDrafts()).toEqual([]);
  });
});

describe('publishing many guides', () => {
  it('publishes those that it can, and says what is wrong with the others', async () => {
    const good = await createArticle('smith');
    const faulty = await createArticle('baker', { jobs: { heading: 'Jobs', count: 5 } });
    const articles = [faulty, good, 'unknown'].map((article) => ({ article, locale: 'en' }));
    const { status, body } = await running.request
      .post('/career-field/publications')
      .set('Authorization', administrator)
      .send({ articles });
    expect(status).toBe(200);
    const { data } = body as { data: { article: string; errors: { path: string[] }[] }[] };
    expect(data.map(({ article, errors }) => [article, errors.map(({ path }) => path.join('.'))])).toEqual([
      [faulty, ['jobs.countedAt']],
      [good, []],
      ['unknown', ['']],
    ]);
    const published = await running.strapi
      .documents(uid('article'))
      .findMany({ locale: 'en', status: 'published' });
    const ids = published.map(({ documentId }) => documentId);
    expect([ids.includes(good), ids.includes(faulty)]).toEqual([true, false]);
  });
});

describe('an export', () => {
  const download = async (query: object): Promise<Record<string, Uint8Array>> => {
    const { status, body } = await running.request
      .get('/career-field/exports')
      .query(query)
      .set('Authorization', administrator)
      .buffer(true)
      .parse((response, done) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => done(null, Buffer.concat(chunks)));
      });
    expect(status).toBe(200);
    return unzipSync(body as Buffer);
  };

  it('is an archive that an import finds unchanged', async () => {
    const files = await download({});
    expect(Object.keys(files)).toEqual(
      expect.arrayContaining(['articles/smith.yaml', 'skills/weaving.yaml', 'career-field.schema.json'])
    );
    const texts = Object.fromEntries(Object.entries(files).filter(([name]) => name.endsWith('.yaml')));
    const { plan } = await importFiles({ 'export.zip': zipSync(texts) });
    expect(outcomes(plan)).toEqual([]);
    expect(plan.issues).toEqual([]);
  });

  it('has only the articles that were chosen', async () => {
    const { documentId } = (await running.strapi
      .documents(uid('article'))
      .findFirst({ locale: 'en', filters: { slug: 'baker' } }))!;
    const files = await download({ articles: documentId });
    expect(Object.keys(files).filter((name) => name.endsWith('.yaml'))).toEqual(['articles/baker.yaml']);
    expect(strFromU8(files['articles/baker.yaml']!)).toContain('title: Title of baker');
  });
});

describe('an administrator without the permissions', () => {
  it('is refused everything', async () => {
    const role = await createRole(running.strapi, 'Reader', []);
    const { authorization } = await signIn(running, 'reader@example.com', [role]);
    const articles = [{ article: 'any', locale: 'en' }];
    const statuses = await Promise.all([
      running.request.get('/career-field/overview').set('Authorization', authorization),
      running.request.get('/career-field/overview/needs').set('Authorization', authorization),
      running.request.get('/career-field/exports').set('Authorization', authorization),
      running.request.get('/career-field/imports/shipped').set('Authorization', authorization),
      running.request.get('/career-field/imports/progress').set('Authorization', authorization),
      running.request
        .post('/career-field/imports')
        .set('Authorization', authorization)
        .send({ run: 'run-of-a-test', source: 'shipped' }),
      running.request
        .post('/career-field/publications')
        .set('Authorization', authorization)
        .send({ articles }),
      running.request.post('/career-field/reviews').set('Authorization', authorization).send({ articles }),
    ]);
    expect(statuses.map(({ status }) => status)).toEqual(Array(8).fill(403));
  });
});
