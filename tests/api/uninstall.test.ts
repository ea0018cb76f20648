import path from 'node:path';
import type { Core } from '@strapi/strapi';
import type { Guides } from '../../server/src/guide';
import { uninstall, UninstallError } from '../../server/src/maintenance/uninstall';
import { planUninstall } from '../../server/src/maintenance/uninstall/plan';
import { removeRows } from '../../server/src/maintenance/uninstall/remove-rows';
import { publishable } from '../support/articles';
import { databaseClient } from '../support/databases';
import { dumpDatabase, without, type Dump } from '../support/dump';
import { OWN_TYPES } from '../support/own-types';
import { allowPublic, createToken } from '../support/permissions';
import { createSite, uid, type RunningSite, type Site } from '../support/site';

const OWN_TABLE = /^(components_)?career_field_/;
const ON = { CAREER_FIELD_ENABLED: 'true' };
const OFF = { CAREER_FIELD_ENABLED: 'false' };
const PICTURE = path.resolve(__dirname, '../../playground/favicon.png');

let site: Site;
let running: RunningSite | undefined;

const start = async (env: Record<string, string>): Promise<Core.Strapi> => {
  running = await site.start(env);
  return running.strapi;
};

const stop = async (): Promise<void> => {
  await running?.stop();
  running = undefined;
};

afterEach(async () => {
  await stop();
  await site?.remove();
});

const ownTables = (dump: Dump): string[] => Object.keys(dump).filter((table) => OWN_TABLE.test(table));

const seed = async (strapi: Core.Strapi): Promise<void> => {
  await strapi.plugin('career-field').service('seeding').seed();
};

const upload = async (strapi: Core.Strapi, name: string): Promise<number> => {
  const [file] = await strapi
    .plugin('upload')
    .service('upload')
    .upload({
      data: { fileInfo: { name } },
      files: { filepath: PICTURE, originalFilename: name, mimetype: 'image/png', size: 1239 },
    });
  return file.id;
};

const create = async (strapi: Core.Strapi, type: string, data: object): Promise<string> => {
  const { documentId } = await strapi.documents(type as never).create({ data } as never);
  return documentId;
};

const byName = <Named extends { name: string }>(list: Named[]): Named[] =>
  list.toSorted((one, other) => one.name.localeCompare(other.name));

/** The columns, indexes and constraints of every table, sorted. */
const shapeOf = async (strapi: Core.Strapi): Promise<unknown> => {
  const { tables } = await strapi.db.dialect.schemaInspector.getSchema();
  return byName(tables).map(({ name, columns, indexes, foreignKeys }) => ({
    name,
    columns: byName(columns),
    indexes: byName(indexes).map((index) => ({ ...index, columns: index.columns.toSorted() })),
    foreignKeys: byName(foreignKeys),
  }));
};

/** Dumps the database after the background rebuild of guides. */
const dumpAtRest = async (strapi: Core.Strapi): Promise<Dump> => {
  await (strapi.plugin('career-field').service('guides') as Guides).settled();
  return dumpDatabase(strapi);
};

/** The dump without rows and values that differ on every bootstrap. */
const settled = (dump: Dump): Dump => ({
  ...without(dump, ['files', 'admin_permissions_role_lnk']),
  admin_permissions: dump.admin_permissions!.map(({ action, subject }) => ({ action, subject })),
  strapi_database_schema: dump.strapi_database_schema!.map(({ hash }) => ({ hash })),
});

