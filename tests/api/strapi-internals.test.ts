import { isBulkPublish, isContentManagerPath } from '../../server/src/strapi-internals/admin-requests';
import { wrapAdminWrites } from '../../server/src/strapi-internals/admin-writes';
import { catchFailedCommitCallbacks } from '../../server/src/strapi-internals/commit-callbacks';
import { registerComponent } from '../../server/src/strapi-internals/component-registry';
import { readStore, writeStore } from '../../server/src/strapi-internals/core-store';
import { databaseClient, type Connection } from '../../server/src/strapi-internals/database';
import { removeMissingFromLayouts } from '../../server/src/strapi-internals/default-layouts';
import { defaultLocale } from '../../server/src/strapi-internals/default-locale';
import { newDocumentId } from '../../server/src/strapi-internals/document-ids';
import { errors, loadHostUtils } from '../../server/src/strapi-internals/host-utils';
import { registerMigration } from '../../server/src/strapi-internals/migrations';
import { persistedTables } from '../../server/src/strapi-internals/persisted-tables';
import { createPublishedComponents } from '../../server/src/strapi-internals/published-components';
import { pluginModels } from '../../server/src/strapi-internals/registered-models';
import { setRelation } from '../../server/src/strapi-internals/relation-writes';
import { readStamps, restoreStamps } from '../../server/src/strapi-internals/row-stamps';
import { deleteReferences, leaveWorkflows } from '../../server/src/strapi-internals/rows-about-types';
import { renameTable, storedTables } from '../../server/src/strapi-internals/schema-changes';
import { beforeSchemaSync, willChangeSchema } from '../../server/src/strapi-internals/schema-sync';
import { renameInLayouts, renamePermissionFields } from '../../server/src/strapi-internals/stored-fields';
import { readStoredRows } from '../../server/src/strapi-internals/stored-rows';
import { attributeNames } from '../../server/src/strapi-internals/table-names';
import { fileLinks, linkTableOf, tableOf } from '../../server/src/strapi-internals/tables';
import { isUniquenessError } from '../../server/src/strapi-internals/uniqueness-errors';
import { writeConflictOf } from '../../server/src/strapi-internals/write-conflicts';
import { createSite, type RunningSite, type Site } from '../support/site';

/*
 * Each file of strapi-internals/ relies on something that Strapi does not document. Here it is taken away from a running
 * site, one piece at a time, to see what the file's header says for that case. Tables are renamed in a transaction that is
 * rolled back, which SQLite can do.
 */

type Strapi = RunningSite['strapi'];

const ARTICLE = 'plugin::career-field.article';

let site: Site;
let running: RunningSite;
let strapi: Strapi;

beforeAll(async () => {
  site = await createSite({ database: 'sqlite' });
  running = await site.start();
  ({ strapi } = running);
});

afterAll(async () => {
  await running?.stop();
  await site?.remove();
});

/** An object with some members replaced; everything else is the same. */
const withMembers = <Target extends object>(target: Target, members: object): Target =>
  Object.create(
    target,
    Object.fromEntries(Object.entries(members).map(([name, value]) => [name, { value, writable: true }]))
  ) as Target;

const strapiWith = (members: object): Strapi => withMembers(strapi, members);

const strapiWithDb = (members: object): Strapi => strapiWith({ db: withMembers(strapi.db, members) });

/** The running Strapi, with another model in its metadata under one uid. */
const withModel = (uid: string, model: object): Strapi => {
  const { metadata } = strapi.db;
  return strapiWithDb({
    metadata: { get: (name: string) => (name === uid ? model : metadata.get(name)), has: () => true },
  });
};

const ROLL_BACK = new Error('rolled back');

/** Runs something while a table has another name. */
const withoutTable = async (name: string, run: (connection: Connection) => Promise<void>): Promise<void> => {
  const missing = strapi.db.transaction(async ({ trx }) => {
    await trx.schema.renameTable(name, 'taken_away');
    await run(trx as unknown as Connection);
    throw ROLL_BACK;
  });
  await expect(missing).rejects.toBe(ROLL_BACK);
};

/** Runs something in a transaction that is rolled back. */
const inRolledBack = async (run: (connection: Connection) => Promise<void>): Promise<void> => {
  const undone = strapi.db.transaction(async ({ trx }) => {
    await run(trx as unknown as Connection);
    throw ROLL_BACK;
  });
  await expect(undone).rejects.toBe(ROLL_BACK);
};

