import { startAlone } from '../../server/src/maintenance/start-alone';
import { slugIndexesOf } from '../../server/src/model/slug-indexes';
import { createInsert } from '../../server/src/strapi-internals/bulk-rows/insert';
import { createModels } from '../../server/src/strapi-internals/bulk-rows/models';
import { readTrees } from '../../server/src/strapi-internals/bulk-rows/stored-trees';
import { createTraits } from '../../server/src/strapi-internals/bulk-rows/traits';
import { conversionOf } from '../../server/src/strapi-internals/bulk-rows/values';
import { readStore, storedValue, writeStore } from '../../server/src/strapi-internals/core-store';
import { databaseClient, type Connection } from '../../server/src/strapi-internals/database';
import { isLocked, withLock } from '../../server/src/strapi-internals/database-lock';
import { isDatabaseFailure } from '../../server/src/strapi-internals/database-failures';
import { newDocumentId } from '../../server/src/strapi-internals/document-ids';
import { ensureIndex, ensureUniqueIndex } from '../../server/src/strapi-internals/indexes';
import { registerMigration } from '../../server/src/strapi-internals/migrations';
import { persistedTables } from '../../server/src/strapi-internals/persisted-tables';
import { createPublishedComponents } from '../../server/src/strapi-internals/published-components';
import { documentLinks } from '../../server/src/strapi-internals/relation-reads';
import { setRelation } from '../../server/src/strapi-internals/relation-writes';
import { readStamps, restoreStamps } from '../../server/src/strapi-internals/row-stamps';
import { deleteReferences, leaveWorkflows } from '../../server/src/strapi-internals/rows-about-types';
import {
  dropForeignKey,
  existingTables,
  renameTable,
  storedTables,
} from '../../server/src/strapi-internals/schema-changes';
import { beforeSchemaSync, willChangeSchema } from '../../server/src/strapi-internals/schema-sync';
import { renameInLayouts, renamePermissionFields } from '../../server/src/strapi-internals/stored-fields';
import {
  componentsIn,
  holdersOf,
  holdingsOf,
  renameField,
  renameLinkedComponent,
} from '../../server/src/strapi-internals/stored-links';
import { readStoredRows } from '../../server/src/strapi-internals/stored-rows';
import { attributeNames } from '../../server/src/strapi-internals/table-names';
import { fileLinks, hasLinkTable, linkTableOf, tableOf } from '../../server/src/strapi-internals/tables';
import { TypeTable } from '../../server/src/strapi-internals/type-table';
import { duplicateOf, writeConflictOf } from '../../server/src/strapi-internals/write-conflicts';
import { zoneHolders } from '../../server/src/strapi-internals/zone-holders';
import { createSite, type RunningSite, type Site } from '../support/site';
import { takingAwayFrom } from '../support/taken-away';

/* As in strapi-internals.test.ts, for what is relied on in the database and in Strapi's database layer. */

const ARTICLE = 'plugin::career-field.article';

let site: Site;
let running: RunningSite;
let strapi: RunningSite['strapi'];
let taking: ReturnType<typeof takingAwayFrom>;

beforeAll(async () => {
  site = await createSite({ database: 'sqlite' });
  running = await site.start();
  ({ strapi } = running);
  taking = takingAwayFrom(strapi);
});

afterAll(async () => {
  await running?.stop();
  await site?.remove();
});

describe('core-store', () => {
  it('reads nothing and writes nothing without its table', async () => {
    await taking.withoutTable('strapi_core_store_settings', async (connection) => {
      expect(await readStore(strapi, connection, 'plugin_')).toEqual([]);
      await writeStore(strapi, connection, 'plugin_career-field_x', true);
    });
    expect(await readStore(strapi, strapi.db.connection, 'plugin_career-field_x')).toEqual([]);
  });

  it('throws without the service', async () => {
    const value = storedValue(taking.strapiWith({ store: {} }), 'x');
    await expect(value.get()).rejects.toThrow('get is not a function');
    await expect(value.set(true)).rejects.toThrow('set is not a function');
  });
});

describe('database', () => {
  it('rejects a client that has no statements', () => {
    const dialect = { client: 'oracle' };
    expect(() => databaseClient(taking.strapiWithDb({ dialect }))).toThrow('"oracle" is not supported');
  });
});

