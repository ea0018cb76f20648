import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Core } from '@strapi/strapi';
import type { Migration } from '../../server/src/maintenance/migrations/changes';
import type { SeedingService } from '../../server/src/services/seeding';
import { paragraph } from '../support/articles';
import { changePlugin, type Replacement } from '../support/changed-plugin';
import type { DatabaseClient } from '../support/databases';
import { createSite, uid, type RunningSite, type Site } from '../support/site';

const DATABASES: DatabaseClient[] = ['sqlite', 'postgres', 'mysql'];

/** The model of a later release, as replacements in the built one. */
const LATER_MODEL: Replacement[] = [
  ['furtherReading', 'readOn'],
  ['entryRequirements', 'demands'],
  ['sampleSize', 'respondents'],
  [/article: \{ type: "relation", relation: "oneToOne"/, 'guide: { type: "relation", relation: "oneToOne"'],
  [/file: \{ type: "media", multiple: false/, 'image: { type: "media", multiple: false'],
  ['area-item', 'part-of-the-field-with-a-long-name'],
  ['components_career_field_area_items', 'components_career_field_parts_of_the_field_with_long_names'],
  ['promo-section', 'teaser-section'],
  ['components_career_field_promo_sections', 'components_career_field_teaser_sections'],
  ['"bootcamp"', '"crash-course"'],
  [/,\n {4}attribution: \{ type: "text", maxLength: 1e3 \}/, ''],
  [/"career-field.callout-section",\n {8}"career-field.teaser-section"/, '"career-field.teaser-section"'],
  [/ {2}"callout-section": calloutSection,\n/, ''],
  // The section of that component, which such a release would not have either.
  [/components\$?\d*\["callout-section"\]\.attributes\.tone/, '{ enum: ["info"] }'],
];

/* eslint-disable @typescript-eslint/no-explicit-any -- content of any shape */

/** Two releases at once, and one attribute that both of them rename. */
const MIGRATIONS: Migration[] = [
  {
    name: '0.2.0-test',
    changes: [
      { change: 'rename-attribute', of: 'article', from: 'furtherReading', to: 'readOn' },
      { change: 'rename-attribute', of: 'study-path', from: 'entryRequirements', to: 'needs' },
      { change: 'rename-attribute', of: 'career-field.area-item', from: 'article', to: 'guide' },
      { change: 'rename-attribute', of: 'career-field.image', from: 'file', to: 'image' },
      { change: 'remove-attribute', of: 'career-field.source', attribute: 'attribution' },
      {
        change: 'remove-component',
        name: 'callout-section',
        table: 'components_career_field_callout_sections',
      },
    ],
  },
  {
    name: '0.3.0-test',
    changes: [
      { change: 'rename-attribute', of: 'study-path', from: 'needs', to: 'demands' },
      { change: 'rename-attribute', of: 'career-field.salary', from: 'sampleSize', to: 'respondents' },
      {
        change: 'rename-component',
        from: 'area-item',
        to: 'part-of-the-field-with-a-long-name',
        tables: {
          from: 'components_career_field_area_items',
          to: 'components_career_field_parts_of_the_field_with_long_names',
        },
      },
      {
        change: 'rename-component',
        from: 'promo-section',
        to: 'teaser-section',
        tables: {
          from: 'components_career_field_promo_sections',
          to: 'components_career_field_teaser_sections',
        },
      },
      { change: 'rename-value', of: 'study-path', attribute: 'kind', from: 'bootcamp', to: 'crash-course' },
    ],
  },
];

/** A release whose migration fails after everything else is done; MySQL and MariaDB cannot undo that. */
const BROKEN: Migration[] = MIGRATIONS.map((migration, index) =>
  index === MIGRATIONS.length - 1
    ? {
        ...migration,
        changes: [
          ...migration.changes,
          { change: 'rename-attribute', of: 'career-field.no-such', from: 'a', to: 'b' },
        ],
      }
    : migration
);

const PLUGINS = `module.exports = () => ({
  'career-field': { enabled: true, ...(process.env.PLUGIN ? { resolve: process.env.PLUGIN } : {}) },
  graphql: { enabled: false },
  'users-permissions': { config: { jwtSecret: 'secret' } },
});
`;

const FIELDS = ['title', 'furtherReading.label', 'areas.items.article', 'areas.items.title', 'hero.file'];

const LAYOUT = 'plugin_content_manager_configuration_content_types::plugin::career-field.article';

const IMPORTED = `type: article
key: imported
status: draft
locales:
  de:
    title: Eingelesen
    slug: eingelesen
    lead: Aus einer Datei
    areas: { items: [{ title: Bereich, text: Text }] }
    furtherReading: [{ label: Mehr, url: https://example.org }]
`;

const image = (file: number) => ({ file, alt: 'Ein Bild' });

const create = async (strapi: Core.Strapi, folder: string): Promise<void> => {
  const file = await strapi.db.query('plugin::upload.file').create({
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
  const category = await strapi
    .documents(uid('category'))
    .create({ locale: 'de', data: { name: 'IT', slug: 'it' } });
  await strapi.documents(uid('study-path')).create({
    locale: 'de',
    data: { title: 'Kurs', slug: 'kurs', kind: 'bootcamp', entryRequirements: 'Vorwissen' },
  });
  const other = await strapi.documents(uid('article')).create({
    locale: 'de',
    data: { title: 'Ziel', slug: 'ziel', lead: 'Ziel', category: category.documentId },
  });
  await strapi.documents(uid('article')).publish({ documentId: other.documentId, locale: 'de' });
  const article = await strapi.documents(uid('article')).create({
    locale: 'de',
    data: {
      title: 'Backend',
      slug: 'backend',
      lead: 'Kurz',
      category: category.documentId,
      hero: image(file.id),
      areas: {
        heading: 'Bereiche',
        items: [
          { title: 'Server', text: 'Auf dem Server', article: other.documentId },
          { title: 'Daten', text: 'Mit Daten' },
        ],
      },
      outlook: {
        salaries: [
          {
            level: 'entry',
            sampleSize: 17,
            median: 40_000,
            currency: 'EUR',
            period: 'year',
            asOf: '2026-01-01',
            source: { label: 'S', url: 'https://example.org' },
          },
        ],
      },
      furtherReading: [{ label: 'Weiter', url: 'https://example.org/weiter' }],
      sources: [{ label: 'Quelle', url: 'https://example.org/quelle', attribution: 'Nach einer Studie' }],
      sections: [
        {
          __component: 'career-field.callout-section',
          after: 'outlook',
          heading: 'Hinweis',
          body: paragraph('Beachten'),
        },
        {
          __component: 'career-field.promo-section',
          after: 'outlook',
          heading: 'Werbung',
          body: paragraph('Kaufen'),
          label: 'Los',
          url: 'https://example.org/los',
          image: image(file.id),
        },
      ],
    },
  });
  await strapi.documents(uid('article')).publish({ documentId: article.documentId, locale: 'de' });
  const role = await strapi.db
    .query('admin::role')
    .create({ data: { name: 'Writers', code: 'writers', description: '' } });
  await strapi.service('admin::role').addPermissions(role.id, [
    {
      action: 'plugin::content-manager.explorer.update',
      subject: uid('article'),
      properties: { fields: FIELDS, locales: ['de'] },
      conditions: [],
      actionParameters: {},
    },
  ]);
  const layouts = strapi.db.query('strapi::core-store');
  const stored = await layouts.findOne({ where: { key: LAYOUT } });
  const layout = JSON.parse(stored.value);
  layout.metadatas.furtherReading.edit.label = 'Zum Weiterlesen';
  layout.layouts.list = ['title', 'furtherReading'];
  await layouts.update({ where: { id: stored.id }, data: { value: JSON.stringify(layout) } });
  const seeding = strapi.plugin('career-field').service<SeedingService>('seeding');
  const { issues, failures } = await seeding.import(folder);
  expect({ issues, failures }).toEqual({ issues: [], failures: [] });
};

/**
 * Returns what Strapi's schema comparison would add or remove on the next bootstrap, without updates: on MariaDB it finds
 * updates in every schema, also in those of Strapi.
 */
const differencesOf = async ({ db }: Core.Strapi): Promise<string[]> => {
  const { diff } = await db.schema.schemaDiff.diff({
    previousSchema: db.schema.schema,
    databaseSchema: await db.dialect.schemaInspector.getSchema(),
    userSchema: db.schema.schema,
  });
  const { added, updated, removed } = diff.tables;
  return [
    ...added.map(({ name }) => `added ${name}`),
    ...removed.map(({ name }) => `removed ${name}`),
    ...updated.flatMap(({ columns, indexes, foreignKeys }) =>
      Object.entries({ columns, indexes, foreignKeys }).flatMap(([what, changes]) => [
        ...changes.added.map(({ name }) => `${what} added: ${name}`),
        ...changes.removed.map(({ name }) => `${what} removed: ${name}`),
      ])
    ),
  ].sort();
};

/** Returns every text of the articles under the names of the later release. */
const read = async (strapi: Core.Strapi): Promise<unknown> => {
  const articles = strapi.documents(uid('article'));
  const found = async (status: 'draft' | 'published') => {
    const [article] = (await articles.findMany({
      locale: 'de',
      status,
      filters: { slug: 'backend' },
      populate: {
        hero: { populate: ['image'] },
        areas: { populate: { items: { populate: ['guide'] } } },
        outlook: { populate: ['salaries'] },
        readOn: true,
        sources: true,
        sections: {
          on: { 'career-field.teaser-section': { populate: { image: { populate: ['image'] } } } },
        },
      } as never,
    })) as unknown as Record<string, any>[];
    return {
      hero: [article!.hero.alt, article!.hero.image.name],
      areas: article!.areas.items.map((item: Record<string, { slug: string }>) => [
        item.title,
        item.text,
        item.guide?.slug ?? null,
      ]),
      salaries: article!.outlook.salaries.map((salary: Record<string, unknown>) => salary.respondents),
      readOn: article!.readOn.map((link: Record<string, unknown>) => [link.label, link.url]),
      sources: article!.sources.map((source: Record<string, unknown>) => source.label),
      sections: article!.sections.map((section: Record<string, any>) => [
        section.__component,
        section.heading,
        section.label,
        section.image?.image?.name,
      ]),
    };
  };
  const [path] = await strapi
    .documents(uid('study-path'))
    .findMany({ locale: 'de', filters: { slug: 'kurs' } });
  return {
    draft: await found('draft'),
    published: await found('published'),
    path: [path!.kind, path!.demands],
  };
};

const ARTICLE = {
  hero: ['Ein Bild', 'a.png'],
  areas: [
    ['Server', 'Auf dem Server', 'ziel'],
    ['Daten', 'Mit Daten', null],
  ],
  salaries: [17],
  readOn: [['Weiter', 'https://example.org/weiter']],
  sources: ['Quelle'],
  sections: [['career-field.teaser-section', 'Werbung', 'Los', 'a.png']],
};

describe.each(DATABASES)('on %s', (client) => {
  let site: Site;
  let running: RunningSite;
  let folder: string;

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'career-field-migrations-'));
    writeFileSync(path.join(folder, 'imported.yaml'), IMPORTED);
    site = await createSite({
      database: client,
      files: { 'config/plugins.js': PLUGINS },
    });
    running = await site.start();
    await create(running.strapi, folder);
    await running.stop();
    const broken = site.start({ PLUGIN: changePlugin(LATER_MODEL, BROKEN) });
    await expect(broken).rejects.toThrow(/no-such/);
    running = await site.start({ PLUGIN: changePlugin(LATER_MODEL, MIGRATIONS) });
  });

  afterAll(async () => {
    await running?.stop();
    await site?.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  it('has every text under its new name, also after a bootstrap that failed midway', async () => {
    expect(await read(running.strapi)).toEqual({
      draft: ARTICLE,
      published: ARTICLE,
      path: ['crash-course', 'Vorwissen'],
    });
  });

  it('keeps removed attributes in a table that Strapi does not drop, and lists them', async () => {
    const { strapi } = running;
    const seeding = strapi.plugin('career-field').service<SeedingService>('seeding');
    const { removed } = await seeding.status();
    expect(removed).toEqual([
      { migration: '0.2.0-test', model: 'career-field.callout-section', attribute: 'sections', values: 2 },
      { migration: '0.2.0-test', model: 'career-field.source', attribute: 'attribution', values: 2 },
    ]);
    const rows = (await strapi.db.connection('career_field_removed_values').orderBy('id')) as {
      path: string;
      value: string;
      document_id: string;
      published: unknown;
    }[];
    expect(rows.map(({ path: where }) => where)).toEqual(['sources[1]', 'sources[1]', '', '']);
    expect(rows.slice(0, 2).map(({ value }) => JSON.parse(value))).toEqual([
      'Nach einer Studie',
      'Nach einer Studie',
    ]);
    for (const { value } of rows.slice(2)) {
      expect(value).toContain('Hinweis');
      expect(value).toContain('Beachten');
    }
    expect(rows.map(({ published }) => Boolean(published)).sort()).toEqual([false, false, true, true]);
    const [article] = await strapi
      .documents(uid('article'))
      .findMany({ filters: { slug: 'backend' }, locale: 'de' });
    expect(new Set(rows.map(({ document_id: id }) => id))).toEqual(new Set([article!.documentId]));
  });

  it('renames attributes in the permissions of roles and in the layout of the form', async () => {
    const { strapi } = running;
    const [permission] = await strapi.db
      .query('admin::permission')
      .findMany({ where: { subject: uid('article'), role: { code: 'writers' } } });
    expect(permission!.properties.fields).toEqual([
      'title',
      'readOn.label',
      'areas.items.guide',
      'areas.items.title',
      'hero.image',
    ]);
    const stored = await strapi.db.query('strapi::core-store').findOne({ where: { key: LAYOUT } });
    const layout = JSON.parse(stored.value);
    expect(layout.metadatas.readOn.edit.label).toBe('Zum Weiterlesen');
    expect(layout.metadatas.furtherReading).toBeUndefined();
    expect(layout.layouts.list).toEqual(['title', 'readOn']);
  });

  it('does not count imported documents as edited', async () => {
    const seeding = running.strapi.plugin('career-field').service<SeedingService>('seeding');
    const { types } = await seeding.status();
    expect(types.find(({ type }) => type === 'article')).toMatchObject({
      untouched: 1,
      edited: 0,
      unreadable: 0,
    });
    const [record] = await running.strapi.db.query(uid('seed-record')).findMany();
    // Also without the comparison of the rows' times.
    await running.strapi.db
      .query(uid('seed-record'))
      .update({ where: { id: record!.id }, data: { stamp: '' } });
    const again = await seeding.status();
    expect(again.types.find(({ type }) => type === 'article')).toMatchObject({ untouched: 1, edited: 0 });
  });

  it('leaves no index or constraint under an old name, and no change for the next bootstrap', async () => {
    const { strapi } = running;
    const schema = await strapi.db.dialect.schemaInspector.getSchema();
    const names = schema.tables.flatMap(({ name, indexes, foreignKeys }) => [
      name,
      ...indexes.map((index) => index.name),
      ...foreignKeys.map((key) => key.name),
    ]);
    const old = /area_item|promo_section|further_reading|entry_requirements/;
    expect(names.filter((name) => old.test(name) && !/_pkey$/.test(name))).toEqual([]);
    expect(await differencesOf(strapi)).toEqual([]);
  });
});
