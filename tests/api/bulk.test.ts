import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Core } from '@strapi/strapi';
import { contentTypes, PUBLIC_TYPES, type PublicType } from '../../content-types';
import { newDocumentId } from '../../server/src/strapi-internals/document-ids';
import { createBulkWriter, type BulkDocument } from '../../server/src/import/bulk/writer';
import type { SeedingService } from '../../server/src/services/seeding';
import { databaseClient } from '../support/databases';
import { untilEventsSent } from '../support/events';
import { createSampler } from '../support/sample-documents';
import { createSite, uid, type RunningSite, type Site } from '../support/site';
import { countElsewhere, dumpTables, emptyColumns, emptyTables, type TableDump } from '../support/table-dump';

type Values = Record<string, unknown>;

const LOCALES = ['de', 'en'] as const;

/** The articles: `draft` is never published, `changed` was changed after it was published. */
const ARTICLES = ['first', 'second', 'sparse', 'draft', 'changed', 'german'] as const;

const RELATED: Record<string, string[]> = {
  // A draft in the first place: what is published lacks it.
  first: ['draft', 'second', 'sparse'],
  second: ['first'],
  draft: ['first'],
  changed: ['first', 'second'],
};

const sites: Site[] = [];
let running: RunningSite | undefined;
let strapi: Core.Strapi;
let file: number;
let ids: Record<string, string>;

const documents = (type: string) => strapi.documents(uid(type));

const writeBulk = async (written: BulkDocument[]): Promise<void> => {
  await strapi.db.transaction(async ({ trx }) => {
    const writer = createBulkWriter(strapi, trx);
    for (const document of written) await writer.add([document]);
    await writer.finish();
  });
};

/** Stops the running site, and starts one with an empty database. */
const startSite = async (files: Record<string, string> = {}): Promise<void> => {
  await running?.stop();
  const site = await createSite({ files });
  sites.push(site);
  running = await site.start();
  strapi = running.strapi;
};

beforeAll(async () => {
  await startSite();
  const created = await strapi.db.query('plugin::upload.file').create({
    data: {
      name: 'a.png',
      hash: 'a',
      ext: '.png',
      mime: 'image/png',
      size: 1,
      url: '/a.png',
      provider: 'local',
    },
  });
  file = Number(created.id);
  const names = PUBLIC_TYPES.filter((type) => type !== 'article').flatMap((type) => [
    `${type} first`,
    `${type} second`,
  ]);
  ids = Object.fromEntries(
    [...names, 'category existing', ...ARTICLES.map((name) => `article ${name}`)].map((name) => [
      name,
      newDocumentId(strapi, 'plugin::career-field.article'),
    ])
  );
});

beforeEach(() => emptyTables(strapi));

afterAll(async () => {
  await running?.stop();
  for (const site of sites) await site.remove();
});

const sampleOf = (type: PublicType, name: string, locale: string, version = ''): Values => {
  const sampler = createSampler(strapi, {
    name: `${name} ${version}${locale}`,
    slug: `${type}-${name}`,
    file,
    targets: (target) => {
      const targetType = target.split('.').at(-1)!;
      if (targetType !== 'article') {
        const others = ['existing', 'second', 'first'].filter((other) => `${targetType} ${other}` in ids);
        // A category is not its own parent.
        return others
          .filter((other) => type !== targetType || other !== name)
          .map((other) => ids[`${targetType} ${other}`]!);
      }
      return (RELATED[name] ?? []).map((other) => ids[`article ${other}`]!);
    },
  });
  return sampler(uid(type), name === 'sparse' ? 'sparse' : 'full');
};

/** Returns the document with the shared attributes of its first locale in all locales. */
const translationOf = (type: PublicType, of: Values, sample: Values): Values => {
  const attributes = strapi.contentType(uid(type)).attributes as Record<
    string,
    { pluginOptions?: { i18n?: { localized?: boolean } } }
  >;
  const shared = Object.keys(sample).filter(
    (name) => attributes[name]?.pluginOptions?.i18n?.localized === false
  );
  return { ...sample, ...Object.fromEntries(shared.map((name) => [name, of[name]])) };
};

