import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { runCareerField, type CommandResult } from '../support/command-line';
import { dumpDatabase, type Dump } from '../support/dump';
import { createSite, type RunningSite, type Site } from '../support/site';

const STATEMENTS = 'statements.log';

/** Records every statement from the moment when the site's code is loaded, which is before the first query. */
const RECORDER = `
const { appendFileSync } = require('node:fs');
if (process.env.RECORD_STATEMENTS) {
  strapi.db.connection.on('query', ({ sql }) => appendFileSync(process.env.RECORD_STATEMENTS, sql.replace(/\\s+/g, ' ').trim() + '\\n'));
}
module.exports = {
  async bootstrap({ strapi }) {
    const locales = strapi.plugin('i18n').service('locales');
    for (const code of ['de', 'en']) {
      if (!(await locales.findByCode(code))) await locales.create({ code, name: code });
    }
  },
};
`;

const SKILL = `type: skill
key: php
shared:
  kind: hard
locales:
  de: { name: PHP, slug: php }
  en: { name: PHP, slug: php }
`;

const databasesBelow = (parent: string): string => `type: category
key: databases
shared: { parent: ${parent} }
locales:
  en: { name: Databases, slug: databases }
`;

/** Commands that write nothing. */
const COMMANDS = [
  ['status'],
  ['seed', '--dry-run'],
  ['validate', 'guides', '--site'],
  ['import', 'guides', '--dry-run', '--bulk', '--force'],
  ['export', 'exported'],
  ['uninstall'],
];

/** Statements that read. The last two are connection settings that Strapi sends on SQLite and MySQL. */
const READING =
  /^(select|with|show|pragma [a-z_]+\s*(\(|$)|pragma foreign_keys = on$|set session sql_require_primary_key = 0;$)/i;

/** The tables in which something is different; of a whole dump, a failed test would print thousands of lines. */
const changedSince = async (before: Dump): Promise<string[]> => {
  const after = await dumpDatabase(running.strapi);
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (table) => JSON.stringify(before[table]) !== JSON.stringify(after[table])
  );
};

let site: Site;
let running: RunningSite;

const run = (args: string[]): Promise<CommandResult> =>
  runCareerField(args, {
    cwd: site.folder,
    env: {
      ...site.database.env,
      GRAPHQL_ENABLED: 'false',
      NODE_ENV: 'test',
      RECORD_STATEMENTS: path.join(site.folder, STATEMENTS),
    },
  });

const recorded = (): string[] => {
  const file = path.join(site.folder, STATEMENTS);
  const statements = existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [];
  rmSync(file, { force: true });
  return statements;
};

beforeAll(async () => {
  site = await createSite({
    // The shipped guides have the category "it".
    files: {
      'src/index.js': RECORDER,
      'guides/php.yaml': SKILL,
      'guides/databases.yaml': databasesBelow('it'),
    },
    emptyDatabase: true,
  });
});

afterAll(async () => {
  await running?.stop();
  await site?.remove();
});

it('reports that the site must be started first when it never was, and creates nothing', async () => {
  const result = await run(['status']);
  expect(result.messages).toContain('Start the site once first');
  expect(result.exitCode).toBe(1);
  running = await site.start();
  const seeding = running.strapi.plugin('career-field').service('seeding');
  await seeding.seed();
  // The site would build its guides meanwhile.
  await seeding.rebuild();
});

it.each(COMMANDS.map((args) => ({ args, line: args.join(' ') })))(
  'sends only reading statements to the database: $line',
  async ({ args }) => {
    const before = await dumpDatabase(running.strapi);
    recorded();
    const result = await run(args);
    expect(result.messages).not.toMatch(/error|refuse|cannot/i);
    expect(result.exitCode).toBe(0);
    const statements = recorded();
    expect(statements.length).toBeGreaterThan(5);
    expect(statements.filter((sql) => !READING.test(sql))).toEqual([]);
    expect(await changedSince(before)).toEqual([]);
  }
);

it('reports a reference to a document that neither the files nor the site have: validate --site', async () => {
  site.write({ 'other/databases.yaml': databasesBelow('nobody') });
  const result = await run(['validate', 'other', '--site']);
  expect(result.output).toContain(
    'databases.yaml:3:11  shared.parent: There is no category with the key "nobody", in the files or in the site.'
  );
  expect(result.exitCode).toBe(1);
});

it('works beside a transaction of the running site that holds the lock for writing', async () => {
  await running.strapi.db.transaction(async ({ trx }) => {
    await trx('strapi_core_store_settings').insert({ key: 'held', value: '1' });
    const result = await run(['status']);
    expect(result.messages).not.toContain('locked');
    expect(result.exitCode).toBe(0);
    await trx('strapi_core_store_settings').where({ key: 'held' }).delete();
  });
});

describe('where the tables do not match the installed packages', () => {
  let before: Dump;

  const expectRefused = async (args: string[]): Promise<void> => {
    const result = await run(args);
    expect(result.messages).toContain('Start the site once first');
    expect(result.exitCode).toBe(1);
  };

  it('exits with 1 before an upgrade has reached the database', async () => {
    const schemas = () => running.strapi.db.connection('strapi_database_schema');
    const [{ hash }] = await schemas().select('hash');
    await schemas().update({ hash: 'of an older release' });
    before = await dumpDatabase(running.strapi);
    await expectRefused(['uninstall']);
    expect(await changedSince(before)).toEqual([]);
    await schemas().update({ hash });
  });

  it('exits with 1 after an uninstallation, and creates no table', async () => {
    await running.stop();
    const uninstalled = await run(['uninstall', '--drop-data', '--yes']);
    expect(uninstalled.exitCode).toBe(0);
    await expectRefused(['status']);
    running = await site.start({ CAREER_FIELD_ENABLED: 'false' });
    const tables = Object.keys(await dumpDatabase(running.strapi));
    expect(tables.filter((name) => /^career_field_/.test(name))).toEqual([]);
  });
});
