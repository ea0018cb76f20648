import type { Response } from 'supertest';
import { signInAsAdministrator } from '../support/administrator';
import { createGuideSite, type GuideSite } from '../support/guide-site';
import { uid } from '../support/site';

/** What readers get at the addresses of an article that was unpublished or deleted. */

let site: Awaited<ReturnType<typeof createGuideSite>>;
let guides: GuideSite;
let token: string;

beforeAll(async () => {
  site = await createGuideSite();
  guides = await site.start();
  token = await signInAsAdministrator(guides);
});

afterAll(async () => {
  await guides?.stop();
  await site?.remove();
});

const choose = async (article: string, then: object, expected = 200): Promise<void> => {
  const { status } = await guides.request
    .put('/career-field/successors')
    .set('Authorization', token)
    .send({ article, locale: 'en', then });
  expect(status).toBe(expected);
};

const succeed = (article: string, documentId: string): Promise<void> =>
  choose(article, { kind: 'successor', documentId });

const remove = (documentId: string): Promise<unknown> =>
  guides.strapi.documents(uid('article')).delete({ documentId, locale: '*' });

const of = async (path: string): Promise<[number, string | undefined]> => {
  const { status, headers }: Response = await guides.get(path);
  return [status, headers.location];
};

it('is a redirect to the successor, for each address that the article ever had', async () => {
  const old = await guides.publish('old-name');
  await guides.publish('old', {}, { documentId: old });
  const next = await guides.publish('next');
  await succeed(old, next);
  // Nothing happens before it is deleted.
  expect(await of('/guides/old')).toEqual([200, undefined]);
  await remove(old);
  expect(await of('/guides/old?format=html')).toEqual([308, 'next?format=html']);
  expect(await of('/guides/old-name')).toEqual([308, 'next']);
  expect(await of('/guides/old/markdown')).toEqual([308, '../next/markdown']);
});

it('takes over the address that the article gets after the choice', async () => {
  const article = await guides.publish('chosen-early');
  await succeed(article, await guides.publish('chosen-target'));
  await guides.publish('renamed-late', {}, { documentId: article });
  await guides.unpublish(article);
  expect(await of('/guides/renamed-late')).toEqual([308, 'chosen-target']);
  expect(await of('/guides/chosen-early')).toEqual([308, 'chosen-target']);
});

it('is the article itself as soon as it is published again, and another one that gets the address', async () => {
  const article = await guides.publish('back');
  await succeed(article, await guides.publish('back-target'));
  await guides.unpublish(article);
  expect(await of('/guides/back')).toEqual([308, 'back-target']);
  await guides.strapi.documents(uid('article')).publish({ documentId: article, locale: 'en' });
  expect(await of('/guides/back')).toEqual([200, undefined]);
  await remove(article);
  await guides.publish('back');
  expect(await of('/guides/back')).toEqual([200, undefined]);
});

it('follows successors of successors, and ends in a cycle', async () => {
  const [one, two] = [await guides.publish('one'), await guides.publish('two')];
  const three = await guides.publish('three');
  await succeed(one, two);
  await succeed(two, three);
  await remove(one);
  await remove(two);
  expect(await of('/guides/one')).toEqual([308, 'three']);
  await succeed(three, await guides.publish('four'));
  const four = (await guides.get('/guides/four')).body.data.documentId as string;
  await succeed(four, three);
  await guides.unpublish(three);
  await guides.unpublish(four);
  expect(await of('/guides/one')).toEqual([404, undefined]);
});

it('can be 410, which caches and clients take for the end', async () => {
  const article = await guides.publish('ended');
  await choose(article, { kind: 'gone' });
  await remove(article);
  const response = await guides.get('/guides/ended');
  expect(response.status).toBe(410);
  expect(response.body.error).toMatchObject({ status: 410, name: 'GoneError' });
  expect(response.headers['cache-control']).toMatch(/^public, max-age=0, s-maxage=/);
  expect(response.headers['surrogate-key']).toBe('career-field');
  expect(await of('/guides/ended/markdown')).toEqual([410, undefined]);
});

it('is 404 without a choice, and after the choice was withdrawn', async () => {
  const article = await guides.publish('withdrawn');
  await choose(article, { kind: 'gone' });
  await choose(article, { kind: 'missing' });
  await remove(article);
  expect(await of('/guides/withdrawn')).toEqual([404, undefined]);
});

it('costs no statement where the requested slug never existed', async () => {
  const statements: string[] = [];
  const record = ({ sql }: { sql: string }): void => void statements.push(sql);
  await of('/guides/never-0');
  guides.strapi.db.connection.on('query', record);
  for (let at = 1; at < 20; at += 1) expect(await of(`/guides/never-${at}`)).toEqual([404, undefined]);
  guides.strapi.db.connection.removeListener('query', record);
  expect(statements.filter((sql) => sql.includes('retired_slugs'))).toEqual([]);
});

it('cannot be the article itself, or one that does not exist', async () => {
  const article = await guides.publish('alone');
  await choose(article, { kind: 'successor', documentId: article }, 400);
  await choose(article, { kind: 'successor', documentId: 'nobody' }, 400);
  await choose('nobody', { kind: 'gone' }, 404);
  const anonymous = await guides.request
    .put('/career-field/successors')
    .send({ article, locale: 'en', then: { kind: 'gone' } });
  expect(anonymous.status).toBe(401);
});

it('is the successor itself with previousSlugs: field', async () => {
  const article = await guides.publish('field-old');
  await succeed(article, await guides.publish('field-new'));
  await remove(article);
  await guides.stop();
  guides = await site.start({ previousSlugs: 'field' });
  const { status, body } = await guides.get('/guides/field-old');
  expect([status, body.data.slug, body.meta.redirect]).toEqual([200, 'field-new', { slug: 'field-new' }]);
});