/** Returns documents of every type with every attribute, as the bulk writer takes them. */
const sampleDocuments = (): BulkDocument[] =>
  PUBLIC_TYPES.flatMap((type) =>
    (type === 'article' ? ARTICLES : ['first', 'second']).map((name): BulkDocument => {
      const isPublished = type === 'article' && name !== 'draft';
      const locales = (name === 'german' ? ['de'] : LOCALES).map((locale) => {
        const versionOf = (version?: string): Values =>
          translationOf(type, sampleOf(type, name, 'de', version), sampleOf(type, name, locale, version));
        const draft = versionOf(name === 'changed' ? 'new ' : '');
        const published = name === 'changed' ? versionOf('old ') : draft;
        return isPublished ? { locale, draft, published } : { locale, draft };
      });
      return { type, documentId: ids[`${type} ${name}`]!, locales };
    })
  );

/** Creates the documents that the site has before either run. */
const createExisting = async (): Promise<void> => {
  const data = { name: 'Existing', slug: 'existing' };
  const documentId = ids['category existing']!;
  await documents('category').create({ locale: 'de', data: { ...data, documentId } });
  await documents('category').update({ documentId, locale: 'en', data });
};

/** Writes through the document service: empty drafts first, since the documents reference each other. */
const writePlain = async (written: BulkDocument[]): Promise<void> => {
  const write = async ({ type, documentId, locales }: BulkDocument, version: 'draft' | 'published') => {
    // The first locale last: every write copies the shared attributes to the other locales.
    for (const { locale, draft, published } of locales.toReversed()) {
      await documents(type).update({
        documentId,
        locale,
        data: (version === 'draft' ? draft : published) ?? draft,
      });
    }
  };
  for (const { type, documentId, locales } of written) {
    for (const [index, { locale, draft }] of locales.entries()) {
      const bare = Object.fromEntries(
        ['name', 'title', 'slug'].filter((name) => name in draft).map((name) => [name, draft[name]])
      );
      if (index === 0) await documents(type).create({ locale, data: { ...bare, documentId } });
      else await documents(type).update({ documentId, locale, data: bare });
    }
  }
  for (const document of written) await write(document, 'published');
  // Strapi drops a relation to an unpublished document, so `second`, which `first` references, is published before and after.
  for (const name of ['sparse', 'german', 'second', 'first', 'changed', 'second']) {
    await documents('article').publish!({ documentId: ids[`article ${name}`]!, locale: '*' });
  }
  for (const document of written.filter(({ documentId }) => documentId === ids['article changed'])) {
    await write(document, 'draft');
  }
};

/** Compares table by table, which keeps a difference readable. */
const expectSame = (actual: TableDump, expected: TableDump): void => {
  expect(Object.keys(actual).sort()).toEqual(Object.keys(expected).sort());
  for (const table of Object.keys(expected)) expect([table, actual[table]]).toEqual([table, expected[table]]);
};