describe('admin-requests', () => {
  it('takes a request with another path for none of the Content Manager', async () => {
    const at = (path: string | undefined) =>
      strapiWith({ requestContext: { get: () => (path === undefined ? undefined : { path }) } });
    expect(isBulkPublish(at(`/content-manager/collection-types/${ARTICLE}/actions/bulkPublish`))).toBe(true);
    expect(isBulkPublish(at('/editor/actions/bulkPublish'))).toBe(false);
    expect(isBulkPublish(at(undefined))).toBe(false);
    expect([isContentManagerPath('/content-manager/x'), isContentManagerPath(undefined)]).toEqual([
      true,
      false,
    ]);
  });
});

describe('admin-writes', () => {
  const wrappers = {
    around: (_write: object, run: () => Promise<unknown>) => run(),
    describe: async () => () => ({}),
  };

  const wrapWith = (controller: object | undefined): string[] => {
    let extended: object = {};
    const controllers = {
      get: () => controller,
      extend: (_uid: string, extend: (controller: object) => object) => (extended = extend(controller!)),
    };
    wrapAdminWrites(strapiWith({ get: () => controllers }), wrappers);
    const changed = extended as Record<string, unknown>;
    return Object.keys(changed).filter(
      (name) => changed[name] !== (controller as Record<string, unknown>)[name]
    );
  };

  it('leaves out an action that the Content Manager lacks', () => {
    const action = async (): Promise<void> => {};
    expect(wrapWith({ create: action, publish: action, find: action })).toEqual(['create', 'publish']);
  });

  it('wraps nothing without the controller', () => {
    expect(wrapWith(undefined)).toEqual([]);
  });
});

describe('commit-callbacks', () => {
  it('changes nothing about a transaction without onCommit', async () => {
    const db = { transaction: async (run: (parameters: object) => unknown) => run({}) };
    catchFailedCommitCallbacks(strapiWith({ db }), () => true);
    const result = await db.transaction((parameters) => {
      (parameters as { onCommit: (after: () => void) => void }).onCommit(() => {});
      return 'written';
    });
    expect(result).toBe('written');
  });
});

describe('component-registry', () => {
  it('ends the start without a registry of components', () => {
    const without = strapiWith({ get: () => undefined });
    expect(() => registerComponent(without, 'shared', 'box', {})).toThrow(/undefined/);
  });
});

describe('core-store', () => {
  it('reads nothing and writes nothing without its table', async () => {
    await withoutTable('strapi_core_store_settings', async (connection) => {
      expect(await readStore(strapi, connection, 'plugin_')).toEqual([]);
      await writeStore(strapi, connection, 'plugin_career-field_x', true);
    });
    expect(await readStore(strapi, strapi.db.connection, 'plugin_career-field_x')).toEqual([]);
  });
});

describe('database', () => {
  it('rejects a client that has no statements', () => {
    const dialect = { client: 'oracle' };
    expect(() => databaseClient(strapiWithDb({ dialect }))).toThrow('"oracle" is not supported');
  });
});

describe('default-layouts', () => {
  it('changes nothing without the config of a type', () => {
    const type = { attributes: {} };
    removeMissingFromLayouts(strapiWith({ contentType: () => type }), ARTICLE);
    expect(type).toEqual({ attributes: {} });
  });
});

describe('default-locale', () => {
  it('throws without the service of i18n', async () => {
    const plugin = () => ({ service: () => undefined });
    await expect(defaultLocale(strapiWith({ plugin }))).rejects.toThrow(/undefined/);
  });
});

describe('document-ids', () => {
  it('throws when documentIds have no generated default', () => {
    expect(newDocumentId(strapi, ARTICLE)).toMatch(/^[a-z0-9]{24}$/);
    const without = withModel(ARTICLE, { attributes: { documentId: { type: 'string' } } });
    expect(() => newDocumentId(without, ARTICLE)).toThrow('does not generate documentIds');
  });
});

describe('host-utils', () => {
  it('names the package that cannot be found', () => {
    expect(() => loadHostUtils('/nowhere/index.js')).toThrow(
      "Cannot find module '@strapi/strapi/package.json'"
    );
  });
});

describe('migrations', () => {
  it('ends the start before a table is changed', () => {
    const without = strapiWithDb({ migrations: { providers: {} } });
    expect(() => registerMigration(without, 'a-migration', async () => {})).toThrow(
      'does not run migrations of plugins'
    );
  });
});

