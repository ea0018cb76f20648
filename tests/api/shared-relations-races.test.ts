import { AsyncResource } from 'node:async_hooks';
import { createSite, uid, type RunningSite, type Site } from '../support/site';

/* What one writer makes visible in a locale while another one saves that locale of a document that has chosen it. */

let site: Site;
let running: RunningSite;

const documents = (type: string) => running.strapi.documents(uid(type));

const createCategory = async (locale: string, name: string): Promise<string> =>
  (await documents('category').create({ locale, data: { name, slug: name.toLowerCase() } })).documentId;

/** The categories that the English draft of an article is linked to; a form shows only one of them. */
const linkedFrom = async (documentId: string): Promise<string[]> => {
  const { db } = running.strapi;
  const { joinTable } = db.metadata.get(uid('article')).attributes.category as unknown as {
    joinTable: { name: string; joinColumn: { name: string }; inverseJoinColumn: { name: string } };
  };
  const row = (await db
    .query(uid('article'))
    .findOne({ where: { documentId, locale: 'en', publishedAt: { $null: true } } })) as { id: number };
  const links = (await db
    .connection(joinTable.name)
    .where({ [joinTable.joinColumn.name]: row.id })) as Record<string, number>[];
  const linked = (await db.query(uid('category')).findMany({
    where: { id: { $in: links.map((link) => link[joinTable.inverseJoinColumn.name]) } },
    select: ['documentId'],
  })) as { documentId: string }[];
  return linked.map((each) => each.documentId);
};

beforeAll(async () => {
  site = await createSite();
  running = await site.start();
});

afterAll(async () => {
  await running?.stop();
  await site?.remove();
});

it('leaves a category that is chosen while the one before is translated', async () => {
  const before = await createCategory('de', 'Before');
  const chosen = await createCategory('en', 'Chosen');
  const { documentId } = await documents('article').create({
    locale: 'de',
    data: { title: 'Beruf', slug: 'beruf', lead: 'Text.', category: before },
  });
  await documents('article').update({ documentId, locale: 'en', data: { title: 'Job', slug: 'job' } });
  // Now no row of the article is linked to the category that was chosen for it.
  await documents('article').delete({ documentId, locale: 'de' });

  const outside = new AsyncResource('another editor');
  let translating: Promise<unknown> | undefined;
  await running.strapi.db.transaction(async () => {
    await documents('article').update({ documentId, locale: 'en', data: { category: chosen } });
    translating = outside.runInAsyncScope(() =>
      documents('category').update({
        documentId: before,
        locale: 'en',
        data: { name: 'Translated', slug: 'translated' },
      })
    );
    // As far as it comes before this transaction ends.
    await Promise.race([translating, new Promise((resolve) => setTimeout(resolve, 3000))]);
  });
  await translating;
  expect(await linkedFrom(documentId)).toEqual([chosen]);
});