describe('the rows of a bulk import', () => {
  it('equal those of the document service, in every attribute of every type', async () => {
    await createExisting();
    await writePlain(sampleDocuments());
    const expected = await dumpTables(strapi);
    // Without a user no creator is stored, and a single component has no order.
    const unused = /\.(created|updated)_by_id$|_cmps\.order$/;
    expect(emptyColumns(expected).filter((column) => !unused.test(column))).toEqual([]);

    await emptyTables(strapi);
    await createExisting();
    const elsewhere = await countElsewhere(strapi);
    await writeBulk(sampleDocuments());
    const actual = await dumpTables(strapi);
    expectSame(actual, expected);
    expect(await countElsewhere(strapi)).toEqual(elsewhere);
  });

  it('have the order numbers that Strapi gives to relations and components', async () => {
    await createExisting();
    const documentId = newDocumentId(strapi, 'plugin::career-field.article');
    const locale = 'de';
    const sample = createSampler(strapi, {
      name: 'alone',
      slug: 'alone',
      file,
      targets: (target) => (target === uid('category') ? [ids['category existing']!] : []),
    });
    // An entry without its skill would be refused.
    const draft = sample(uid('article'), 'full');
    (draft.skills as Values).items = [];
    await documents('article').create({ locale, status: 'published', data: { ...draft, documentId } });
    const expected = await dumpTables(strapi, { exactPlaces: true });

    await emptyTables(strapi);
    await createExisting();
    await writeBulk([{ type: 'article', documentId, locales: [{ locale, draft, published: draft }] }]);
    expectSame(await dumpTables(strapi, { exactPlaces: true }), expected);
  });

  it('equal those of new drafts when drafts are replaced, with the same ids', async () => {
    const vocabulary = sampleDocuments().filter(({ type }) => type !== 'article');
    const drafts = (version: string, sampled: (name: string) => string = (name) => name): BulkDocument[] =>
      ARTICLES.map((name) => ({
        type: 'article',
        documentId: ids[`article ${name}`]!,
        locales: LOCALES.map((locale) => {
          const sample = (language: string): Values => ({
            ...sampleOf('article', sampled(name), language, name === 'second' ? '' : version),
            slug: `article-${name}`,
            // The plugin's own attributes stay when a file does not name them.
            ...(name === 'sparse' ? { previousSlugs: undefined, firstPublication: undefined } : {}),
          });
          return { locale, draft: translationOf('article', sample('de'), sample(locale)) };
        }),
      }));
    await createExisting();
    await writeBulk([...vocabulary, ...drafts('new ')]);
    const expected = await dumpTables(strapi);

    await emptyTables(strapi);
    await createExisting();
    // What the new version lacks was there before.
    await writeBulk([...vocabulary, ...drafts('old ', (name) => (name === 'sparse' ? 'first' : name))]);
    const rowsOf = async (): Promise<
      { id: number; documentId: string; locale: string; createdAt: string }[]
    > =>
      strapi.db
        .query(uid('article'))
        .findMany({ select: ['id', 'documentId', 'locale', 'createdAt'], orderBy: 'id' });
    const before = await rowsOf();
    await strapi.db.transaction(async ({ trx }) => {
      const writer = createBulkWriter(strapi, trx);
      await writer.update(
        drafts('new ')
          .filter(({ documentId }) => documentId !== ids['article second'])
          .map(({ type, documentId, locales }) => ({
            type,
            documentId,
            locales: locales.map(({ locale, draft }) => ({
              locale,
              row: before.find((row) => row.documentId === documentId && row.locale === locale)!.id,
              draft,
            })),
          }))
      );
      await writer.finish();
    });
    expectSame(await dumpTables(strapi), expected);
    expect(await rowsOf()).toEqual(before);
  });

  it('leave out relations to documents that do not exist or are not published', async () => {
    const written = sampleDocuments();
    const german = written.find(({ documentId }) => documentId === ids['article german'])!;
    german.locales[0]!.draft = { ...german.locales[0]!.draft, related: [] };
    const referencing = written.find(({ documentId }) => documentId === ids['article second'])!;
    for (const version of referencing.locales) {
      const related = [
        'unknown',
        german.documentId,
        ids['article draft'],
        { documentId: ids['article first'] },
      ];
      Object.assign(version.draft, { related });
      version.published = version.draft;
    }
    await writeBulk(written);
    const relatedTo = async (locale: string, status: 'draft' | 'published'): Promise<unknown> => {
      const found = await documents('article').findOne({
        documentId: referencing.documentId,
        locale,
        status,
        populate: ['related'],
      } as never);
      return (found as unknown as { related: { slug: string }[] }).related.map(({ slug }) => slug);
    };
    expect(await relatedTo('de', 'draft')).toEqual(['article-german', 'article-draft', 'article-first']);
    expect(await relatedTo('en', 'draft')).toEqual(['article-draft', 'article-first']);
    expect(await relatedTo('de', 'published')).toEqual(['article-german', 'article-first']);
    expect(await relatedTo('en', 'published')).toEqual(['article-first']);
  });

  it('keep their references when two writers create thousands of documents at once', async () => {
    const many = (prefix: string): BulkDocument[] =>
      Array.from({ length: 700 }, (_, index) => ({
        type: 'article',
        documentId: newDocumentId(strapi, 'plugin::career-field.article'),
        locales: LOCALES.map((locale) => ({
          locale,
          draft: {
            title: `${prefix} ${index}`,
            slug: `${prefix}-${index}`,
            // The texts fill several batches, and one text is large enough for a statement of its own.
            occupation: {
              name: `${prefix}-${index}`,
              altNames: ['x'.repeat(index === 300 ? 6_000_000 : 5000)],
            },
            sources: Array.from({ length: index % 3 }, () => ({ label: `${prefix}-${index}` })),
          },
        })),
      }));
    await Promise.all([writeBulk(many('one')), writeBulk(many('two'))]);
    const rows = (await strapi.db
      .query(uid('article'))
      .findMany({ populate: ['occupation', 'sources'] })) as unknown as {
      slug: string;
      occupation: { name: string };
      sources: { label: string }[];
    }[];
    expect(rows).toHaveLength(2800);
    const isWhole = ({ slug, occupation, sources }: (typeof rows)[number]): boolean =>
      occupation.name === slug &&
      sources.length === Number(slug.split('-')[1]) % 3 &&
      sources.every(({ label }) => label === slug);
    expect(rows.filter((row) => !isWhole(row))).toEqual([]);
  });

  if (databaseClient === 'mysql') {
    it('keep their references where ids are not consecutive, as in a database cluster', async () => {
      const written = sampleDocuments();
      await writeBulk(written);
      const expected = await dumpTables(strapi);
      await emptyTables(strapi);
      await strapi.db.transaction(async ({ trx }) => {
        await trx.raw('set session auto_increment_increment = 3, session auto_increment_offset = 2');
        const writer = createBulkWriter(strapi, trx);
        await writer.add(written);
        await writer.finish();
        await trx.raw('set session auto_increment_increment = 1, session auto_increment_offset = 1');
      });
      expectSame(await dumpTables(strapi), expected);
    });
  }
});