describe('database-lock', () => {
  const withoutClient = () => taking.strapiWithDb({ connection: { client: {} } });

  it('runs nothing without the connections of Knex', async () => {
    const run = async (): Promise<never> => {
      throw new Error('It ran');
    };
    await expect(withLock(withoutClient(), run)).rejects.toThrow(/undefined/);
    await expect(isLocked(withoutClient())).rejects.toThrow(/undefined/);
  });

  it('lets a start go on without a lock, with a warning', async () => {
    const warnings: string[] = [];
    let beforeSync!: () => Promise<void>;
    const without = taking.strapiWith({
      db: Object.create(strapi.db, {
        connection: { value: { client: {} } },
        getSchemaConnection: { value: () => ({ hasTable: async () => false }) },
      }),
      hook: () => ({ register: (run: () => Promise<void>) => (beforeSync = run) }),
      log: { warn: (message: string) => warnings.push(message) },
    });
    startAlone(without);
    await beforeSync();
    expect(warnings).toEqual([expect.stringContaining('Starting without a lock')]);
  });
});

describe('bulk-rows', () => {
  const withoutTables = () => taking.withModel('plugin::upload.file', { tableName: 'files', attributes: {} });

  it('throws before anything is written when the metadata does not describe a table', async () => {
    expect(() => createModels(withoutTables())).toThrow('no table for the rows that show a file');
    const attributes = { seo: { type: 'relation' } };
    const models = createModels(taking.withModel(ARTICLE, { tableName: 'articles', attributes }));
    expect(() => models.of(ARTICLE)).toThrow('no table for the component "seo"');
  });

  it('reads no rows to compare without the metadata, a column or a table', async () => {
    const roots = [{ uid: ARTICLE, names: new Map([['abc', 'article:abc']]) }];
    await taking.inRolledBack(async (connection) => {
      await expect(readTrees(withoutTables(), connection, roots)).rejects.toThrow('no table for the rows');
      expect(await readTrees(strapi, connection, roots)).toEqual(new Map());
      await connection.schema.alterTable(tableOf(strapi, ARTICLE), (table) =>
        table.renameColumn('document_id', 'document')
      );
      await expect(readTrees(strapi, connection, roots)).rejects.toThrow('document_id');
    });
  });

  it('refuses a type of attribute that it does not know', () => {
    expect(conversionOf('string')).toBeDefined();
    expect(conversionOf('coordinates')).toBeUndefined();
  });

  it('throws without what it needs of the dialect or of i18n', async () => {
    const dialect = { client: 'sqlite' };
    await taking.inRolledBack(async (connection) => {
      expect(() => createInsert(taking.strapiWithDb({ dialect }), connection)).toThrow('useReturning');
    });
    const without = taking.strapiWith({ plugin: () => ({ service: () => undefined }) });
    await expect(createTraits(without)(ARTICLE)).rejects.toThrow(/undefined/);
  });
});

describe('document-ids', () => {
  it('throws when documentIds have no generated default', () => {
    expect(newDocumentId(strapi, ARTICLE)).toMatch(/^[a-z0-9]{24}$/);
    const without = taking.withModel(ARTICLE, { attributes: { documentId: { type: 'string' } } });
    expect(() => newDocumentId(without, ARTICLE)).toThrow('does not generate documentIds');
  });
});

describe('database-failures', () => {
  it('takes an error without a known code or message for one of the query', () => {
    expect(isDatabaseFailure(Object.assign(new Error(), { code: 'ECONNREFUSED' }))).toBe(true);
    expect(isDatabaseFailure(Object.assign(new Error('x'), { code: 'UNKNOWN' }))).toBe(false);
    expect(isDatabaseFailure(undefined)).toBe(false);
  });
});

describe('migrations', () => {
  it('ends the start before a table is changed', () => {
    const without = taking.strapiWithDb({ migrations: { providers: {} } });
    expect(() => registerMigration(without, 'a-migration', async () => {})).toThrow(
      'does not run migrations of plugins'
    );
  });
});

describe('persisted-tables', () => {
  it('takes a missing key for an empty list', async () => {
    expect(await persistedTables(strapi)).toContain(tableOf(strapi, ARTICLE));
    const store = { get: async () => null };
    expect(await persistedTables(taking.strapiWith({ store }))).toEqual([]);
  });
});

describe('published-components', () => {
  it('throws when a component has no table of links, rather than showing rows of drafts', () => {
    const models = {
      isGuarded: (uid: string) => uid === ARTICLE,
      attributeWith: (uid: string, component: string) =>
        uid === ARTICLE && component === 'career-field.seo' ? 'seo' : undefined,
    };
    expect(createPublishedComponents(strapi, models)('career-field.seo')).toBeDefined();
    const without = taking.withModel(ARTICLE, { attributes: { seo: {} } });
    expect(() => createPublishedComponents(without, models)('career-field.seo')).toThrow(
      `no table for the links of "seo" of ${ARTICLE}`
    );
  });
});

describe('relation-writes', () => {
  it('throws without the function, before anything is written', async () => {
    const without = taking.strapiWithDb({ entityManager: {} });
    await expect(setRelation(without, ARTICLE, 1, 'related', [2])).rejects.toThrow(
      'does not write a relation by itself'
    );
  });
});

