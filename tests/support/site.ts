import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import type { Core, UID } from '@strapi/strapi';
import supertest from 'supertest';
import { createDatabase, databaseClient, type DatabaseClient, type TestDatabase } from './databases';
import { runFolder } from './run-folder';

/** See strapi-environment.js. */
declare const strapiTests: {
  createStrapi: (folder: string, env: Record<string, string>) => Core.Strapi;
};

/** A site that was started once and stopped: its uploads, and a database with the tables of Strapi. */
interface Template {
  folder: string;
  database: Pick<TestDatabase, 'client' | 'name'>;
}

const ROOT = path.resolve(__dirname, '../..');
const UPLOADS = path.join('public', 'uploads');

/** A site without guides: locales, and nothing else. */
const LOCALES_ONLY = `module.exports = {
  async bootstrap({ strapi }) {
    const locales = strapi.plugin('i18n').service('locales');
    for (const code of ['de', 'en']) {
      if (!(await locales.findByCode(code))) await locales.create({ code, name: code });
    }
  },
};
`;

const DATABASE = `module.exports = require(${JSON.stringify(path.join(__dirname, 'site-database'))});\n`;

export interface SiteOptions {
  /** Whether the shipped guides are imported, as in the playground. */
  seeded?: boolean;
  /** Whether the site that runs in this process has GraphQL, whose schema takes half of a start. */
  graphql?: boolean;
  /** Files of the site, by path; they replace the playground's. */
  files?: Record<string, string>;
  env?: Record<string, string>;
  /** Another database than that of the suite. */
  database?: DatabaseClient;
  /**
   * Whether the database has nothing in it, not even tables, for tests of a first start, and for sites that do
   * something else then than the playground. Otherwise it is as it is after one, which saves the seconds that each would
   * take.
   */
  emptyDatabase?: boolean;
}

/** A Strapi site on disk with a database of its own, that can be started, stopped and started again. */
export interface Site {
  folder: string;
  database: TestDatabase;
  /** Boots Strapi in this process, as `strapi start` would, without listening. */
  start: (env?: Record<string, string>) => Promise<RunningSite>;
  write: (files: Record<string, string>) => void;
  remove: () => Promise<void>;
}

export interface RunningSite {
  strapi: Core.Strapi;
  request: ReturnType<typeof supertest>;
  /** What was warned about since the start. */
  warnings: string[];
  stop: () => Promise<void>;
}

/**
 * Waits until no query runs any more. Strapi triggers the webhooks of a write after the write has
 * returned, with queries that nobody awaits; destroying the database under them would end the process.
 */
const untilIdle = async (strapi: Core.Strapi): Promise<void> => {
  const { pool } = strapi.db.connection.client as {
    pool: { numUsed: () => number; numPendingAcquires: () => number };
  };
  const isBusy = (): boolean => pool.numUsed() + pool.numPendingAcquires() > 0;
  // Idle for some turns in a row: a query is followed by the next one.
  for (let idle = 0; idle < 5; idle = isBusy() ? 0 : idle + 1) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
};

const createTemplate = async (client: DatabaseClient, seeded: boolean): Promise<Template> => {
  const site = await createSite({ database: client, seeded, emptyDatabase: true });
  const running = await site.start();
  await running.stop();
  return { folder: site.folder, database: { client, name: site.database.name } };
};

/**
 * Returns the template of all workers of a run: whichever needs it first creates it, and the others wait for its file.
 * global-teardown.ts deletes it.
 */
const templateOf = async (client: DatabaseClient, seeded: boolean): Promise<Template> => {
  const name = path.join(runFolder(), `template-${client}${seeded ? '-seeded' : ''}`);
  const file = `${name}.json`;
  mkdirSync(runFolder(), { recursive: true });
  for (;;) {
    if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as Template;
    try {
      mkdirSync(name);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
      continue;
    }
    try {
      // Renamed, so that nobody reads half of it.
      const written = path.join(name, 'template.json');
      writeFileSync(written, JSON.stringify(await createTemplate(client, seeded)));
      renameSync(written, file);
    } finally {
      rmSync(name, { recursive: true });
    }
  }
};

export const createSite = async ({
  seeded = false,
  graphql = false,
  files = {},
  env = {},
  database: client = databaseClient,
  emptyDatabase = 'src/index.js' in files,
}: SiteOptions = {}): Promise<Site> => {
  const template = emptyDatabase ? undefined : await templateOf(client, seeded);
  mkdirSync(runFolder(), { recursive: true });
  const folder = mkdtempSync(path.join(runFolder(), 'site-'));
  const playground = path.join(ROOT, 'playground');
  for (const part of ['config', 'src', 'favicon.png']) {
    cpSync(path.join(playground, part), path.join(folder, part), { recursive: true });
  }
  // A name of its own: jest minds two packages of one name below its root.
  const manifest = JSON.parse(readFileSync(path.join(playground, 'package.json'), 'utf8')) as object;
  writeFileSync(
    path.join(folder, 'package.json'),
    JSON.stringify({ ...manifest, name: path.basename(folder).toLowerCase() })
  );
  mkdirSync(path.join(folder, UPLOADS), { recursive: true });
  if (template) cpSync(path.join(template.folder, UPLOADS), path.join(folder, UPLOADS), { recursive: true });
  mkdirSync(path.join(folder, 'database', 'migrations'), { recursive: true });
  const write = (written: Record<string, string>): void => {
    for (const [name, content] of Object.entries(written)) {
      mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
      writeFileSync(path.join(folder, name), content);
    }
  };
  write({ 'config/database.js': DATABASE, ...(seeded ? {} : { 'src/index.js': LOCALES_ONLY }), ...files });
  const database = await createDatabase(folder, client, template?.database);

  const start = async (more: Record<string, string> = {}): Promise<RunningSite> => {
    const strapi = strapiTests.createStrapi(folder, {
      NODE_ENV: 'test',
      STRAPI_TELEMETRY_DISABLED: 'true',
      GRAPHQL_ENABLED: String(graphql),
      ...database.env,
      ...env,
      ...more,
    });
    strapi.log.level = 'error';
    const warnings: string[] = [];
    strapi.log.warn = ((message: string) => {
      warnings.push(message);
      return strapi.log;
    }) as typeof strapi.log.warn;
    try {
      await strapi.load();
    } catch (error) {
      // A start that failed leaves connections and clocks behind, and what the next start must not find.
      await strapi.destroy();
      throw error;
    }
    strapi.server.mount();
    return {
      strapi,
      request: supertest(strapi.server.httpServer),
      warnings,
      stop: async () => {
        await untilIdle(strapi);
        await strapi.destroy();
      },
    };
  };

  return {
    folder,
    database,
    start,
    write,
    remove: async () => {
      await database.drop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};

/** The uid of one of the plugin's types, in the type that Strapi's interfaces want. */
export const uid = (name: string): UID.CollectionType => `plugin::career-field.${name}` as UID.CollectionType;