describe('the bulk writer', () => {
  it('calls no lifecycle and no document middleware, and emits no event', async () => {
    const heard: string[] = [];
    const unsubscribe = strapi.db.lifecycles.subscribe((event) => {
      // Reads are not of the writer only: once a minute the plugin asks what is due.
      if (!/^(before|after)(Find|Count)/.test(event.action)) heard.push(event.action);
    });
    const onEvent = (event: string) => async () => void heard.push(event);
    const events = ['entry.create', 'entry.update', 'entry.publish'].map((event) =>
      strapi.eventHub.on(event, onEvent(event))
    );
    strapi.documents.use((context, next) => {
      heard.push(context.action);
      return next();
    });
    await writeBulk(sampleDocuments());
    expect(heard).toEqual([]);
    // A write through the document service calls all three.
    await documents('skill').create({ locale: 'de', data: { name: 'Heard', slug: 'heard' } });
    // The event follows the commit.
    while (!heard.includes('entry.create')) await wait(20);
    expect(heard.filter((what) => /^(entry|create|update|publish)/.test(what))).toEqual([
      'create',
      'entry.create',
    ]);
    expect(heard).toContain('beforeCreate');
    unsubscribe();
    for (const off of events) off();
  });

  it('leaves nothing when its transaction is rolled back', async () => {
    await createExisting();
    const before = await dumpTables(strapi);
    const run = strapi.db.transaction(async ({ trx }) => {
      const writer = createBulkWriter(strapi, trx);
      await writer.add(sampleDocuments());
      await writer.finish();
      throw new Error('stop');
    });
    await expect(run).rejects.toThrow('stop');
    expectSame(await dumpTables(strapi), before);
  });

  it('refuses a slug that exists', async () => {
    const written = sampleDocuments().filter(({ type }) => type === 'skill');
    await writeBulk(written);
    const before = await dumpTables(strapi);
    const again = written.map((document) => ({
      ...document,
      documentId: newDocumentId(strapi, 'plugin::career-field.article'),
    }));
    await expect(writeBulk(again)).rejects.toThrow();
    expectSame(await dumpTables(strapi), before);
  });
});

