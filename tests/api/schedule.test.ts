import { signInAsAdministrator } from '../support/administrator';
import { publishable } from '../support/articles';
import { createGuideSite, type GuideSite } from '../support/guide-site';
import { uid } from '../support/site';

/** Publishing and unpublishing at a time. */

let site: Awaited<ReturnType<typeof createGuideSite>>;
let guides: GuideSite;
let token: string;

const DUE = '2040-05-06T07:08:00.000Z';
const BEFORE = new Date('2040-05-06T07:07:59.000Z');
const AFTER = new Date('2040-05-08T00:00:00.000Z');

beforeAll(async () => {
  site = await createGuideSite();
  guides = await site.start();
  token = await signInAsAdministrator(guides);
});

afterAll(async () => {
  await guides?.stop();
  await site?.remove();
});

const draftOf = async (slug: string, data = {}): Promise<string> =>
  (
    await guides.strapi
      .documents(uid('article'))
      .create({ locale: 'en', data: { ...publishable(slug, guides.category), ...data } as never })
  ).documentId;

const send = (method: 'put' | 'post', path: string, body: object) =>
  guides.request[method](`/career-field/${path}`).set('Authorization', token).send(body);

const plan = async (article: string, more = {}, expected = 200): Promise<void> => {
  const body = { article, locale: 'en', action: 'publish', dueAt: DUE, ...more };
  expect((await send('put', 'schedules', body)).status).toBe(expected);
};

const planned = async (article: string): Promise<Record<string, unknown>[]> => {
  const { body } = await guides.request
    .get('/career-field/schedules')
    .query({ article, locale: 'en' })
    .set('Authorization', token);
  return body.data.planned;
};

const runAt = (now: Date): Promise<void> => guides.strapi.plugin('career-field').service('schedule').run(now);

const statusOf = async (slug: string): Promise<number> => (await guides.get(`/guides/${slug}`)).status;

it('publishes a draft when it is due, and not before', async () => {
  const article = await draftOf('planned');
  await plan(article);
  expect(await planned(article)).toEqual([
    { action: 'publish', dueAt: DUE, scheduler: expect.any(String), failedAt: null, failure: null },
  ]);
  await runAt(BEFORE);
  expect(await statusOf('planned')).toBe(404);
  await runAt(AFTER);
  expect(await statusOf('planned')).toBe(200);
  expect(await planned(article)).toEqual([]);
});

it('unpublishes one language only, also what was missed while the site did not run', async () => {
  const article = await guides.publish('ending');
  await guides.publish('endend', {}, { documentId: article, locale: 'de' });
  await plan(article, { action: 'unpublish' });
  await guides.stop();
  guides = await site.start();
  token = await signInAsAdministrator(guides);
  await runAt(AFTER);
  expect(await statusOf('ending')).toBe(404);
  expect((await guides.get('/guides/endend?locale=de')).status).toBe(200);
});

it('says why an article could not be published, and does not try again', async () => {
  const article = await draftOf('thin', { lead: null });
  await plan(article);
  await runAt(AFTER);
  const [failed] = await planned(article);
  expect(failed).toMatchObject({
    failedAt: AFTER.toISOString(),
    failure: { kind: 'rules', issues: [{ path: 'lead', message: expect.any(String) }] },
  });
  await guides.strapi
    .documents(uid('article'))
    .update({ documentId: article, locale: 'en', data: { lead: 'There now' } as never });
  await runAt(new Date('2040-06-01T00:00:00.000Z'));
  expect(await statusOf('thin')).toBe(404);
  // Planned again, it waits again.
  await plan(article, { dueAt: '2040-06-02T00:00:00.000Z' });
  await runAt(new Date('2040-06-03T00:00:00.000Z'));
  expect(await statusOf('thin')).toBe(200);
});

it('checks again the right of the person who has planned it', async () => {
  const article = await draftOf('without-right');
  await plan(article);
  const table = guides.strapi.db.query('plugin::career-field.scheduled-publication');
  await table.updateMany({ where: { article }, data: { scheduler: 'Gone' } });
  const row = await table.findOne({ where: { article } });
  await table.update({ where: { id: row.id }, data: { scheduledBy: null } });
  await runAt(AFTER);
  expect(await planned(article)).toMatchObject([{ failure: { kind: 'rights', issues: [] } }]);
  expect(await statusOf('without-right')).toBe(404);
});

it('is cancelled by an editor, by publishing now, and by deleting', async () => {
  const [one, two, three] = [await draftOf('c-one'), await draftOf('c-two'), await draftOf('c-three')];
  for (const article of [one, two, three]) await plan(article);
  const cancelled = await send('post', 'schedules/cancel', { article: one, locale: 'en', action: 'publish' });
  expect(cancelled.body.data.planned).toEqual([]);
  await guides.strapi.documents(uid('article')).publish({ documentId: two, locale: 'en' });
  expect(await planned(two)).toEqual([]);
  await guides.strapi.documents(uid('article')).delete({ documentId: three, locale: '*' });
  const left = await guides.strapi.db
    .query('plugin::career-field.scheduled-publication')
    .findMany({ where: { article: [one, two, three] } });
  expect(left).toEqual([]);
});

it('refuses a time that has passed, an unknown article, and who is not logged in', async () => {
  const article = await draftOf('refused');
  await plan(article, { dueAt: '2020-01-01T00:00:00.000Z' }, 400);
  await plan(article, { dueAt: 'tomorrow' }, 400);
  await plan('nobody', {}, 404);
  const anonymous = await guides.request
    .put('/career-field/schedules')
    .send({ article, locale: 'en', action: 'publish', dueAt: DUE });
  expect(anonymous.status).toBe(401);
});
