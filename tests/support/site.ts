import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createStrapi, type Core, type UID } from '@strapi/strapi';
import supertest from 'supertest';
import { createDatabase, type DatabaseClient, type TestDatabase } from './databases';

const ROOT = path.resolve(__dirname, '../..');

/** Below the repository, so that the site finds its packages the way the playground does. */
const SITES = path.join(ROOT, '.tmp', 'sites');

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

export interface SiteOptions {
  /** Whether the shipped guides are brought in, as in the playground. */
  seeded?: boolean;
  /** Files of the site, by path; they replace the playground's. */
  files?: Record<string, string>;
  env?: Record<string, string>;
  /** Another database than that of the suite. */
  database?: DatabaseClient;
}

/** A Strapi site on disk with a database of its own, that can be started, stopped and started again. */
export interface Site {
  folder: string;
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
 * Waits until nothing is asked of the database any more. Strapi tells its webhooks of a write after the write has
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

export const createSite = async ({
  seeded = false,
  files = {},
  env = {},
  database: client,
}: SiteOptions = {}): Promise<Site> => {
  mkdirSync(SITES, { recursive: true });
  const folder = mkdtempSync(path.join(SITES, 'site-'));
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
  mkdirSync(path.join(folder, 'public', 'uploads'), { recursive: true });
  mkdirSync(path.join(folder, 'database', 'migrations'), { recursive: true });
  const write = (written: Record<string, string>): void => {
    for (const [name, content] of Object.entries(written)) {
      mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
      writeFileSync(path.join(folder, name), content);
    }
  };
  write({ ...(seeded ? {} : { 'src/index.js': LOCALES_ONLY }), ...files });
  const database: TestDatabase = await createDatabase(folder, client);

  const start = async (more: Record<string, string> = {}): Promise<RunningSite> => {
    Object.assign(
      process.env,
      { NODE_ENV: 'test', STRAPI_TELEMETRY_DISABLED: 'true' },
      database.env,
      env,
      more
    );
    const strapi = createStrapi({ appDir: folder, distDir: folder });
    strapi.log.level = 'error';
    const warnings: string[] = [];
    strapi.log.warn = ((message: string) => {
      warnings.push(message);
      return strapi.log;
    }) as typeof strapi.log.warn;
    try {
      await strapi.load();
    } catch (error) {
      // A start that failed leaves connections behind, which would keep the process alive.
      await strapi.db?.destroy();
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
