import { AsyncResource } from 'node:async_hooks';
import { setImmediate } from 'node:timers/promises';
import type { GuideIndexEntry, Guides, ListedGuide } from '../../server/src/guide';
import { createCategory, publishable } from '../support/articles';
import { failStatements } from '../support/failing-statements';
import { createSite, uid, type RunningSite, type Site } from '../support/site';

let site: Site;
let running: RunningSite;
let category: string;

const guides = (): Guides => running.strapi.plugin('career-field').service('guides') as Guides;

const articles = () => running.strapi.documents(uid('article'));

/** Waits until no guide is stale. */
const settled = (): Promise<void> => guides().settled();

const entriesIn = async (locale = 'en'): Promise<readonly GuideIndexEntry[]> =>
  (await guides().index(locale)).entries;

/** Returns the guide of a slug as its readers get it. */
const entryOf = async (slug: string, locale = 'en'): Promise<GuideIndexEntry | undefined> => {
  const found = await guides().find([locale], slug);
  return found?.isPrevious ? undefined : found?.entry;
};

/** Returns the removed guides of the change feed. */
const removed = async (): Promise<ListedGuide[]> => {
  const { changes } = await guides().changes({ after: 0 }, 100_000);
  return changes.filter(({ state }) => state === 'removed');
};

const titleOf = async (slug: string, locale = 'en'): Promise<string | undefined> => {
  const entry = await entryOf(slug, locale);
  return entry && (await guides().guide(entry))?.title;
};

let count = 0;