describe('a document that was imported in bulk', () => {
  const documentId = (): string => ids['article first']!;
  const find = (status: 'draft' | 'published', locale = 'de') =>
    documents('article').findOne({
      documentId: documentId(),
      locale,
      status,
      populate: { related: true, areas: { populate: { items: { populate: { article: true } } } } },
    } as never) as unknown as Promise<
      | {
          title: string;
          updatedAt: string;
          publishedAt: string | null;
          related: { slug: string }[];
          areas: { items: { article: { slug: string } | null }[] };
        }
      | undefined
    >;

  beforeEach(async () => {
    await createExisting();
    await writeBulk(sampleDocuments());
  });

  it('has the status of its versions in the Content Manager', async () => {
    const metadata = strapi.plugin('content-manager').service('document-metadata');
    const stateOf = async (name: string): Promise<string> => {
      const rows = await strapi.db
        .query(uid('article'))
        .findMany({ where: { documentId: ids[`article ${name}`], locale: 'de' } });
      const draft = rows.find(({ publishedAt }) => publishedAt === null);
      return metadata.getStatus(
        draft,
        rows.filter((row) => row !== draft)
      ) as string;
    };
    expect(await stateOf('first')).toBe('published');
    expect(await stateOf('changed')).toBe('modified');
    expect(await stateOf('draft')).toBe('draft');
  });

  it('can be changed, published, discarded and unpublished by Strapi', async () => {
    await documents('article').update({ documentId: documentId(), locale: 'de', data: { title: 'Changed' } });
    expect((await find('published'))?.title).not.toBe('Changed');
    await documents('article').publish!({ documentId: documentId(), locale: 'de' });
    const published = await find('published');
    expect(published?.title).toBe('Changed');
    expect(published?.related.map(({ slug }) => slug)).toEqual(['article-second', 'article-sparse']);
    expect(published?.areas.items.some(({ article }) => article?.slug === 'article-second')).toBe(true);

    await documents('article').update({
      documentId: documentId(),
      locale: 'de',
      data: { title: 'Discarded' },
    });
    await documents('article').discardDraft!({ documentId: documentId(), locale: 'de' });
    expect((await find('draft'))?.title).toBe('Changed');

    await documents('article').unpublish!({ documentId: documentId(), locale: '*' });
    expect(await find('published')).toBeNull();
    expect((await find('draft'))?.title).toBe('Changed');
  });

  it('is deleted by Strapi with all its rows, and other documents can be created afterwards', async () => {
    const created = await documents('article').create({
      locale: 'de',
      status: 'published',
      data: { title: 'After', slug: 'after', lead: 'After', category: ids['category first'] },
    } as never);
    expect(created.documentId).toMatch(/^[a-z0-9]{24}$/);
    await documents('article').delete({ documentId: created.documentId, locale: '*' });

    for (const { type, documentId: id } of sampleDocuments()) {
      await documents(type).delete({ documentId: id, locale: '*' });
    }
    await documents('category').delete({ documentId: ids['category existing']!, locale: '*' });
    expect(await dumpTables(strapi)).toEqual({});
  });
});