describe('a site that references nothing of the plugin', () => {
  /** Creates the rows that Strapi's own features store about a content type. */
  const useFeatures = async (strapi: Core.Strapi): Promise<void> => {
    const article = uid('article');
    await allowPublic(strapi, [`${article}.find`]);
    await createToken(strapi, 'custom', ['api::plain.plain.find', `${article}.findOne`]);
    // That helper names a token after its permissions; the name is the site's.
    await strapi.db
      .query('admin::api-token')
      .updateMany({ where: { type: 'custom' }, data: { name: 'Token' } });
    const role = await strapi.db.query('admin::role').findOne({ where: { code: 'strapi-editor' } });
    await strapi.db.query('admin::permission').create({
      data: {
        action: 'plugin::content-manager.explorer.read',
        subject: article,
        conditions: [],
        role: role.id,
      },
    });
    const { documentId } = (await strapi.documents(article).findFirst({ locale: 'de' }))!;
    const about = { contentType: article, relatedDocumentId: documentId };
    await strapi.db.query('plugin::content-manager.history-version').create({
      data: { ...about, locale: 'de', status: 'draft', data: {}, schema: {} },
    });
    await strapi.db.query('plugin::i18n.ai-localization-job').create({
      data: { ...about, sourceLocale: 'de', targetLocales: ['en'], status: 'completed' },
    });
    const release = await strapi.db.query('plugin::content-releases.release').create({
      data: { name: 'Spring', status: 'empty' },
    });
    await strapi.db.query('plugin::content-releases.release-action').create({
      data: { type: 'publish', contentType: article, entryDocumentId: documentId, release: release.id },
    });
    await strapi.db.query('plugin::review-workflows.workflow').create({
      data: { name: 'Two pairs of eyes', contentTypes: [article, 'api::plain.plain'] },
    });
    await strapi.store.set({ type: 'plugin', name: 'career-field', key: 'anything', value: 1 });
  };

  const files = Object.fromEntries(
    Object.entries(OWN_TYPES).filter(([file]) => file.startsWith('src/api/plain/'))
  );

  it('is left as it was before the installation, and the plugin can be installed again', async () => {
    site = await createSite({ files, emptyDatabase: true });
    let strapi = await start(OFF);
    const one = await create(strapi, 'api::plain.plain', { title: 'One' });
    await create(strapi, 'api::plain.plain', { title: 'Two', related: [one] });
    await allowPublic(strapi, ['api::plain.plain.find']);
    await upload(strapi, 'own.png');
    const before = await dumpDatabase(strapi);
    const shape = await shapeOf(strapi);
    await stop();

    strapi = await start(ON);
    await seed(strapi);
    await useFeatures(strapi);
    const seeded = await dumpAtRest(strapi);
    const planned = await uninstall(strapi, { dropData: false });
    expect(await dumpDatabase(strapi)).toEqual(seeded);
    expect(planned).toMatchObject({ dropped: false, references: [] });
    expect(planned.documents).toMatchObject({ article: 3, category: expect.any(Number) });
    expect(planned.tables).toEqual(ownTables(seeded));
    expect(planned.kept).toEqual([{ table: 'files', why: expect.stringContaining('Media Library') }]);

    expect(await uninstall(strapi, { dropData: true })).toEqual({ ...planned, dropped: true });
    const after = await dumpDatabase(strapi);
    expect(ownTables(after)).toEqual([]);
    expect(after.files).toEqual(seeded.files);
    expect(after.files_related_mph).toEqual(before.files_related_mph);
    const references = Object.entries(without(after, ['strapi_database_schema'])).flatMap(([table, rows]) =>
      rows
        .filter(({ key }) => key !== 'strapi_content_types_schema')
        .filter((row) => /career-field|career_field/.test(JSON.stringify(row)))
        .map((row) => ({ table, row }))
    );
    expect(references).toEqual([]);
    // The site's own rows of those features stay.
    const [workflow] = await strapi.db.query('plugin::review-workflows.workflow').findMany();
    expect(workflow.contentTypes).toEqual(['api::plain.plain']);
    expect(after.strapi_api_token_permissions).toMatchObject([{ action: 'api::plain.plain.find' }]);
    await stop();

    strapi = await start(OFF);
    const uninstalled = await dumpDatabase(strapi);
    const ownRows = [
      ...['strapi_api_tokens', 'strapi_api_token_permissions', 'strapi_api_token_permissions_token_lnk'],
      ...['strapi_releases', 'strapi_workflows'],
    ];
    for (const table of ownRows) expect(uninstalled).toHaveProperty(table, after[table]);
    expect(without(settled(uninstalled), ownRows)).toEqual(without(settled(before), ownRows));
    expect(await shapeOf(strapi)).toEqual(shape);
    await stop();

    strapi = await start(ON);
    expect(ownTables(await dumpDatabase(strapi))).toEqual(planned.tables);
    expect(await strapi.documents(uid('article')).count({})).toBe(0);
    expect((await running!.request.get('/api/career-field/articles')).status).toBe(200);
  });

  it('can be finished by the next run when a table is still referenced, and names that table', async () => {
    site = await createSite({ files });
    let strapi = await start(ON);
    const shape = await shapeOf(strapi);
    await create(strapi, uid('category'), { name: 'Web', slug: 'web' });
    const { connection } = strapi.db;
    // A table of an older release, and one of another owner with the same prefix.
    const store = { type: 'core', key: 'persisted_tables' } as const;
    const list = (await strapi.store.get(store)) as object[];
    await strapi.store.set({ ...store, value: [...list, { name: 'career_field_former' }, 'others'] });
    for (const name of ['career_field_former', 'career_field_foreign']) {
      await connection.schema.createTable(name, (table) => table.increments('id'));
    }
    await connection('career_field_former').insert({ id: 1 });
    // Tables of the site's owner that Strapi does not know.
    const refer = async (name: string, target: string): Promise<void> => {
      await connection.schema.createTable(name, (table) => {
        table.integer('target').unsigned().references('id').inTable(target);
      });
      await connection(name).insert({ target: 1 });
    };
    await refer('notes_on_former', 'career_field_former');
    await refer('notes_on_categories', 'career_field_categories');

    expect((await uninstall(strapi, { dropData: false })).tables).toContain('career_field_former');
    const before = await dumpAtRest(strapi);
    const refusal = async (): Promise<string> => {
      const error = await uninstall(strapi, { dropData: true }).catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(UninstallError);
      return (error as Error).message;
    };
    expect(await refusal()).toContain('"career_field_former"');
    if (databaseClient !== 'mysql') expect(await dumpDatabase(strapi)).toEqual(before);
    await connection.schema.dropTable('notes_on_former');
    expect(await refusal()).toContain('"career_field_categories"');
    await stop();

    strapi = await start(ON);
    await strapi.db.connection.schema.dropTable('notes_on_categories');
    await uninstall(strapi, { dropData: true });
    expect(ownTables(await dumpDatabase(strapi))).toEqual(['career_field_foreign']);
    expect(await strapi.store.get(store)).toEqual(['others']);
    await strapi.db.connection.schema.dropTable('career_field_foreign');
    await stop();

    // With the plugin still enabled, Strapi creates its tables again, which are empty.
    strapi = await start(ON);
    expect(await shapeOf(strapi)).toEqual(shape);
    expect(await strapi.db.query(uid('category')).count()).toBe(0);
    expect(await uninstall(strapi, { dropData: true })).toMatchObject({ documents: {}, kept: [] });
    expect(ownTables(await dumpDatabase(strapi))).toEqual([]);
  });

  it('is finished by Strapi itself when the process ends before a table is dropped, and the plugin is off', async () => {
    site = await createSite({ files });
    let strapi = await start(ON);
    await create(strapi, uid('category'), { name: 'Web', slug: 'web' });
    // The rows are removed in one transaction before the tables; a process may end in between.
    await strapi.db.transaction(async ({ trx }) => removeRows(strapi, trx, await planUninstall(strapi, trx)));
    await stop();
    strapi = await start(OFF);
    expect(ownTables(await dumpDatabase(strapi))).toEqual([]);
  });
});