/** Publishes an article with its own slug. */
const publishArticle = async (more: Record<string, unknown> = {}) => {
  count += 1;
  const slug = `guide-${count}`;
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

it('delivers a guide as soon as its article is published, and until it is unpublished', async () => {
  const { slug, documentId } = await publishArticle();
  expect(await titleOf(slug)).toBe(`Title of ${slug}`);

  await articles().update({ documentId, locale: 'en', data: { title: 'Only a draft' } });
  expect(await titleOf(slug)).toBe(`Title of ${slug}`);

  await articles().publish({ documentId, locale: 'en' });
  expect(await titleOf(slug)).toBe('Only a draft');

  await articles().unpublish({ documentId, locale: 'en' });
  expect(await entryOf(slug)).toBeUndefined();
  expect(await removed()).toContainEqual(
    expect.objectContaining({ article: documentId, language: 'en', slug })
  );

  await articles().publish({ documentId, locale: 'en' });
  expect(await titleOf(slug)).toBe('Only a draft');
  expect((await removed()).filter(({ article }) => article === documentId)).toEqual([]);

  await articles().delete({ documentId, locale: '*' });
  expect(await entryOf(slug)).toBeUndefined();
});

it('writes nothing to the database when no guide is stale', async () => {
  await publishArticle();
  await settled();
  const statements = await statementsDuring(async () => {
    for (let round = 0; round < 3; round += 1) {
      // Reads the log as readers do, then the stale guides.
      await settled();
      await entriesIn();
    }
  });
  expect(statements).not.toEqual([]);
  expect(statements.filter((sql) => !/^select/i.test(sql))).toEqual([]);
});

it('does not contain an article that was never published', async () => {
  const { documentId } = await articles().create({ locale: 'en', data: publishable('secret', category) });
  await settled();
  const { changes } = await guides().changes({ after: 0 }, 100_000);
  expect([...(await entriesIn()), ...changes].map(({ article }) => article)).not.toContain(documentId);
});

it.each([
  ['the category', 'category', 'name'],
  ['the category, bypassing the document service,', 'category', 'name'],
])('rebuilds a guide when %s changes', async (what, type, field) => {
  const { slug } = await publishArticle();
  const name = `Renamed ${count}`;
  expect((await entryOf(slug))?.card.category?.name).not.toBe(name);
  if (what.includes('bypassing')) {
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

it('shows a related guide as it is now, and not after it was unpublished', async () => {
  const related = await publishArticle();
  const { slug } = await publishArticle({ related: [related.documentId] });
  const shown = async () => (await guides().guide((await entryOf(slug))!))?.related.map(({ title }) => title);
  expect(await shown()).toEqual([`Title of ${related.slug}`]);

  const before = await entryOf(slug);
  const write = (data: Record<string, unknown>) =>
    articles().update({ documentId: related.documentId, locale: 'en', status: 'published', data });
  await write({ headline: 'New headline' });
  const entry = (await entryOf(slug))!;
  expect((await guides().guide(entry))?.related).toEqual([(await entryOf(related.slug))?.card]);
  expect(entry.card).toEqual(before?.card);
  expect(entry.changedAt > before!.changedAt).toBe(true);

  await write({ title: 'Renamed related guide' });
  expect(await shown()).toEqual(['Renamed related guide']);

  await articles().unpublish({ documentId: related.documentId, locale: 'en' });
  expect(await shown()).toEqual([]);
});

it('shows in one language the title of another language, and is not rebuilt for other attributes of it', async () => {
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

  // No other language shows its lead. The rebuilds of earlier tests must not be recorded.
  await settled();
  const before = await entryOf(slug);
  const readInEnglish: string[] = [];
  const record = ({ sql, bindings }: { sql: string; bindings?: unknown[] }): void => {
    // Drafts are read to compare translations with their originals.
    const isDraft = /published_at. is null/.test(sql);
    if (sql.includes('articles') && !isDraft && bindings?.includes('en')) readInEnglish.push(sql);
  };
  running.strapi.db.connection.on('query', record);
  await articles().update({ ...inGerman, data: { lead: 'Anderer Vorspann' } });
  expect((await entryOf(german, 'de'))?.card.lead).toBe('Anderer Vorspann');
  running.strapi.db.connection.removeListener('query', record);
  expect(readInEnglish).toEqual([]);
  expect((await entryOf(slug))?.changedAt).toBe(before?.changedAt);

  await articles().update({ ...inGerman, data: { title: 'Anderer Titel' } });
  expect(await languages()).toContainEqual(['de', 'Anderer Titel']);
  // A shared relation changes in every language.
  const other = await createCategory(running.strapi, `shared-${slug}`);
  await articles().update({ ...inGerman, data: { category: other } });
  expect((await guides().guide((await entryOf(slug))!))?.category?.documentId).toBe(other);

  await articles().unpublish({ documentId, locale: 'de' });
  expect(await languages()).toEqual([['en', `Title of ${slug}`]]);
});

it('only updates the card in guides that show a written article, also if they show each other', async () => {
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
    await settled();
    const statements = await statementsDuring(async () => {
      await articles().publish({ documentId, locale: 'en' });
      await settled();
    });
    for (const { slug } of [one, other]) {
      const guide = await guides().guide((await entryOf(slug))!);
      expect(guide?.related.find((card) => card.documentId === documentId)?.lead).toBe('Another lead');
    }
    return statements.filter((sql) => sql.includes('components_career_field')).length;
  };
  expect(await statementsFor(true)).toBe(await statementsFor(false));
});

it('does not change other guides, nor the time of their last change', async () => {
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
  // Rebuilt without a difference.
  await guides().rebuild();
  expect((await entryOf(slug))?.changedAt).toBe(before?.changedAt);
});

it('reads a guide with one statement, and none the second time', async () => {
  const { slug } = await publishArticle();
  await settled();
  const entry = (await entryOf(slug))!;
  expect(await statementsDuring(() => guides().payload(entry))).toHaveLength(1);
  expect(await statementsDuring(() => guides().payload(entry))).toEqual([]);
  expect(await statementsDuring(() => guides().index('en'))).toEqual([]);
});

it('reads many guides with one statement', async () => {
  const slugs: string[] = [];
  for (let at = 0; at < 3; at += 1) slugs.push((await publishArticle()).slug);
  await settled();
  const entries: GuideIndexEntry[] = [];
  for (const slug of slugs) entries.push((await entryOf(slug))!);
  let payloads: (string | undefined)[] = [];
  expect(await statementsDuring(async () => (payloads = await guides().payloads(entries)))).toHaveLength(1);
  expect(payloads.map((text) => (JSON.parse(text!) as { slug: string }).slug)).toEqual(slugs);
});

it('rebuilds a guide once for two hundred readers', async () => {
  const { slug, documentId } = await publishArticle();
  await titleOf(slug);
  await articles().update({ documentId, locale: 'en', status: 'published', data: { title: 'New' } });
  const before = guides().stats().rebuilds;
  const titles = await Promise.all(Array.from({ length: 200 }, () => titleOf(slug)));
  expect(new Set(titles)).toEqual(new Set(['New']));
  expect(guides().stats().rebuilds - before).toBeLessThanOrEqual(1);
});

it('serves a guide without waiting for the rebuild of all others that show the written document', async () => {
  for (let at = 0; at < 30; at += 1) await publishArticle();
  // The last one to be rebuilt.
  const own = await publishArticle();
  await settled();
  const before = guides().stats().rebuilds;
  const name = `Renamed for ${own.slug}`;
  await running.strapi
    .documents(uid('category'))
    .update({ documentId: category, locale: 'en', data: { name } });

  const found = await Promise.all(Array.from({ length: 20 }, () => guides().find(['en'], own.slug)));
  expect(guides().stats().rebuilds - before).toBeLessThan(30);
  expect(new Set(found.map((each) => each?.entry)).size).toBe(1);
  const { entry } = found[0]!;
  expect(entry.card.category?.name).toBe(name);
  expect((await guides().guide(entry))?.category?.name).toBe(name);

  await settled();
  expect((await guides().find(['en'], own.slug))?.entry).toEqual(entry);
  expect(guides().stats().rebuilds - before).toBeGreaterThan(30);
});

it.each([
  ['category', 'name'],
  ['skill', 'name'],
  ['study-path', 'title'],
])('lists a %s under its new name at once, without a guide being rebuilt', async (type, field) => {
  const { documentId } = await running.strapi
    .documents(uid(type))
    .create({ locale: 'en', data: { [field]: `Old ${type}`, slug: `named-${type}` } });
  const shows = {
    category: { category: documentId },
    skill: { skills: { heading: 'Skills', items: [{ skill: documentId, requirement: 'essential' }] } },
    'study-path': { studies: { heading: 'Studies', paths: [documentId] } },
  }[type];
  const { slug } = await publishArticle(shows);
  await settled();
  const before = guides().stats().rebuilds;
  const namesOf = async () => {
    const guideIndex = await guides().index('en');
    const { facets } = guides().searchOf(guideIndex).list({ page: 1, pageSize: 100 });
    const { card, categories, skills, studyPaths } = guideIndex.bySlug(slug)!;
    return {
      onCard: type === 'category' ? card.category?.name : undefined,
      ofEntry: [...categories, ...skills, ...studyPaths].map(({ name }) => name),
      inFacets: Object.values(facets)
        .flat()
        .map(({ name }) => name),
    };
  };
  expect((await namesOf()).ofEntry).toContain(`Old ${type}`);
  // Keeps the background rebuild from rebuilding it.
  const heal = failStatements(running.strapi, (sql) => /^update .career_field_published_guides/.test(sql));
  await running.strapi
    .documents(uid(type))
    .update({ documentId, locale: 'en', data: { [field]: `New ${type}` } })
    .catch((error: unknown) => {
      heal();
      throw error;
    });
  const names = await namesOf().finally(heal);
  expect(guides().stats().rebuilds).toBe(before);
  expect(names.ofEntry).toContain(`New ${type}`);
  expect(names.inFacets).toContain(`New ${type}`);
  expect(names.inFacets).not.toContain(`Old ${type}`);
  if (type === 'category') expect(names.onCard).toBe('New category');
  if (type === 'skill') {
    const search = guides().searchOf(await guides().index('en'));
    expect(search.list({ q: 'New skill', page: 1, pageSize: 1 }).entries[0]?.slug).toBe(slug);
  }
  await settled();
  expect(await namesOf()).toEqual(names);
});

it('finds a guide by its new slug at once, also if the same write has made many others stale', async () => {
  for (let at = 0; at < 12; at += 1) await publishArticle();
  const { documentId } = await publishArticle();
  await settled();
  const { db } = running.strapi;
  const before = guides().stats().rebuilds;
  await db.transaction(async () => {
    const data = { description: 'Another one' };
    await db.query(uid('category')).updateMany({ where: { documentId: category }, data });
    const moved = { slug: `moved-${count}` };
    await articles().update({ documentId, locale: 'en', status: 'published', data: moved });
  });
  expect((await entryOf(`moved-${count}`))?.article).toBe(documentId);
  expect(guides().stats().rebuilds - before).toBeLessThan(12);
});

it('serves nothing of a write that was rolled back', async () => {
  const { slug, documentId } = await publishArticle();
  const rolledBack = running.strapi.db.transaction(async () => {
    await articles().update({
      documentId,
      locale: 'en',
      status: 'published',
      data: { title: 'Rolled back' },
    });
    throw new Error('no');
  });
  await expect(rolledBack).rejects.toThrow('no');
  expect(await titleOf(slug)).toBe(`Title of ${slug}`);
});

it('includes a write that happens during the rebuild', async () => {
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

it('reads the writes of another process within the configured time', async () => {
  const { slug } = await publishArticle();
  const { id } = (await entryOf(slug))!;
  const table = running.strapi.db.metadata.get(uid('published-guide')).tableName;
  const row = (await running.strapi.db.connection(table).where({ id }).first()) as { entry: string };
  const entry = JSON.stringify({ ...(JSON.parse(row.entry) as object), slug: 'elsewhere' });
  // As another process stores it: with the next number.
  const { db } = running.strapi;
  const log = db.metadata.get(uid('guide-invalidation')).tableName;
  await db.connection(log).where({ key: 'counter' }).increment('sequence', 1);
  const { sequence } = await db.connection(log).where({ key: 'counter' }).first('sequence');
  await db
    .connection(table)
    .where({ id })
    .update({ entry, sequence, version: db.connection.raw('version + 1') });
  const until = Date.now() + 5000;
  while ((await entryOf('elsewhere')) === undefined && Date.now() < until) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  expect((await entryOf('elsewhere'))?.id).toBe(id);
});

it('keeps the size of the cache below its limit', async () => {
  const { bytes } = guides().stats();
  for (let at = 0; at < 1000; at += 1) {
    guides().cache.set(`page ${at}`, 'x', 2 ** 20);
  }
  expect(guides().stats().bytes).toBeLessThanOrEqual(128 * 2 ** 20);
  expect(guides().stats().bytes).toBeGreaterThan(bytes);
});

it('finds on bootstrap what was written bypassing Strapi while the site was stopped', async () => {
  const { slug, documentId } = await publishArticle();
  const deleted = await publishArticle();
  const table = running.strapi.db.metadata.get(uid('article')).tableName;
  await settled();
  await running.strapi.db
    .connection(table)
    .where({ document_id: documentId })
    .whereNotNull('published_at')
    .update({ title: 'Written bypassing Strapi', updated_at: new Date(Date.now() + 60_000) });
  await running.strapi.db
    .connection(table)
    .where({ document_id: deleted.documentId })
    .whereNotNull('published_at')
    .delete();
  await running.stop();
  running = await site.start();
  expect(await titleOf(slug)).toBe('Written bypassing Strapi');
  expect(await entryOf(deleted.slug)).toBeUndefined();
});

describe('the change feed', () => {
  /** Runs a function while the clock of the site is slow. */
  const withSlowClock = async (minutes: number, run: () => Promise<void>): Promise<void> => {
    // Strapi runs in another realm than the tests.
    const realm = (
      running.strapi.constructor.constructor as (code: string) => () => { Date: DateConstructor }
    )('return globalThis')();
    const { Date: present } = realm;
    const now = (): number => present.now() - minutes * 60_000;
    realm.Date = new Proxy(present, {
      construct: (target, values, itself) =>
        Reflect.construct(target, values.length > 0 ? values : [now()], itself) as Date,
      get: (target, name) => (name === 'now' ? now : (Reflect.get(target, name) as unknown)),
    });
    try {
      await run();
    } finally {
      realm.Date = present;
    }
  };

  it.each([1, 30])('omits nothing when a clock goes back by %d minutes', async (minutes) => {
    const changed = await publishArticle();
    const deleted = await publishArticle();
    const before = await guides().changes({ after: 0 }, 100_000);
    const created: string[] = [];
    await withSlowClock(minutes, async () => {
      created.push((await publishArticle()).documentId);
      const { documentId } = changed;
      await articles().update({ documentId, locale: 'en', status: 'published', data: { title: 'Other' } });
      await articles().unpublish({ documentId: deleted.documentId, locale: 'en' });
      await settled();
    });
    const { changes } = await guides().changes({ after: before.last }, 100_000);
    expect(changes.every(({ changedAt }) => changedAt < before.changedAt!)).toBe(true);
    expect(changes.map(({ article, state }) => [article, state]).sort()).toEqual(
      [
        [created[0], 'ready'],
        [changed.documentId, 'ready'],
        [deleted.documentId, 'removed'],
      ].sort()
    );
  });
});

describe('figures that become too old without a write', () => {
  const DAY = 86_400_000;
  const dayOf = (moment: Date): string => moment.toISOString().slice(0, 10);

  /** Publishes a guide with a salary that is current for one more day. */
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

  /** Moves all dates in the database back by some days. */
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
    for (const { id, changes_on: changesOn } of await guideRows().whereNotNull('changes_on')) {
      await guideRows()
        .where({ id })
        .update({ changes_on: earlier(changesOn) });
    }
  };

  const hasSalary = async (slug: string): Promise<boolean> =>
    JSON.stringify((await guides().guide((await entryOf(slug))!))?.jsonLd).includes('estimatedSalary');

  /** Waits until this process has read what was written bypassing it. */
  const readAll = async (): Promise<void> => {
    await new Promise((resolve) => setTimeout(resolve, 1100));
    await settled();
  };

  it('leave the structured data of a process that keeps running', async () => {
    const { slug } = await publishSalary();
    await guides().invalidateDueGuides();
    expect(await hasSalary(slug)).toBe(true);
    await pass(1);
    await readAll();
    expect(await hasSalary(slug)).toBe(true);
    await guides().invalidateDueGuides();
    expect(await hasSalary(slug)).toBe(false);
    // Only once.
    const { rebuilds } = guides().stats();
    await guides().invalidateDueGuides();
    await settled();
    expect(guides().stats().rebuilds).toBe(rebuilds);
  });

  it('leave the structured data on the next bootstrap', async () => {
    const { slug } = await publishSalary();
    expect(await hasSalary(slug)).toBe(true);
    await running.stop();
    running = await site.start();
    expect(await hasSalary(slug)).toBe(true);
    await pass(1);
    await running.stop();
    running = await site.start();
    expect(await hasSalary(slug)).toBe(false);
  });
});

it('rebuilds nothing on bootstrap when nothing has changed', async () => {
  await publishArticle();
  await settled();
  await running.stop();
  running = await site.start();
  await settled();
  expect(guides().stats()).toMatchObject({ rebuilds: 0 });
  expect(await guides().count()).toBeGreaterThan(0);
});

it('resumes an interrupted rebuild of all guides on bootstrap', async () => {
  for (let at = 0; at < 12; at += 1) await publishArticle();
  await settled();
  const total = await guides().count();
  const interrupted = guides();
  const before = interrupted.stats().rebuilds;
  const outcome = interrupted.rebuild().catch(() => {});
  while (interrupted.stats().rebuilds === before) await setImmediate();
  await running.strapi.destroy();
  await outcome;
  const rebuilt = interrupted.stats().rebuilds - before;
  expect(rebuilt).toBeGreaterThan(0);
  expect(rebuilt).toBeLessThan(total);

  running = await site.start();
  await settled();
  expect(guides().stats().rebuilds).toBe(total - rebuilt);
});

// Strapi sometimes restores the relation to an article that is published again, without a write of the other article.
it('shows a related guide again that was unpublished for a while', async () => {
  const related = await publishArticle();
  const { slug, documentId } = await publishArticle({ related: [related.documentId] });
  const shown = async () => (await guides().guide((await entryOf(slug))!))?.related.map((card) => card.slug);
  await articles().unpublish({ documentId: related.documentId, locale: 'en' });
  expect(await shown()).toEqual([]);

  const { db } = running.strapi;
  const rows = () => db.connection(db.metadata.get(uid('published-guide')).tableName);
  const withoutRelated = (await rows()
    .where({ article: documentId })
    .first('entry', 'payload', 'dependencies')) as object;
  const publishedId = async (document: string): Promise<number> => {
    const where = { documentId: document, publishedAt: { $notNull: true } };
    return ((await db.query(uid('article')).findOne({ where })) as { id: number }).id;
  };
  await db.transaction(async ({ trx }) => {
    await articles().publish({ documentId: related.documentId, locale: 'en' });
    const relation = { set: [{ id: await publishedId(related.documentId) }] };
    const row = await publishedId(documentId);
    await db.entityManager.updateRelations(uid('article'), row, { related: relation }, { transaction: trx });
  });
  expect(await shown()).toEqual([related.slug]);

  // The same while the related guide is still stale.
  await rows()
    .where({ article: documentId })
    .update({ ...withoutRelated, version: db.connection.raw('version + 1') });
  await guides().invalidateArticles([{ article: related.documentId, locale: 'en' }]);
  expect(await shown()).toEqual([related.slug]);
});

// The transaction that unpublishes cannot see yet that a guide shows the article, since it is built for the first time.
it('does not show a related guide that was unpublished while the first guide that shows it was built', async () => {
  const related = await publishArticle();
  const { slug, documentId } = await publishArticle({ related: [related.documentId] });
  const shown = async () => (await guides().guide((await entryOf(slug))!))?.related.map((card) => card.slug);
  expect(await shown()).toEqual([related.slug]);

  const { db } = running.strapi;
  // The stored dependencies do not contain the related guide.
  await db
    .connection(db.metadata.get(uid('published-guide')).tableName)
    .where({ article: documentId })
    .update({ dependencies: '', version: db.connection.raw('version + 1') });
  let building: Promise<unknown> | undefined;
  const outside = new AsyncResource('reader');
  await db.transaction(async () => {
    await articles().unpublish({ documentId: related.documentId, locale: 'en' });
    building = outside.runInAsyncScope(async () => {
      await guides().invalidateArticles([{ article: documentId, locale: 'en' }]);
      await settled();
    });
    await new Promise((resolve) => setTimeout(resolve, 500));
  });
  await building;
  expect(await shown()).toEqual([]);
});

// On the other databases the transactions wait for each other anyway.
if (process.env.DATABASE_CLIENT === 'postgres') {
  it('does not block other writers while a guide waits for a long transaction', async () => {
    const { documentId } = await publishArticle();
    const { db } = running.strapi;
    const { slug } = await publishArticle();
    await settled();
    const outside = new AsyncResource('others');
    const detached = <Result>(run: () => Promise<Result>): Promise<Result> => outside.runInAsyncScope(run);
    let reading: Promise<unknown> | undefined;
    const result = await db.transaction(async () => {
      await articles().update({ documentId, locale: 'en', status: 'published', data: { title: 'Long' } });
      // A new guide waits for the end of this transaction, while it is requested and others are written.
      const written = detached(async () => {
        await publishArticle();
        reading = entriesIn();
        await new Promise((resolve) => setTimeout(resolve, 200));
        await publishArticle();
        return 'written';
      });
      return Promise.race([written, new Promise((resolve) => setTimeout(resolve, 20_000, 'waiting'))]);
    });
    expect(result).toBe('written');
    await reading;
    expect(await titleOf(slug)).toBe(`Title of ${slug}`);
    expect((await entriesIn()).find(({ article }) => article === documentId)?.card.title).toBe('Long');
  });

  it('appends a write that commits late to the changes that were already read', async () => {
    const late = await publishArticle();
    const { db } = running.strapi;
    const outside = new AsyncResource('others');
    const early: { article?: string; last?: number; articles?: string[] } = {};
    await settled();
    await db.transaction(async () => {
      const { documentId } = late;
      await articles().update({ documentId, locale: 'en', status: 'published', data: { title: 'Late' } });
      await outside.runInAsyncScope(async () => {
        const from = (await guides().changes({ after: 0 }, 1)).last;
        early.article = (await publishArticle()).documentId;
        const { changes, last } = await guides().changes({ after: from }, 100_000);
        early.last = last;
        early.articles = changes.map(({ article }) => article);
      });
    });
    expect(early.articles).toEqual([early.article]);
    const { changes } = await guides().changes({ after: early.last! }, 100_000);
    expect(changes.map(({ article }) => article)).toEqual([late.documentId]);
    expect(await titleOf(late.slug)).toBe('Late');
  });
}

it('includes the writes during the load of a language', async () => {
  const { strapi } = running;
  await strapi.plugin('i18n').service('locales').create({ code: 'fr', name: 'fr' });
  const categories = () => strapi.documents(uid('category'));
  const translation = { locale: 'fr', data: { name: 'Ancien nom', slug: 'ancien' } };
  await categories().update({ documentId: category, ...translation });
  const { documentId } = await publishArticle();
  const french = { documentId, locale: 'fr' };
  await articles().update({ ...french, status: 'published', data: publishable('en-francais', category) });
  await settled();
  const rename = async (): Promise<void> => {
    unsubscribe();
    await categories().update({ documentId: category, locale: 'fr', data: { name: 'Nouveau nom' } });
    // Another reader makes the process apply the write.
    await entriesIn('en');
  };
  // By then the names are read, and the guides are not.
  const unsubscribe = strapi.db.lifecycles.subscribe({
    models: [uid('study-path')],
    afterFindMany: rename,
  });
  const namesIn = (entries: readonly GuideIndexEntry[]) => entries.map(({ card }) => card.category?.name);
  expect(namesIn(await entriesIn('fr'))).toEqual(['Nouveau nom']);
  expect(namesIn(await entriesIn('fr'))).toEqual(['Nouveau nom']);
});