describe("a site's own version of a type", () => {
  const toArticles = { type: 'relation', target: uid('article'), mappedBy: 'category' };
  const toCategory = { type: 'relation', target: uid('category'), inversedBy: 'articles' };
  const extended = (type: 'article' | 'category', attributes: object): Record<string, string> => ({
    [`src/extensions/career-field/content-types/${type}/schema.json`]: JSON.stringify({
      ...contentTypes[type],
      attributes: { ...contentTypes[type].attributes, ...attributes },
    }),
  });

  /** A site in which categories know their articles too. */
  const startWith = (category: string, articles: string): Promise<void> =>
    startSite({
      ...extended('article', { category: { ...toCategory, relation: category } }),
      ...extended('category', { articles: { ...toArticles, relation: articles } }),
    });

  const filed = (): BulkDocument[] =>
    ['one', 'two', 'three'].map((slug) => ({
      type: 'article',
      documentId: newDocumentId(strapi, 'plugin::career-field.article'),
      locales: [{ locale: 'de', draft: { title: slug, slug, category: ids['category existing'] } }],
    }));

  it('gets order numbers on both sides of a bidirectional relation', async () => {
    await startWith('manyToOne', 'oneToMany');
    await createExisting();
    for (const { locales } of filed()) {
      await documents('article').create({ locale: 'de', data: locales[0]!.draft });
    }
    const expected = await dumpTables(strapi);
    expect(expected.career_field_articles_category_lnk?.join()).toMatch(/_ord":[123]\b/);

    await emptyTables(strapi);
    await createExisting();
    const [first, ...rest] = filed();
    await writeBulk([first!]);
    await writeBulk(rest);
    expectSame(await dumpTables(strapi), expected);
  });

  it('refuses a relation that would be removed from another document', async () => {
    await startWith('oneToOne', 'oneToOne');
    await createExisting();
    await expect(writeBulk(filed())).rejects.toThrow(/"category" that cannot be written in bulk/);
  });
});

describe('an import in bulk', () => {
  const SHIPPED = path.resolve(__dirname, '../../seeds');

  const noteOfSite = { type: 'string', default: 'from the site' };
  const article = { ...contentTypes.article };

  let warnings: string[];
  let restoreLog: () => void;

  beforeAll(() =>
    startSite({
      'src/extensions/career-field/content-types/article/schema.json': JSON.stringify({
        ...article,
        attributes: { ...article.attributes, siteNote: noteOfSite },
      }),
    })
  );

  beforeEach(async () => {
    await strapi.db.query(uid('seed-record')).deleteMany({});
    warnings = [];
    const warn = jest.spyOn(strapi.log, 'warn').mockImplementation((message: unknown) => {
      if (String(message).includes('--bulk')) warnings.push(String(message));
      return strapi.log;
    });
    restoreLog = () => warn.mockRestore();
  });

  afterEach(() => restoreLog());

  const importShipped = (bulk: boolean) =>
    strapi.plugin('career-field').service<SeedingService>('seeding').import(SHIPPED, { bulk });

  /** Imports the shipped documents, and returns the types of which Strapi's events report new rows. */
  const importAndListen = async (bulk = true): Promise<{ types: string[]; failures: number }> => {
    const types = new Set<string>();
    const off = strapi.eventHub.on('entry.create', async ({ uid: type }: { uid: string }) => {
      types.add(type.split('.').at(-1)!);
    });
    const { failures } = await importShipped(bulk);
    await untilEventsSent(strapi);
    off();
    return { types: [...types].sort(), failures: failures.length };
  };

  const importedTypes = async (): Promise<string[]> => {
    const counts = await Promise.all(PUBLIC_TYPES.map((type) => strapi.db.query(uid(type)).count()));
    return PUBLIC_TYPES.filter((_, index) => counts[index]! > 0).sort();
  };

  /** Changes every new row of a type, as a site's lifecycle hook does. */
  const setOnCreate = (type: PublicType, values: Values): (() => void) =>
    strapi.db.lifecycles.subscribe({
      models: [uid(type)],
      beforeCreate({ params }) {
        Object.assign(params.data as Values, values);
      },
    });

  it('writes rows of every type when they equal those of the normal path, also a default of the site', async () => {
    expect(await importAndListen()).toEqual({ types: [], failures: 0 });
    expect(warnings).toEqual([]);
    const rows = await strapi.db.query(uid('article')).findMany();
    expect(rows.length).toBeGreaterThan(0);
    expect(new Set(rows.map(({ siteNote }) => siteNote as unknown))).toEqual(new Set(['from the site']));
    const actual = await dumpTables(strapi);

    await emptyTables(strapi);
    await strapi.db.query(uid('seed-record')).deleteMany({});
    expect((await importAndListen(false)).types).toEqual(await importedTypes());
    expect(Object.keys(actual)).toEqual(Object.keys(await dumpTables(strapi)));
  });

  it('takes the normal path for a type of which a hook of the site sets a column', async () => {
    const unsubscribe = setOnCreate('article', { siteNote: 'from a hook' });
    expect(await importAndListen()).toEqual({ types: ['article'], failures: 0 });
    unsubscribe();
    expect(warnings).toEqual([
      expect.stringMatching(
        /type "article" than .* the column site_note of the table career_field_articles differs/
      ),
    ]);
    const rows = await strapi.db.query(uid('article')).findMany();
    expect(new Set(rows.map(({ siteNote }) => siteNote as unknown))).toEqual(new Set(['from a hook']));
  });

  it('takes the normal path for a component of which a hook of the site sets a column', async () => {
    const unsubscribe = strapi.db.lifecycles.subscribe({
      models: ['career-field.occupation'],
      beforeCreate({ params }) {
        Object.assign(params.data as Values, { name: 'from a hook' });
      },
    });
    expect((await importAndListen()).types).toEqual(['article']);
    unsubscribe();
    expect(warnings).toEqual([
      expect.stringMatching(/column name of the table components_career_field_occupations differs/),
    ]);
  });

  it('takes the normal path for what references new documents of such a type, and keeps the relations', async () => {
    const unsubscribe = setOnCreate('category', { description: 'from a hook' });
    const { types, failures } = await importAndListen();
    unsubscribe();
    expect({ types, failures }).toEqual({ types: ['article', 'category'], failures: 0 });
    expect(warnings).toEqual([expect.stringMatching(/type "category" than .* column description of/)]);
    const rows = await strapi.db.query(uid('article')).findMany({ populate: ['category'] });
    expect(rows.filter(({ category }) => !category)).toEqual([]);
  });

  it('leaves nothing of the sample, also when a hook of the site refuses it', async () => {
    const invalidations = await strapi.db.query(uid('guide-invalidation')).count();
    const unsubscribe = strapi.db.lifecycles.subscribe({
      models: PUBLIC_TYPES.map((type) => uid(type)),
      beforeCreate() {
        throw new Error('Refused by the site.');
      },
    });
    const { failures } = await importAndListen();
    unsubscribe();
    expect(failures).toBeGreaterThan(10);
    expect(warnings.join('\n')).toMatch(/type "article" .* was refused: Refused by the site\./);
    expect(await dumpTables(strapi)).toEqual({});
    // Images are uploaded before, as the failed import does itself.
    const where = { key: { $not: { $startsWith: 'image:' } } };
    expect(await strapi.db.query(uid('seed-record')).count({ where })).toBe(0);
    expect(await strapi.db.query(uid('guide-invalidation')).count()).toBe(invalidations);
  });

  it('takes the normal path on a version of Strapi that is not tested', async () => {
    const version = strapi.config.get<string>('info.strapi');
    strapi.config.set('info.strapi', '5.99.0');
    const { types } = await importAndListen();
    strapi.config.set('info.strapi', version);
    expect(types).toEqual(await importedTypes());
    expect(warnings).toEqual([expect.stringMatching(/--bulk is not tested with Strapi 5\.99\.0/)]);
  });
});
