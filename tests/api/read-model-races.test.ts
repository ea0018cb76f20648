import type { GuideIndexEntry, Guides } from '../../server/src/guide';
import { createCategory, publishable } from '../support/articles';
import { databaseClient } from '../support/databases';
import { failStatements } from '../support/failing-statements';
import { holdStatement } from '../support/held-statements';
import { createSite, uid, type RunningSite, type Site } from '../support/site';

/** Writers, readers and rebuilds of guides that run at the same time. */

let site: Site;
let running: RunningSite;
let category: string;
let count = 0;

const guides = (): Guides => running.strapi.plugin('career-field').service('guides') as Guides;
const articles = () => running.strapi.documents(uid('article'));
const tableOf = (type: string) =>
  running.strapi.db.connection(running.strapi.db.metadata.get(uid(type)).tableName);

const publishArticle = async (locale = 'en'): Promise<{ slug: string; documentId: string }> => {
  count += 1;
  const slug = `race-${count}`;
  const { documentId } = await articles().create({
    locale,
    status: 'published',
    data: publishable(slug, category),
  });
  return { slug, documentId };
};

const entryOf = async (slug: string, locale = 'en'): Promise<GuideIndexEntry> =>
  (await guides().index(locale)).bySlug(slug)!;

const renameCategory = async (name: string): Promise<void> => {
  for (const locale of ['en', 'de']) {
    await running.strapi
      .documents(uid('category'))
      .update({ documentId: category, locale, data: { name: `${name} ${locale}` } });
  }
};

beforeAll(async () => {
  site = await createSite();
  running = await site.start();
  category = await createCategory(running.strapi, 'web');
});

afterAll(async () => {
  await running?.stop();
  await site?.remove();
});

// SQLite has a single connection, which a held statement blocks.
if (databaseClient !== 'sqlite') {
  it('includes the writes during the load of a language into the cache', async () => {
    const { slug, documentId } = await publishArticle('de');
    await guides().settled();
    await guides().index('en');
    // The last names to be read.
    const held = holdStatement(
      running.strapi,
      (sql, bindings) => /^select .*career_field_study_paths/.test(sql) && bindings.includes('de')
    );
    const reading = guides().index('de');
    await held.reached;
    await renameCategory('Renamed');
    await articles().update({
      documentId,
      locale: 'de',
      status: 'published',
      data: { title: 'Another title' },
    });
    await guides().settled();
    await guides().index('en');
    held.release();
    await reading;
    const { card } = await entryOf(slug, 'de');
    expect(card).toMatchObject({ title: 'Another title', category: { name: 'Renamed de' } });
  });

  it('does not replace a cached guide by an earlier version that arrives late', async () => {
    const { slug } = await publishArticle();
    await guides().settled();
    const before = guides().hashOf(await entryOf(slug));
    const rebuild = holdStatement(running.strapi, (sql) =>
      /^select .id., .article., .language., .basis., .dependencies., .state./.test(sql)
    );
    await renameCategory('Late');
    await rebuild.reached;
    const late = holdStatement(running.strapi, (sql) =>
      /^select .id., .key., .article.*published_guides. where .id. in/.test(sql)
    );
    const reading = guides().find(['en'], slug);
    await late.reached;
    rebuild.release();
    await guides().settled();
    const after = guides().hashOf(await entryOf(slug));
    expect(after).not.toBe(before);
    late.release();
    await reading;
    expect(guides().hashOf(await entryOf(slug))).toBe(after);
  });

  it('does not block writers while numbers are given', async () => {
    await guides().settled();
    const held = holdStatement(running.strapi, (sql) =>
      /^update .*guide_invalidations. set .sequence. = .sequence. \+/.test(sql)
    );
    await publishArticle();
    await held.reached;
    const { slug } = await publishArticle();
    held.release();
    await guides().settled();
    expect((await entryOf(slug)).slug).toBe(slug);
  });
}

it('serves readers during continuous writes', async () => {
  const { documentId } = await publishArticle();
  await guides().settled();
  let isRead = false;
  const reading = guides()
    .index('en')
    .then(() => (isRead = true));
  const most = 300;
  let writes = 0;
  for (; writes < most && !isRead; writes += 1) {
    await running.strapi.db
      .query(uid('article'))
      .update({ where: { documentId, locale: 'en' }, data: { title: `Title ${writes}` } });
  }
  await reading;
  expect(writes).toBeLessThan(most);
});

it('finds the articles of a bulk write, also when the first search for them fails', async () => {
  count += 1;
  const slug = `race-${count}`;
  const { documentId } = await articles().create({ locale: 'en', data: publishable(slug, category) });
  await guides().settled();
  let failures = 0;
  const restore = failStatements(running.strapi, (sql, bindings) => {
    const isFailing =
      failures === 0 &&
      /^insert into .*guide_invalidations/.test(sql) &&
      bindings.some((value) => String(value).startsWith('article:'));
    if (isFailing) failures += 1;
    return isFailing;
  });
  try {
    await running.strapi.db
      .query(uid('article'))
      .updateMany({ where: { documentId }, data: { publishedAt: new Date() } });
    await guides()
      .settled()
      .catch(() => {});
    await guides().settled();
  } finally {
    restore();
  }
  expect(failures).toBe(1);
  expect((await entryOf(slug))?.article).toBe(documentId);
});

it('rebuilds on bootstrap a guide that a process of another release has stored after the rebuild', async () => {
  const { documentId } = await publishArticle();
  await guides().settled();
  const row = () => tableOf('published-guide').where({ article: documentId }).first('build', 'version');
  const before = (await row()) as { build: string; version: number };
  await tableOf('published-guide').where({ article: documentId }).update({ build: 'of another release' });
  await running.stop();
  running = await site.start();
  await guides().settled();
  expect(await row()).toEqual({ build: before.build, version: before.version + 1 });
  expect(guides().stats().rebuilds).toBe(1);
});
