import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';

export const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..');

/** Below the repository, so that a site finds its packages. */
export const WORKPLACE = path.join(ROOT, '.tmp', 'bench');

/** A site without guides: two locales, and nothing else. */
const LOCALES_ONLY = `module.exports = {
  async bootstrap({ strapi }) {
    const locales = strapi.plugin('i18n').service('locales');
    for (const code of ['de', 'en']) {
      if (!(await locales.findByCode(code))) await locales.create({ code, name: code });
    }
  },
};
`;

const onServer = async (statement) => {
  const client = new pg.Client({
    host: process.env.DATABASE_HOST ?? '127.0.0.1',
    port: Number(process.env.DATABASE_PORT ?? 5432),
    user: process.env.DATABASE_USERNAME ?? 'postgres',
    password: process.env.DATABASE_PASSWORD ?? '',
    database: 'postgres',
  });
  await client.connect();
  await client.query(statement);
  await client.end();
};

let databases = 0;

const createDatabase = async (folder, client) => {
  if (client === 'sqlite') {
    const env = { DATABASE_CLIENT: 'sqlite', DATABASE_FILENAME: path.join(folder, 'data.db') };
    // The file is deleted with its folder.
    return { env, drop: async () => {} };
  }
  databases += 1;
  const name = `career_field_bench_${process.pid}_${databases}_${Date.now()}`;
  await onServer(`CREATE DATABASE ${name}`);
  return {
    env: { DATABASE_CLIENT: 'postgres', DATABASE_NAME: name },
    drop: () => onServer(`DROP DATABASE ${name} WITH (FORCE)`),
  };
};

/**
 * Creates the folder and the empty database of a site like the playground.
 *
 * @param {'sqlite' | 'postgres'} client
 * @returns {Promise<{folder: string, env: Record<string, string>, remove: () => Promise<void>}>}
 */
export const createSite = async (client) => {
  mkdirSync(WORKPLACE, { recursive: true });
  const folder = mkdtempSync(path.join(WORKPLACE, 'site-'));
  const playground = path.join(ROOT, 'playground');
  for (const part of ['config', 'favicon.png']) {
    cpSync(path.join(playground, part), path.join(folder, part), { recursive: true });
  }
  const manifest = JSON.parse(readFileSync(path.join(playground, 'package.json'), 'utf8'));
  const name = path.basename(folder).toLowerCase();
  writeFileSync(path.join(folder, 'package.json'), JSON.stringify({ ...manifest, name }));
  for (const part of ['src', 'public/uploads', 'database/migrations']) {
    mkdirSync(path.join(folder, part), { recursive: true });
  }
  writeFileSync(path.join(folder, 'src', 'index.js'), LOCALES_ONLY);
  const database = await createDatabase(folder, client);
  return {
    folder,
    env: { ...database.env, NODE_ENV: 'test', STRAPI_TELEMETRY_DISABLED: 'true' },
    remove: async () => {
      await database.drop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
