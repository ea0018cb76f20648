import { createGuideSite, type GuideSite } from '../support/guide-site';
import { allowPublic } from '../support/permissions';
import { uid } from '../support/site';

let site: Awaited<ReturnType<typeof createGuideSite>>;
let guides: GuideSite;

beforeAll(async () => {
  site = await createGuideSite({ locales: ['en', 'de'] });
  guides = await site.start();
  await allowPublic(guides.strapi, ['plugin::career-field.article.update']);
});

afterAll(async () => {
  await guides?.stop();
  await site?.remove();
});

const articles = () => guides.strapi.documents(uid('article'));

interface Dates {
  publishedAt: string;
  updatedAt: string;
}

/** Returns the dates of a guide, and expects the same in its card and its JSON-LD. */
const datesOf = async (slug: string, locale = 'en'): Promise<Dates> => {
  const { status, body } = await guides.get(`/guides/${slug}?locale=${locale}`);
  expect([slug, status]).toEqual([slug, 200]);
  const { publishedAt, updatedAt, jsonLd } = body.data;
  const article = jsonLd['@graph'].find((node: { '@type': string }) => node['@type'] === 'Article');
  expect([article.datePublished, article.dateModified]).toEqual([publishedAt, updatedAt]);
  const list = await guides.get(`/guides?locale=${locale}&pageSize=100`);
  const card = list.body.data.find((each: { slug: string }) => each.slug === slug);
  expect([card.publishedAt, card.updatedAt]).toEqual([publishedAt, updatedAt]);
  return { publishedAt, updatedAt };
};

const slugsBy = async (sort: string): Promise<string[]> =>
  (await guides.get(`/guides?locale=en&sort=${sort}&pageSize=100`)).body.data.map(
    ({ slug }: { slug: string }) => slug
  );

/** All operations that publish a change of a published article. */
const OPERATIONS: [string, (documentId: string) => Promise<unknown>][] = [
  [
    'a word is changed and published',
    async (documentId) => {
      await articles().update({ documentId, locale: 'en', data: { headline: 'changed' } });
      await articles().publish!({ documentId, locale: 'en' });
    },
  ],
  [
    'it is updated as published',
    (documentId) =>
      articles().update({ documentId, locale: 'en', status: 'published', data: { headline: 'changed' } }),
  ],
  [
    'it is changed over REST',
    async (documentId) => {
      const { status } = await guides.request
        .put(`/api/career-field/articles/${documentId}?locale=en&status=published`)
        .send({ data: { headline: 'changed' } });
      expect(status).toBe(200);
    },
  ],
  [
    'all its languages are published at once',
    (documentId) => articles().publish!({ documentId, locale: '*' }),
  ],
  [
    'it is unpublished and published again',
    async (documentId) => {
      await articles().unpublish!({ documentId, locale: 'en' });
      await articles().publish!({ documentId, locale: 'en' });
    },
  ],
  [
    'it is unpublished, changed and published twice',
    async (documentId) => {
      await articles().unpublish!({ documentId, locale: 'en' });
      await articles().update({ documentId, locale: 'en', data: { headline: 'changed' } });
      await articles().publish!({ documentId, locale: 'en' });
      await articles().publish!({ documentId, locale: 'en' });
    },
  ],
  [
    'its draft is discarded and published again',
    async (documentId) => {
      await articles().update({ documentId, locale: 'en', data: { headline: 'never seen' } });
      await articles().discardDraft!({ documentId, locale: 'en' });
      await articles().publish!({ documentId, locale: 'en' });
    },
  ],
];

describe('the first publication', () => {
  it.each(OPERATIONS)('stays the same when %s', async (operation, change) => {
    const slug = `operation-${OPERATIONS.findIndex(([name]) => name === operation)}`;
    const documentId = await guides.publish(slug);
    const newer = await guides.publish(`${slug}-newer`);
    const before = await datesOf(slug);
    await change(documentId);
    await change(documentId);
    const after = await datesOf(slug);
    expect(after.publishedAt).toBe(before.publishedAt);
    expect(after.updatedAt > before.updatedAt).toBe(true);

    const [byPublication, byChange] = [await slugsBy('publishedAt:desc'), await slugsBy('updatedAt:desc')];
    expect(byPublication.indexOf(`${slug}-newer`)).toBeLessThan(byPublication.indexOf(slug));
    expect(byChange[0]).toBe(slug);
    await articles().delete({ documentId: newer, locale: '*' });
  });

  it('is separate for each language', async () => {
    const documentId = await guides.publish('own-language');
    const english = await datesOf('own-language');
    await guides.publish('own-language', {}, { locale: 'de', documentId });
    await guides.publish('own-language', { headline: 'x' }, { locale: 'en', documentId });
    expect((await datesOf('own-language')).publishedAt).toBe(english.publishedAt);
    expect((await datesOf('own-language', 'de')).publishedAt > english.publishedAt).toBe(true);
  });

  it('is the publication date of content that was published before the plugin stored it, whatever happens next', async () => {
    const published = '2019-03-04T05:06:07.000Z';
    const query = guides.strapi.db.query(uid('article'));
    for (const again of ['publish', 'unpublish'] as const) {
      const slug = `old-${again}`;
      const documentId = await guides.publish(slug);
      await query.updateMany({
        where: { documentId, publishedAt: { $notNull: true } },
        data: { publishedAt: new Date(published), firstPublication: null },
      });
      if (again === 'unpublish') await articles().unpublish!({ documentId, locale: 'en' });
      await articles().publish!({ documentId, locale: 'en' });
      expect((await datesOf(slug)).publishedAt).toBe(published);
    }
  });

  it('of a clone is separate, and the previous slugs stay with the original', async () => {
    const documentId = await guides.publish('original');
    await guides.publish('original-moved', {}, { documentId });
    const { publishedAt } = await datesOf('original-moved');
    const { documentId: clone } = (await articles().clone!({
      documentId,
      locale: 'en',
      data: { slug: 'the-clone' },
    } as never)) as { documentId: string };
    await articles().publish!({ documentId: clone, locale: 'en' });
    expect((await datesOf('the-clone')).publishedAt > publishedAt).toBe(true);
    await articles().unpublish!({ documentId, locale: 'en' });
    expect((await guides.get('/guides/original?locale=en')).status).toBe(404);
  });

  it('cannot be written or read over REST', async () => {
    const documentId = await guides.publish('not-writable');
    const { publishedAt } = await datesOf('not-writable');
    await guides.request
      .put(`/api/career-field/articles/${documentId}?locale=en&status=published`)
      .send({ data: { headline: 'x', firstPublication: '2000-01-01T00:00:00.000Z' } });
    await guides.publish('not-writable', {}, { documentId });
    expect((await datesOf('not-writable')).publishedAt).toBe(publishedAt);
    const { body } = await guides.get(`/articles/${documentId}?locale=en`);
    expect(body.data.documentId).toBe(documentId);
    expect(body.data).not.toHaveProperty('firstPublication');
  });

  it('does not change the draft: after publishing nothing is modified', async () => {
    const documentId = await guides.publish('unmodified');
    await articles().publish!({ documentId, locale: 'en' });
    const rows = await guides.strapi.db.query(uid('article')).findMany({ where: { documentId } });
    const [draft, published] = [null, undefined].map((state) =>
      rows.find(({ publishedAt }: { publishedAt: unknown }) => (publishedAt === null) === (state === null))
    );
    expect(new Date(draft.updatedAt) <= new Date(published.updatedAt)).toBe(true);
  });
});