describe('a site that references components and articles of the plugin', () => {
  const relation = (kind: string, more: object = {}) => ({ type: 'relation', relation: kind, ...more });
  const toArticle = { target: 'plugin::career-field.article' };

  const landing = (attributes: object): Record<string, string> => ({
    'src/api/landing/content-types/landing/schema.json': JSON.stringify({
      kind: 'collectionType',
      collectionName: 'landings',
      info: { singularName: 'landing', pluralName: 'landings', displayName: 'Landing' },
      options: { draftAndPublish: false },
      attributes,
    }),
  });

  /** The attributes that the type keeps without the plugin. */
  const lasting = {
    title: { type: 'string' },
    plain: relation('oneToOne', { target: 'api::plain.plain' }),
    facts: { type: 'component', component: 'career-field.facts-section' },
    hero: { type: 'component', component: 'career-field.image' },
  };

  const LANDING = landing({
    ...lasting,
    zone: { type: 'dynamiczone', components: ['shared.teaser', 'career-field.text-section'] },
    article: relation('oneToOne', toArticle),
    articles: relation('oneToMany', toArticle),
    only: relation('oneToOne', { ...toArticle, useJoinTable: false }),
    anything: relation('morphToOne'),
    things: relation('morphToMany'),
  });

  const component = (name: string, attributes: object): Record<string, string> => ({
    [`src/components/career-field/${name}.json`]: JSON.stringify({
      collectionName: `components_career_field_${name.replaceAll('-', '_')}s`,
      info: { displayName: name },
      attributes,
    }),
  });

  const FACT_ITEM = component('fact-item', {
    label: { type: 'string', required: true },
    value: { type: 'string', required: true },
    sourceUrl: { type: 'string' },
    note: { type: 'string' },
  });

  /** An attribute that the site adds to a type of another plugin. */
  const EXTENSION = {
    'src/extensions/users-permissions/strapi-server.js': `module.exports = (plugin) => {
      const { attributes } = plugin.contentTypes.user.schema;
      const target = 'plugin::career-field.article';
      // Node reads this file once.
      if (process.env.FAVOURITE === 'none') delete attributes.favourite;
      else attributes.favourite = { type: 'relation', relation: 'oneToOne', target };
      return plugin;
    };`,
  };

  const populate = {
    facts: { populate: ['facts'] },
    hero: { populate: ['file'] },
    plain: { fields: ['title'] },
  };

  /** The attributes of a landing page that stay without the plugin, as a reader gets them. */
  const landingOf = async (strapi: Core.Strapi): Promise<Record<string, unknown>> => {
    const [found] = await strapi.documents('api::landing.landing' as never).findMany({ populate } as never);
    const { title, facts, hero, plain } = JSON.parse(JSON.stringify(found)) as Record<string, unknown>;
    return { title, facts, hero, plain };
  };

  /** Creates rows of the site and of the plugin in the same tables. */
  const fill = async (strapi: Core.Strapi): Promise<void> => {
    await seed(strapi);
    const facts = (label: string) => ({
      heading: label,
      after: 'tasks',
      facts: [{ label, value: 'V', sourceUrl: 'https://example.org' }],
    });
    const category = await create(strapi, uid('category'), { name: 'Other', slug: 'other' });
    const article = await create(strapi, uid('article'), {
      ...publishable('mine', category),
      hero: { file: await upload(strapi, 'guide.png'), alt: 'Guide' },
      sections: [{ __component: 'career-field.facts-section', ...facts('Of the guide') }],
    });
    await strapi.documents(uid('article')).publish!({ documentId: article });
    const plain = await create(strapi, 'api::plain.plain', { title: 'Plain' });
    await strapi.documents('api::plain.plain' as never).publish!({ documentId: plain });
    const [{ id }] = await strapi.db
      .connection('career_field_articles')
      .where({ document_id: article })
      .select('id');
    const [{ id: plainId }] = await strapi.db.connection('plains').where({ document_id: plain }).select('id');
    await create(strapi, 'api::landing.landing', {
      title: 'Landing',
      plain,
      facts: facts('Of the site'),
      hero: { file: await upload(strapi, 'site.png'), alt: 'Site' },
      zone: [
        { __component: 'shared.teaser', name: 'Teaser', plain, article },
        { __component: 'career-field.text-section', heading: 'Text', after: 'tasks' },
      ],
      article,
      articles: [article],
    });
    // The document service does not write these three kinds of relations by documentId.
    await strapi.db.query('api::landing.landing' as never).update({
      where: { title: 'Landing' },
      data: {
        only: id,
        anything: { __type: uid('article'), id },
        things: [
          { __type: uid('article'), id },
          { __type: 'api::plain.plain', id: plainId },
        ],
      },
    });
    await create(strapi, 'api::page.page', { name: 'Page', plain, article });
    await create(strapi, 'api::story.story', { name: 'Story', plain, article });
  };

  it('cannot uninstall it and loses nothing; after the references are removed it keeps its own data', async () => {
    site = await createSite({
      files: { ...OWN_TYPES, ...LANDING, ...FACT_ITEM, ...EXTENSION },
    });
    let strapi = await start(ON);
    await fill(strapi);
    const before = await dumpAtRest(strapi);
    const page = await landingOf(strapi);
    expect(page).toMatchObject({
      facts: { facts: [{ label: 'Of the site' }] },
      hero: { file: { name: 'site.png' } },
      plain: { title: 'Plain' },
    });

    const refused = (await uninstall(strapi, { dropData: true }).catch((reason: unknown) => reason)) as Error;
    expect(refused).toBeInstanceOf(UninstallError);
    expect(await dumpDatabase(strapi)).toEqual(before);
    const { references } = await uninstall(strapi, { dropData: false });
    expect(
      references.map(({ uid: owner, attribute, file }) => `${owner} ${attribute} ${file}`).sort()
    ).toEqual([
      'api::landing.landing article src/api/landing/content-types/landing/schema.json',
      'api::landing.landing articles src/api/landing/content-types/landing/schema.json',
      'api::landing.landing facts src/api/landing/content-types/landing/schema.json',
      'api::landing.landing hero src/api/landing/content-types/landing/schema.json',
      'api::landing.landing only src/api/landing/content-types/landing/schema.json',
      'api::landing.landing zone src/api/landing/content-types/landing/schema.json',
      'api::page.page article src/api/page/content-types/page/schema.json',
      'api::story.story article src/api/story/content-types/story/schema.json',
      'plugin::users-permissions.user favourite src/extensions/users-permissions/content-types/user/schema.json',
      'shared.teaser article src/components/shared/teaser.json',
    ]);
    for (const { uid: owner, attribute, target, file } of references) {
      expect(refused.message).toContain(`${owner}: ${attribute} references ${target} (${file})`);
    }
    await stop();

    // As the message demands: without the relations, and with the site's own files for the components that it keeps.
    const withoutArticle = (file: string): string => {
      const { attributes, ...rest } = JSON.parse(OWN_TYPES[file]!) as { attributes: Record<string, object> };
      delete attributes.article;
      return JSON.stringify({ ...rest, attributes });
    };
    const changed = [
      'src/components/shared/teaser.json',
      'src/api/page/content-types/page/schema.json',
      'src/api/story/content-types/story/schema.json',
    ];
    const section = {
      after: { type: 'string' },
      heading: { type: 'string' },
      navLabel: { type: 'string' },
      anchor: { type: 'string' },
      body: { type: 'blocks' },
      hideInToc: { type: 'boolean' },
    };
    site.write({
      ...landing({
        ...lasting,
        anything: relation('morphToOne'),
        things: relation('morphToMany'),
        zone: { type: 'dynamiczone', components: ['shared.teaser'] },
      }),
      ...Object.fromEntries(changed.map((file) => [file, withoutArticle(file)])),
      ...component('facts-section', {
        ...section,
        facts: { type: 'component', component: 'career-field.fact-item', repeatable: true },
      }),
      ...component('image', {
        file: { type: 'media', multiple: false },
        alt: { type: 'string' },
        caption: { type: 'string' },
        credit: { type: 'string' },
        aiGenerated: { type: 'boolean' },
      }),
    });
    strapi = await start({ ...ON, FAVOURITE: 'none' });
    expect(await landingOf(strapi)).toEqual(page);
    const freed = await dumpAtRest(strapi);
    const report = await uninstall(strapi, { dropData: true });
    const after = await dumpDatabase(strapi);
    expect(Object.keys(freed).filter((table) => !(table in after))).toEqual(report.tables);
    const kept = [
      'components_career_field_fact_items',
      'components_career_field_facts_sections',
      'components_career_field_facts_sections_cmps',
      'components_career_field_images',
      // Its row in the dynamic zone stays in the database, for a site that allows the component there again.
      'components_career_field_text_sections',
    ];
    expect(ownTables(after)).toEqual(kept);
    expect(Object.fromEntries(kept.map((table) => [table, after[table]!.length]))).toEqual(
      Object.fromEntries(kept.map((table) => [table, 1]))
    );
    expect(report.kept.find(({ table }) => table === kept[0])?.why).toMatch(/site's own component/);
    expect(freed.landings_things_mph).toHaveLength(2);
    expect(after.landings_things_mph).toMatchObject([{ things_type: 'api::plain.plain' }]);
    expect(after.files_related_mph).toMatchObject([{ related_type: 'career-field.image' }]);
    await stop();

    strapi = await start({ ...OFF, FAVOURITE: 'none' });
    expect(await landingOf(strapi)).toEqual(page);
    const last = await dumpDatabase(strapi);
    for (const table of ['pages', 'storys', 'components_shared_teasers']) {
      expect(last[table]).toEqual(before[table]);
    }
  });
});