describe('row-stamps', () => {
  it('leaves out a column that the table lacks', async () => {
    const article = await strapi.documents(ARTICLE).create({ locale: 'en', data: { title: 'Stamped' } });
    await taking.inRolledBack(async (connection) => {
      await connection.schema.alterTable(tableOf(strapi, ARTICLE), (table) =>
        table.dropColumn('updated_by_id')
      );
      const stamps = await readStamps(strapi, ARTICLE, article.documentId);
      expect(stamps.map(({ values }) => Object.keys(values))).toEqual([['updated_at', 'published_at']]);
      await restoreStamps(strapi, ARTICLE, stamps);
    });
  });
});

describe('rows-about-types', () => {
  it('leaves out the models of plugins that a site lacks', async () => {
    const without = taking.strapiWithDb({
      metadata: { has: () => false },
      query: () => {
        throw new Error('Queried a missing model');
      },
    });
    await deleteReferences(without, 'plugin::career-field.');
    await leaveWorkflows(without, 'plugin::career-field.');
  });
});

describe('schema-changes', () => {
  it('renames a table also without the stored schema', async () => {
    await taking.withoutTable('strapi_database_schema', async (connection) => {
      expect(await storedTables(strapi, connection)).toEqual([]);
      await renameTable(strapi, connection, tableOf(strapi, ARTICLE), 'renamed');
      expect(await connection.schema.hasTable('renamed')).toBe(true);
    });
  });
});

describe('schema-changes, of tables that are dropped', () => {
  it('throws without the inspector, before anything is dropped', async () => {
    const without = taking.strapiWithDb({ dialect: { client: 'mysql' } });
    await expect(existingTables(without)).rejects.toThrow(/undefined/);
    const key = { table: tableOf(strapi, ARTICLE), constraint: 'key', columns: ['id'] };
    await expect(dropForeignKey(without, strapi.db.connection, key)).rejects.toThrow(/undefined/);
  });
});

describe('schema-sync', () => {
  it('takes a database without the stored schema for one whose tables change', async () => {
    expect(await willChangeSchema(strapi)).toBe(false);
    const getSchemaConnection = () => ({ hasTable: async () => false });
    expect(await willChangeSchema(taking.strapiWithDb({ getSchemaConnection }))).toBe(true);
  });

  it('throws without the hook or the storage of the schema', async () => {
    expect(() => beforeSchemaSync(taking.strapiWith({ hook: () => undefined }), async () => {})).toThrow(
      /undefined/
    );
    await expect(willChangeSchema(taking.strapiWithDb({ schema: {} }))).rejects.toThrow(/undefined/);
  });
});

describe('stored-fields', () => {
  it('changes nothing without the table of permissions or the keys of layouts', async () => {
    await taking.withoutTable('admin_permissions', (connection) =>
      renamePermissionFields(strapi, connection, () => 'renamed')
    );
    await taking.withoutTable('strapi_core_store_settings', (connection) =>
      renameInLayouts(strapi, connection, ARTICLE, 'lead', 'summary')
    );
  });
});

describe('stored-links', () => {
  const LINKS = 'career_field_articles_cmps';

  it('finds and changes nothing where a table is missing', async () => {
    const model = { uid: ARTICLE, links: LINKS };
    await taking.withoutTable(LINKS, async (connection) => {
      expect(await holdersOf(strapi, connection, LINKS, 'seo')).toEqual([]);
      await renameField(strapi, connection, model, 'seo', 'meta');
    });
    await taking.withoutTable('files_related_mph', (connection) =>
      renameField(strapi, connection, model, 'hero', 'image')
    );
    await taking.withoutTable('strapi_database_schema', async (connection) => {
      expect(await holdingsOf(strapi, connection, 'career-field.seo')).toEqual([]);
      await renameLinkedComponent(strapi, connection, 'career-field.seo', 'career-field.meta');
    });
  });

  it('throws without a column', async () => {
    await taking.inRolledBack(async (connection) => {
      await connection.schema.alterTable(LINKS, (table) => table.renameColumn('cmp_id', 'component_id'));
      await expect(componentsIn(strapi, connection, LINKS, ['career-field.seo'])).rejects.toThrow('cmp_id');
    });
  });
});

describe('stored-rows', () => {
  it('finds no owner without the stored schema', async () => {
    await taking.withoutTable('strapi_database_schema', async (connection) => {
      const rows = await readStoredRows(strapi, connection, (uid) => tableOf(strapi, uid));
      expect(await rows.ownersOf(tableOf(strapi, 'career-field.seo'), 1)).toEqual([]);
    });
  });
});

