import { AsyncResource } from 'node:async_hooks';
import type { Catalogue, CatalogueEntry, Guides } from '../../server/src/guide';
import { findPresentGuide } from '../../server/src/api/guides/find-guide';
import { createCategory, publishable } from '../support/articles';
import { createSite, uid, type RunningSite, type Site } from '../support/site';

let site: Site;
let running: RunningSite;
let category: string;

const guides = (): Guides => running.strapi.plugin('career-field').service('guides') as Guides;

const articles = () => running.strapi.documents(uid('article'));

const catalogue = (): Promise<Catalogue> => guides().catalogue();

const entryOf = async (slug: string, locale = 'en'): Promise<CatalogueEntry | undefined> =>
  (await catalogue()).bySlug(locale, slug);

const titleOf = async (slug: string, locale = 'en'): Promise<string | undefined> => {
  const entry = await entryOf(slug, locale);
  return entry && (await guides().guide(entry))?.title;
};

let made = 0;

/** A published article with an address of its own. */
const publishArticle = async (more: Record<string, unknown> = {}) => {
  made += 1;
  const slug = `guide-${made}`;
  const { documentId } = await articles().create({
    locale: 'en',
    status: 'published',
    data: publishable(slug, category, more),
  });
  return { slug, documentId };
};

const statementsDuring = async (run: () => Promise<unknown>): Promise<string[]> => {
  const statements: string[] = [];
  const record = ({ sql }: { sql: string }): void => void statements.push(sql);
  running.strapi.db.connection.on('query', record);
  try {
    await run();
  } finally {
    running.strapi.db.connection.removeListener('query', record);
  }
  return statements;
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

it('has a guide as soon as its article is published, and until it is taken back', async () => {
  const { slug, documentId } = await publishArticle();
  expect(await titleOf(slug)).toBe(`Title of ${slug}`);

  await articles().update({ documentId, locale: 'en', data: { title: 'Only a draft' } });
  expect(await titleOf(slug)).toBe(`Title of ${slug}`);

  await articles().publish({ documentId, locale: 'en' });
  expect(await titleOf(slug)).toBe('Only a draft');

  await articles().unpublish({ documentId, locale: 'en' });
  expect(await entryOf(slug)).toBeUndefined();
  expect((await catalogue()).removed).toContainEqual(
    expect.objectContaining({ article: documentId, locale: 'en', slug })
  );

  await articles().publish({ documentId, locale: 'en' });
  expect(await titleOf(slug)).toBe('Only a draft');
  expect((await catalogue()).removed.filter(({ article }) => article === documentId)).toEqual([]);

  await articles().delete({ documentId, locale: '*' });
  expect(await entryOf(slug)).toBeUndefined();
});

it('tells nothing of an article that was never published', async () => {
  const { documentId } = await articles().create({ locale: 'en', data: publishable('secret', category) });
  const { entries, removed } = await catalogue();
  expect([...entries, ...removed].map(({ article }) => article)).not.toContain(documentId);
});

it.each([
  ['the category', 'category', 'name'],
  ['the category that is renamed past the document service', 'category', 'name'],
])('is made anew when %s changes', async (what, type, field) => {
  const { slug } = await publishArticle();
  const name = `Renamed ${made}`;
  expect((await entryOf(slug))?.card.category?.name).not.toBe(name);
  if (what.includes('past')) {
    await running.strapi.db
      .query(uid(type))
      .update({ where: { documentId: category, locale: 'en' }, data: { [field]: name } });
  } else {
    await running.strapi
      .documents(uid(type))
      .update({ documentId: category, locale: 'en', data: { [field]: name } });
  }
  const entry = await entryOf(slug);
  expect(entry?.card.category?.name).toBe(name);
  expect((await guides().guide(entry!))?.category?.name).toBe(name);
});

it('shows a neighbour as it is now, and not at all once it is taken back', async () => {
  const neighbour = await publishArticle();
  const { slug } = await publishArticle({ related: [neighbour.documentId] });
  const shown = async () => (await guides().guide((await entryOf(slug))!))?.related.map(({ title }) => title);
  expect(await shown()).toEqual([`Title of ${neighbour.slug}`]);

  const before = await entryOf(slug);
  const write = (data: Record<string, unknown>) =>
    articles().update({ documentId: neighbour.documentId, locale: 'en', status: 'published', data });
  await write({ headline: 'New headline' });
  const entry = (await entryOf(slug))!;
  expect((await guides().guide(entry))?.related).toEqual([(await entryOf(neighbour.slug))?.card]);
  expect(entry.card).toEqual(before?.card);
  expect(entry.changedAt > before!.changedAt).toBe(true);

  await write({ title: 'Renamed neighbour' });
  expect(await shown()).toEqual(['Renamed neighbour']);

  await articles().unpublish({ documentId: neighbour.documentId, locale: 'en' });
  expect(await shown()).toEqual([]);
});

it('shows in one language what is written in another one, without being made anew for the rest', async () => {
  const { slug, documentId } = await publishArticle();
  const german = `${slug}-de`;
  const inGerman = { documentId, locale: 'de', status: 'published' } as const;
  const languages = async () =>
    (await guides().guide((await entryOf(slug))!))?.alternates.map((each) => [each.locale, each.title]);
  await articles().update({ ...inGerman, data: publishable(german, category) });
  expect(await languages()).toEqual([
    ['de', `Title of ${german}`],
    ['en', `Title of ${slug}`],
  ]);

  // Its lead is of no interest elsewhere.
  const before = await entryOf(slug);
  const readInEnglish: string[] = [];
  const record = ({ sql, bindings }: { sql: string; bindings?: unknown[] }): void => {
    if (sql.includes('articles') && bindings?.includes('en')) readInEnglish.push(sql);
  };
  running.strapi.db.connection.on('query', record);
  await articles().update({ ...inGerman, data: { lead: 'Anderer Vorspann' } });
  expect((await entryOf(german, 'de'))?.card.lead).toBe('Anderer Vorspann');
  running.strapi.db.connection.removeListener('query', record);
  expect(readInEnglish).toEqual([]);
  expect((await entryOf(slug))?.changedAt).toBe(before?.changedAt);

  await articles().update({ ...inGerman, data: { title: 'Anderer Titel' } });
  expect(await languages()).toContainEqual(['de', 'Anderer Titel']);
  // What all languages share is another one in each of them.
  const other = await createCategory(running.strapi, `shared-${slug}`);
  await articles().update({ ...inGerman, data: { category: other } });
  expect((await guides().guide((await entryOf(slug))!))?.category?.documentId).toBe(other);

  await articles().unpublish({ documentId, locale: 'de' });
  expect(await languages()).toEqual([['en', `Title of ${slug}`]]);
});

it('reads no neighbour anew that shows another one beside the article that was written, or is shown by it', async () => {
  const statementsFor = async (isMutual: boolean): Promise<number> => {
    const written = await publishArticle();
    const one = await publishArticle({ related: [written.documentId] });
    const other = await publishArticle({
      related: [written.documentId, ...(isMutual ? [one.documentId] : [])],
    });
    if (isMutual) {
      const { documentId } = one;
      const data = { related: [written.documentId, other.documentId] };
      await articles().update({ documentId, locale: 'en', data });
      await articles().publish({ documentId, locale: 'en' });
    }
    const { documentId } = written;
    const shown = isMutual ? [one, other] : [await publishArticle(), await publishArticle()];
    const related = shown.map((each) => each.documentId);
    const data = { lead: 'Another lead', related };
    await articles().update({ documentId, locale: 'en', data });
    await catalogue();
    const statements = await statementsDuring(async () => {
      await articles().publish({ documentId, locale: 'en' });
      await catalogue();
    });
    for (const { slug } of [one, other]) {
      const guide = await guides().guide((await entryOf(slug))!);
      expect(guide?.related.find((card) => card.documentId === documentId)?.lead).toBe('Another lead');
    }
    return statements.filter((sql) => sql.includes('components_career_field')).length;
  };
  expect(await statementsFor(true)).toBe(await statementsFor(false));
});

it('keeps what did not change as it was, with the time of its last change', async () => {
  const { slug } = await publishArticle();
  const other = await publishArticle();
  const before = await entryOf(slug);
  await articles().update({
    documentId: other.documentId,
    locale: 'en',
    status: 'published',
    data: { title: 'Another title' },
  });
  expect(await entryOf(slug)).toBe(before);
  // Written anew without any difference.
  await guides().rebuild();
  expect((await entryOf(slug))?.changedAt).toBe(before?.changedAt);
});

it('reads a guide with one statement, and none the second time', async () => {
  const { slug } = await publishArticle();
  const entry = (await entryOf(slug))!;
  expect(await statementsDuring(() => guides().payload(entry))).toHaveLength(1);
  expect(await statementsDuring(() => guides().payload(entry))).toEqual([]);
  expect(await statementsDuring(() => catalogue())).toEqual([]);
});

it('reads many guides with one statement', async () => {
  const slugs: string[] = [];
  for (let count = 0; count < 3; count += 1) slugs.push((await publishArticle()).slug);
  const entries: CatalogueEntry[] = [];
  for (const slug of slugs) entries.push((await entryOf(slug))!);
  let payloads: (string | undefined)[] = [];
  expect(await statementsDuring(async () => (payloads = await guides().payloads(entries)))).toHaveLength(1);
  expect(payloads.map((text) => (JSON.parse(text!) as { slug: string }).slug)).toEqual(slugs);
});

it('is made once for two hundred readers', async () => {
  const { slug, documentId } = await publishArticle();
  await titleOf(slug);
  await articles().update({ documentId, locale: 'en', status: 'published', data: { title: 'New' } });
  const before = guides().stats().rebuilds;
  const titles = await Promise.all(Array.from({ length: 200 }, () => titleOf(slug)));
  expect(new Set(titles)).toEqual(new Set(['New']));
  expect(guides().stats().rebuilds - before).toBeLessThanOrEqual(1);
});

it('serves one guide without waiting for all others that show what was written', async () => {
  for (let count = 0; count < 60; count += 1) await publishArticle();
  // The last one that would be made anew.
  const own = await publishArticle();
  await catalogue();
  const before = guides().stats().rebuilds;
  const name = `Renamed for ${own.slug}`;
  await running.strapi
    .documents(uid('category'))
    .update({ documentId: category, locale: 'en', data: { name } });

  const found = await Promise.all(
    Array.from({ length: 20 }, () => findPresentGuide(guides(), ['en'], own.slug))
  );
  expect(guides().stats().rebuilds - before).toBeLessThan(60);
  expect(new Set(found.map((each) => each?.entry)).size).toBe(1);
  const { entry } = found[0]!;
  expect(entry.card.category?.name).toBe(name);
  expect((await guides().guide(entry))?.category?.name).toBe(name);

  const { entries } = await catalogue();
  const shown = entries.filter(({ categories }) =>
    categories.some(({ documentId }) => documentId === category)
  );
  expect(shown.length).toBeGreaterThan(60);
  expect(new Set(shown.map(({ card }) => card.category?.name))).toEqual(new Set([name]));
  expect((await findPresentGuide(guides(), ['en'], own.slug))?.entry).toEqual(entry);
});

// Readers of any guide wait for what is stale, because only that may have another address.
it('makes an article that was written more urgent than those that show something else of the same write', async () => {
  const other = await publishArticle();
  const { documentId } = await publishArticle();
  const { db } = running.strapi;
  // As a site's own code writes more than an editor has.
  const unsubscribe = db.lifecycles.subscribe({
    models: [uid('article')],
    async beforeCreate() {
      const where = { documentId: category };
      await db.query(uid('category')).updateMany({ where, data: { description: 'Another one' } });
    },
  });
  const { tableName } = db.metadata.get(uid('published-guide'));
  const states = await db.transaction(async ({ trx }) => {
    await articles().update({
      documentId,
      locale: 'en',
      status: 'published',
      data: { slug: `moved-${made}` },
    });
    const rows = await db.connection(tableName).select('article', 'state').transacting(trx);
    return new Map((rows as { article: string; state: string }[]).map((row) => [row.article, row.state]));
  });
  unsubscribe();
  expect([states.get(documentId), states.get(other.documentId)]).toEqual(['stale', 'behind']);
  expect((await entryOf(`moved-${made}`))?.article).toBe(documentId);
});

it('serves nothing of a write that was undone', async () => {
  const { slug, documentId } = await publishArticle();
  const undone = running.strapi.db.transaction(async () => {
    await articles().update({ documentId, locale: 'en', status: 'published', data: { title: 'Undone' } });
    throw new Error('no');
  });
  await expect(undone).rejects.toThrow('no');
  expect(await titleOf(slug)).toBe(`Title of ${slug}`);
});

it('sees what is written while it is being made', async () => {
  const { slug, documentId } = await publishArticle();
  for (let round = 0; round < 5; round += 1) {
    const write = (title: string) =>
      articles().update({ documentId, locale: 'en', status: 'published', data: { title } });
    const first = write(`First ${round}`);
    const reading = titleOf(slug);
    await first;
    await write(`Second ${round}`);
    expect(await titleOf(slug)).toBe(`Second ${round}`);
    await reading;
  }
});

it('sees within the promised time what somebody else has written', async () => {
  const { slug } = await publishArticle();
  const { id } = (await entryOf(slug))!;
  const table = running.strapi.db.metadata.get(uid('published-guide')).tableName;
  const row = (await running.strapi.db.connection(table).where({ id }).first()) as { entry: string };
  const entry = JSON.stringify({ ...(JSON.parse(row.entry) as object), slug: 'elsewhere' });
  await running.strapi.db
    .connection(table)
    .where({ id })
    .update({ entry, version: running.strapi.db.connection.raw('version + 1') });
  const until = Date.now() + 5000;
  while ((await entryOf('elsewhere')) === undefined && Date.now() < until) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  expect((await entryOf('elsewhere'))?.id).toBe(id);
});

it('keeps its memory within bounds', async () => {
  const { bytes } = guides().stats();
  for (let count = 0; count < 1000; count += 1) {
    guides().memory.set(`page ${count}`, 'x', 2 ** 20);
  }
  expect(guides().stats().bytes).toBeLessThanOrEqual(128 * 2 ** 20);
  expect(guides().stats().bytes).toBeGreaterThan(bytes);
});

it('finds at the start what was written past Strapi while it was off', async () => {
  const { slug, documentId } = await publishArticle();
  const gone = await publishArticle();
  const table = running.strapi.db.metadata.get(uid('article')).tableName;
  await catalogue();
  await running.strapi.db
    .connection(table)
    .where({ document_id: documentId })
    .whereNotNull('published_at')
    .update({ title: 'Written past Strapi', updated_at: new Date(Date.now() + 60_000) });
  await running.strapi.db
    .connection(table)
    .where({ document_id: gone.documentId })
    .whereNotNull('published_at')
    .delete();
  await running.stop();
  running = await site.start();
  expect(await titleOf(slug)).toBe('Written past Strapi');
  expect(await entryOf(gone.slug)).toBeUndefined();
});

describe('figures that become too old while nothing is written', () => {
  const DAY = 86_400_000;
  const dayOf = (moment: Date): string => moment.toISOString().slice(0, 10);

  /** A guide with a salary that is current for the last day. */
  const publishSalary = () => {
    const asOf = new Date();
    asOf.setUTCFullYear(asOf.getUTCFullYear() - 3);
    const salary = {
      level: 'entry',
      currency: 'EUR',
      period: 'year',
      median: 45_000,
      asOf: dayOf(asOf),
      source: { label: 'Statistics', url: 'https://statistics.example.org' },
    };
    return publishArticle({ outlook: { heading: 'Prospects', demand: 'growing', salaries: [salary] } });
  };

  /** Has everything in the database happened some days earlier. */
  const pass = async (days: number): Promise<void> => {
    const { db } = running.strapi;
    const earlier = (day: string): string => dayOf(new Date(Date.parse(day) - days * DAY));
    const salaries = () => db.connection('components_career_field_salaries');
    for (const { id, as_of: asOf } of await salaries().whereNotNull('as_of').select('id', 'as_of')) {
      await salaries()
        .where({ id })
        .update({ as_of: earlier(dayOf(new Date(asOf))) });
    }
    const guideRows = () => db.connection(db.metadata.get(uid('published-guide')).tableName);
    for (const { id, entry } of await guideRows().whereNotNull('entry').select('id', 'entry')) {
      const { changesOn, ...rest } = JSON.parse(entry);
      if (!changesOn) continue;
      await guideRows()
        .where({ id })
        .update({
          entry: JSON.stringify({ ...rest, changesOn: earlier(changesOn) }),
          version: db.connection.raw('version + 1'),
        });
    }
  };

  const told = async (slug: string): Promise<boolean> =>
    JSON.stringify((await guides().guide((await entryOf(slug))!))?.jsonLd).includes('estimatedSalary');

  /** Lets this process see what was written past it. */
  const seeAll = async (): Promise<void> => {
    await new Promise((resolve) => setTimeout(resolve, 1100));
    await catalogue();
  };

  it('are not told as current any more, in a process that goes on', async () => {
    const { slug } = await publishSalary();
    await guides().markDue();
    expect(await told(slug)).toBe(true);
    await pass(1);
    await seeAll();
    expect(await told(slug)).toBe(true);
    await guides().markDue();
    expect(await told(slug)).toBe(false);
    // Once, and then never again.
    const { rebuilds } = guides().stats();
    await guides().markDue();
    await catalogue();
    expect(guides().stats().rebuilds).toBe(rebuilds);
  });

  it('are not told as current any more after a start', async () => {
    const { slug } = await publishSalary();
    expect(await told(slug)).toBe(true);
    await running.stop();
    running = await site.start();
    expect(await told(slug)).toBe(true);
    await pass(1);
    await running.stop();
    running = await site.start();
    expect(await told(slug)).toBe(false);
  });
});

it('makes nothing anew at a start after which nothing is different', async () => {
  await publishArticle();
  await catalogue();
  await running.stop();
  running = await site.start();
  await catalogue();
  expect(guides().stats()).toMatchObject({ rebuilds: 0 });
  expect(guides().stats().guides).toBeGreaterThan(0);
});

// Strapi links what is published to a neighbour that comes back, in some cases, without any write of the article.
it('shows a neighbour again that was taken back for a while', async () => {
  const neighbour = await publishArticle();
  const { slug, documentId } = await publishArticle({ related: [neighbour.documentId] });
  const shown = async () => (await guides().guide((await entryOf(slug))!))?.related.map((card) => card.slug);
  await articles().unpublish({ documentId: neighbour.documentId, locale: 'en' });
  expect(await shown()).toEqual([]);

  const { db } = running.strapi;
  const rows = () => db.connection(db.metadata.get(uid('published-guide')).tableName);
  const withoutNeighbour = (await rows()
    .where({ article: documentId })
    .first('entry', 'payload', 'dependencies')) as object;
  const publishedId = async (document: string): Promise<number> => {
    const where = { documentId: document, publishedAt: { $notNull: true } };
    return ((await db.query(uid('article')).findOne({ where })) as { id: number }).id;
  };
  await db.transaction(async ({ trx }) => {
    await articles().publish({ documentId: neighbour.documentId, locale: 'en' });
    const related = { set: [{ id: await publishedId(neighbour.documentId) }] };
    const row = await publishedId(documentId);
    await db.entityManager.updateRelations(uid('article'), row, { related }, { transaction: trx });
  });
  expect(await shown()).toEqual([neighbour.slug]);

  // The same, with the neighbour still to be made anew when the guide is looked at.
  const again = { version: db.connection.raw('version + 1') };
  const entry = (await entryOf(slug))!;
  await rows()
    .where({ article: neighbour.documentId })
    .update({ ...again, state: 'stale' });
  await rows()
    .where({ article: documentId })
    .update({ ...again, ...withoutNeighbour, state: 'touched' });
  const directory = { ...(await guides().directory()), outdated: new Set([entry.id]), renewed: new Map() };
  const present = await guides().present(directory, entry);
  expect((await guides().guide(present!))?.related.map((card) => card.slug)).toEqual([neighbour.slug]);
});

// Whoever takes the neighbour back cannot see yet that a guide shows it which is being made for the first time.
it('sees that a neighbour is taken back while the guide is made that shows it first', async () => {
  const neighbour = await publishArticle();
  const { slug, documentId } = await publishArticle({ related: [neighbour.documentId] });
  const shown = async () => (await guides().guide((await entryOf(slug))!))?.related.map((card) => card.slug);
  expect(await shown()).toEqual([neighbour.slug]);

  const { db } = running.strapi;
  await db
    .connection(db.metadata.get(uid('published-guide')).tableName)
    .where({ article: documentId })
    .update({ state: 'stale', dependencies: '', version: db.connection.raw('version + 1') });
  await new Promise((resolve) => setTimeout(resolve, 1100));
  let making: Promise<unknown> | undefined;
  const outside = new AsyncResource('reader');
  await db.transaction(async () => {
    await articles().unpublish({ documentId: neighbour.documentId, locale: 'en' });
    making = outside.runInAsyncScope(catalogue);
    await new Promise((resolve) => setTimeout(resolve, 500));
  });
  await making;
  expect(await shown()).toEqual([]);
});

// Elsewhere the databases themselves let one wait for the other.
if (process.env.DATABASE_CLIENT === 'postgres') {
  it('lets others write while a guide waits for a long transaction', async () => {
    const { documentId } = await publishArticle();
    const { db } = running.strapi;
    const { slug } = await publishArticle();
    await catalogue();
    const outside = new AsyncResource('others');
    const apart = <Result>(run: () => Promise<Result>): Promise<Result> => outside.runInAsyncScope(run);
    let reading: Promise<unknown> | undefined;
    const result = await db.transaction(async () => {
      await articles().update({ documentId, locale: 'en', status: 'published', data: { title: 'Long' } });
      // A guide that is new waits for the end of this, while it is asked for and others are written.
      const written = apart(async () => {
        await publishArticle();
        reading = catalogue();
        await new Promise((resolve) => setTimeout(resolve, 200));
        await publishArticle();
        return 'written';
      });
      return Promise.race([written, new Promise((resolve) => setTimeout(resolve, 20_000, 'waiting'))]);
    });
    expect(result).toBe('written');
    await reading;
    expect(await titleOf(slug)).toBe(`Title of ${slug}`);
    expect((await catalogue()).ofArticle(documentId)[0]?.card.title).toBe('Long');
  });
}