describe('persisted-tables', () => {
  it('takes a missing key for an empty list', async () => {
    expect(await persistedTables(strapi)).toContain(tableOf(strapi, ARTICLE));
    const store = { get: async () => null };
    expect(await persistedTables(strapiWith({ store }))).toEqual([]);
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
    const without = withModel(ARTICLE, { attributes: { seo: {} } });
    expect(() => createPublishedComponents(without, models)('career-field.seo')).toThrow(
      `no table for the links of "seo" of ${ARTICLE}`
    );
  });
});

describe('registered-models', () => {
  it('has the attributes that Strapi registers', () => {
    for (const { uid, attributes } of pluginModels()) {
      const registered = strapi.getModel(uid as 'admin::user').attributes as Record<string, { type: string }>;
      const types = (of: Record<string, { type: string }>): object =>
        Object.fromEntries(
          Object.entries(of)
            .map(([name, { type }]): [string, string] => [name, type])
            .sort()
        );
      expect({ uid, attributes: types(attributes) }).toEqual({ uid, attributes: types(registered) });
    }
  });
});

describe('relation-writes', () => {
  it('throws without the function, before anything is written', async () => {
    const without = strapiWithDb({ entityManager: {} });
    await expect(setRelation(without, ARTICLE, 1, 'related', [2])).rejects.toThrow(
      'does not write a relation by itself'
    );
  });
});

describe('row-stamps', () => {
  it('leaves out a column that the table lacks', async () => {
    const article = await strapi.documents(ARTICLE).create({ locale: 'en', data: { title: 'Stamped' } });
    await inRolledBack(async (connection) => {
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
    const without = strapiWithDb({
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
    await withoutTable('strapi_database_schema', async (connection) => {
      expect(await storedTables(strapi, connection)).toEqual([]);
      await renameTable(strapi, connection, tableOf(strapi, ARTICLE), 'renamed');
      expect(await connection.schema.hasTable('renamed')).toBe(true);
    });
  });
});

describe('schema-sync', () => {
  it('takes a database without the stored schema for one whose tables change', async () => {
    expect(await willChangeSchema(strapi)).toBe(false);
    const getSchemaConnection = () => ({ hasTable: async () => false });
    expect(await willChangeSchema(strapiWithDb({ getSchemaConnection }))).toBe(true);
  });

  it('throws without the hook or the storage of the schema', async () => {
    expect(() => beforeSchemaSync(strapiWith({ hook: () => undefined }), async () => {})).toThrow(
      /undefined/
    );
    await expect(willChangeSchema(strapiWithDb({ schema: {} }))).rejects.toThrow(/undefined/);
  });
});

describe('stored-fields', () => {
  it('changes nothing without the table of permissions or the keys of layouts', async () => {
    await withoutTable('admin_permissions', (connection) =>
      renamePermissionFields(strapi, connection, () => 'renamed')
    );
    await withoutTable('strapi_core_store_settings', (connection) =>
      renameInLayouts(strapi, connection, ARTICLE, 'lead', 'summary')
    );
  });
});

describe('stored-rows', () => {
  it('finds no owner without the stored schema', async () => {
    await withoutTable('strapi_database_schema', async (connection) => {
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
    const without = strapiWithDb({ metadata: new Metadata() });
    expect(() => attributeNames(without, 'career_field_articles', 'article', 'lead')).toThrow(
      'does not give the names of tables and columns'
    );
  });
});

describe('tables', () => {
  it('names the model or attribute that has no table', () => {
    expect(linkTableOf(strapi, ARTICLE, 'category').source).toBe('article_id');
    expect(() => tableOf(strapi, 'api::missing.missing')).toThrow('no table for api::missing.missing');
    const without = withModel('plugin::upload.file', { attributes: {} });
    expect(() => fileLinks(without)).toThrow('no table for the links of "related" of plugin::upload.file');
  });
});

describe('uniqueness-errors', () => {
  it('takes an error with another message for one of another kind', () => {
    const failure = (message: string) =>
      new errors.ValidationError('', { errors: [{ path: ['slug'], message }] });
    expect(isUniquenessError(failure('This attribute must be unique'), 'slug')).toBe(true);
    expect(isUniquenessError(failure('This value exists'), 'slug')).toBe(false);
    expect(isUniquenessError(new errors.ValidationError(''), 'slug')).toBe(false);
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
  });
});