describe('table-names', () => {
  it('throws when the metadata has neither columns nor tables of links', () => {
    class Metadata {
      loadModels(): void {}
      get(): object {
        return { attributes: { lead: {} } };
      }
    }
    const without = taking.strapiWithDb({ metadata: new Metadata() });
    expect(() => attributeNames(without, 'career_field_articles', 'article', 'lead')).toThrow(
      'does not give the names of tables and columns'
    );
  });
});

describe('type-table', () => {
  const namesOfIndexes = async (connection: Connection): Promise<string[]> =>
    ((await connection.raw('PRAGMA index_list(career_field_articles)')) as { name: string }[]).map(
      ({ name }) => name
    );

  it('names the column that is missing, before anything is read or written', async () => {
    const table = (uid: string, model: object) => new TypeTable(taking.withModel(uid, model), uid);
    const without = table(ARTICLE, { tableName: 'career_field_articles', attributes: { slug: {} } });
    expect(() => without.columns(['slug'])).toThrow(`no column for "slug" of ${ARTICLE}`);
    expect(() => without.values({ updatedAt: null })).toThrow(`no column for "updatedAt" of ${ARTICLE}`);
    expect(() => without.newRow({})).toThrow('does not generate documentIds');
    const unknown = new TypeTable(strapi, 'api::missing.missing');
    expect(() => unknown.query()).toThrow('no table for api::missing.missing');
  });

  it('throws before a query runs when Strapi does not say whether a transaction is open', async () => {
    const table = new TypeTable(taking.strapiWithDb({ inTransaction: undefined }), ARTICLE);
    const query = table.query().delete();
    await expect(table.read(query)).rejects.toThrow('inTransaction is not a function');
    await expect(table.transact(async (trx) => query.transacting(trx))).rejects.toThrow('inTransaction');
  });

  it('has its unique indexes again after Strapi has dropped them', async () => {
    const [index] = slugIndexesOf('article');
    const name = `career_field_articles_${index!.suffix}`;
    await strapi.db.connection.raw('DROP INDEX ??', [name]);
    expect(await namesOfIndexes(strapi.db.connection)).not.toContain(name);
    expect(await ensureUniqueIndex(strapi, ARTICLE, index!)).toEqual([]);
    expect(await namesOfIndexes(strapi.db.connection)).toContain(name);
  });

  it('has no index for an attribute without a column', async () => {
    const without = taking.withModel(ARTICLE, { tableName: 'career_field_articles', attributes: {} });
    const before = await namesOfIndexes(strapi.db.connection);
    await expect(ensureIndex(without, ARTICLE, 'slug', { suffix: 'slug' })).rejects.toThrow('no column');
    await expect(
      ensureUniqueIndex(without, ARTICLE, { suffix: 'slug', attributes: ['slug'], versions: 'all' })
    ).rejects.toThrow('no column');
    expect(await namesOfIndexes(strapi.db.connection)).toEqual(before);
  });
});

describe('relation-reads', () => {
  it('names the relation that has no table of links', () => {
    const links = { from: 'plugin::career-field.category', relation: 'parent', to: ARTICLE };
    const without = taking.withModel(links.from, { tableName: 'categories', attributes: { parent: {} } });
    expect(() => documentLinks(without, links)).toThrow('no table for the links of "parent"');
  });
});

describe('tables', () => {
  it('names the model or attribute that has no table', () => {
    expect(linkTableOf(strapi, ARTICLE, 'category').source).toBe('article_id');
    expect([{}, { useJoinTable: false }, { joinColumn: {} }].map(hasLinkTable)).toEqual([true, false, false]);
    expect(() => tableOf(strapi, 'api::missing.missing')).toThrow('no table for api::missing.missing');
    const without = taking.withModel('plugin::upload.file', { attributes: {} });
    expect(() => fileLinks(without)).toThrow('no table for the links of "related" of plugin::upload.file');
  });
});

describe('write-conflicts', () => {
  it('takes an error without a known code for one of another kind', () => {
    expect(writeConflictOf({ code: '40P01' })).toBe('repeatable');
    expect([
      writeConflictOf({ code: 'UNKNOWN' }),
      writeConflictOf(new Error('x')),
      writeConflictOf(null),
    ]).toEqual([undefined, undefined, undefined]);
    expect([duplicateOf({ code: 'UNKNOWN' }), duplicateOf(new Error('x')), duplicateOf(null)]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});

describe('zone-holders', () => {
  const holders = (of: RunningSite['strapi']): Promise<number[]> =>
    zoneHolders(of, ARTICLE, 'sections', 'career-field.text-section', [1]);

  it('throws when a dynamic zone has no table of links', async () => {
    expect(await holders(strapi)).toEqual([]);
    await expect(holders(taking.withModel(ARTICLE, { attributes: { sections: {} } }))).rejects.toThrow(
      `no table for the links of "sections" of ${ARTICLE}`
    );
  });
});
