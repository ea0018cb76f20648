import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { PlanItem, RunReport } from '../../server/src/import/report';
import type { Status } from '../../server/src/maintenance/status-report';
import { ROOT } from '../support/child-process';
import { runCareerField, type CommandResult } from '../support/command-line';
import { createSite, type Site } from '../support/site';

const skill = (key: string, name: string): string => `type: skill
key: ${key}
shared:
  kind: hard
locales:
  de: { name: ${name}, slug: ${key} }
  en: { name: ${name}, slug: ${key} }
`;

/** A line of the site on standard output, which must have only the report. */
const PRINT = `console.log('A site may print what it likes.');\n`;

const LOCALES = `
  const locales = strapi.plugin('i18n').service('locales');
  for (const code of ['de', 'en']) {
    if (!(await locales.findByCode(code))) await locales.create({ code, name: code });
  }`;

/** An edit on bootstrap, which saves another start of the site. */
const EDIT = `
  if (process.env.EDITED_NAME) {
    const skills = strapi.documents('plugin::career-field.skill');
    const found = await skills.findFirst({ filters: { slug: 'php' }, locale: 'de' });
    await skills.update({ documentId: found.documentId, locale: 'de', data: { name: process.env.EDITED_NAME } });
  }`;

/** A file in the format of ESCO; the texts are not ESCO's. */
const OCCUPATIONS = `conceptType,conceptUri,iscoGroup,preferredLabel,altLabels,status,description,code
Occupation,http://data.europa.eu/esco/occupation/00000000-0000-4000-8000-000000000001,2512,bridge programmer,bridge developer,released,They write programs.,2512.1
`;

/** Prints the writes that document middlewares of the site see. */
const WATCH = `
  strapi.documents.use(({ action, uid }, next) => {
    console.log('Seen by the site:', action, uid);
    return next();
  });`;

const GUIDES = { 'guides/php.yaml': skill('php', 'PHP'), 'guides/git.yaml': skill('git', 'Git') };

/** Without GraphQL, whose schema takes half of the bootstrap. With `seed`, since a dry run must not seed on bootstrap. */
const PLUGINS = `({ env }) => ({
  'career-field': { enabled: env.bool('CAREER_FIELD_ENABLED', true), config: { seed: 'if-empty' } },
  'users-permissions': { config: { jwtSecret: 'secret-of-a-site-for-tests' } },
  graphql: { enabled: false },
});
`;

/** The used part of the driver, which has no types. */
type OpenDatabase = new (
  file: string,
  options: { readonly: boolean }
) => {
  prepare: (statement: string) => { pluck: () => { get: () => unknown; all: () => string[] } };
  close: () => void;
};

const Database = jest.requireActual<OpenDatabase>('better-sqlite3');

let site: Site;

const run = (args: string[], env: Record<string, string> = {}): Promise<CommandResult> =>
  runCareerField(args, { cwd: site.folder, env });

const asJson = <Document>({ output }: CommandResult): Document => JSON.parse(output) as Document;

const outcomes = (items: PlanItem[]): string[] =>
  items.map(({ id, locale, outcome }) => `${id} ${locale} ${outcome}`).sort();

afterAll(async () => {
  await site?.remove();
});

describe('without a site', () => {
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'career-field-'));
  });

  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('prints its help, also into a pipe that is closed early', async () => {
    const help = await runCareerField([], { cwd: folder });
    expect(help).toMatchObject({ exitCode: 0, messages: '' });
    expect(help.output).toContain('career-field seed --dry-run');
    const command = `"${process.execPath}" "${path.join(ROOT, 'bin/career-field.js')}" help seed | head -n 1`;
    expect(execFileSync('sh', ['-c', `${command} 2>&1`], { encoding: 'utf8' })).toMatch(/^Usage: .*\n$/);
  });

  it('prints the error of wrong arguments in one sentence, and exits with 2', async () => {
    const unknown = await runCareerField(['sed'], { cwd: folder });
    expect(unknown).toMatchObject({ exitCode: 2, output: '' });
    expect(unknown.messages).toBe("Unknown command 'sed'. Did you mean seed?\nUsage: career-field --help\n");
    const missing = await runCareerField(['seed', 'guids', '--json'], { cwd: folder });
    expect(missing.exitCode).toBe(2);
    expect(asJson(missing)).toEqual({
      error: { name: 'UsageError', message: 'There is no file or folder "guids".' },
    });
  });

  it('validates files in any folder, and lists the references that it cannot look up', async () => {
    const guides = path.join(folder, 'guides');
    mkdirSync(guides);
    const parent =
      'type: category\nkey: it\nshared: { parent: work }\nlocales:\n  de: { name: IT, slug: it }\n';
    writeFileSync(path.join(guides, 'it.yaml'), parent);
    writeFileSync(path.join(guides, 'php.yaml'), skill('php', 'PHP'));
    // A database that cannot be reached, for anything that connects to one.
    const env = { DATABASE_CLIENT: 'postgres', DATABASE_HOST: '127.0.0.1', DATABASE_PORT: '1' };
    expect(await runCareerField(['validate', 'guides'], { cwd: folder, env })).toEqual({
      exitCode: 0,
      messages: 'Comparing: 2 of 2 documents\n',
      output: [
        'Not checked: 1 reference to documents that are not among the files. To look them up in a site, run the command in its folder with --site.',
        '  it.yaml:3:11  shared.parent: category:work',
        '',
        '2 documents valid.',
        '',
      ].join('\n'),
    });
    writeFileSync(path.join(guides, 'php.yaml'), skill('php', 'PHP').replace('hard', 'hrad'));
    const wrong = await runCareerField(['validate', 'guides', '--json'], { cwd: folder, env });
    expect(wrong.exitCode).toBe(1);
    expect(asJson(wrong)).toMatchObject({
      documents: 2,
      issues: [
        {
          file: 'php.yaml',
          line: 4,
          path: 'shared.kind',
          message: expect.stringContaining('This is not one of the choices'),
        },
      ],
      notChecked: [{ file: 'it.yaml', path: 'shared.parent', id: 'category:work' }],
    });
    expect((await runCareerField(['validate', 'guides', '--site'], { cwd: folder })).messages).toMatch(
      /^This folder is not a Strapi site\./
    );
  });

  it('validates the shipped guides by default, and occupations of ESCO', async () => {
    const shipped = await runCareerField(['validate'], { cwd: folder });
    expect(shipped).toMatchObject({ exitCode: 0 });
    expect(shipped.output).toMatch(/^\d+ documents valid\.\n$/);
    writeFileSync(path.join(folder, 'occupations_en.csv'), OCCUPATIONS);
    const esco = ['--format', 'esco', '--esco-version', '1.2.0'];
    const occupations = await runCareerField(['validate', 'occupations_en.csv', ...esco], { cwd: folder });
    expect(occupations).toMatchObject({ exitCode: 0 });
    expect(occupations.output).toMatch(/documents valid\.\n$/);
  });

  it('reports a missing site', async () => {
    const result = await runCareerField(['seed'], { cwd: folder });
    expect(result).toMatchObject({ exitCode: 2, output: '' });
    expect(result.messages).toMatch(/^This folder is not a Strapi site\. Run the command in the folder /);
  });

  it('does not delete anything without a confirmation', async () => {
    const result = await runCareerField(['uninstall', '--drop-data'], { cwd: folder });
    expect(result).toMatchObject({ exitCode: 2, output: '' });
    expect(result.messages).toContain('To delete without one, add --yes.');
  });
});

describe('in a site', () => {
  beforeAll(async () => {
    const index = `${PRINT}module.exports = { bootstrap: async ({ strapi }) => {${LOCALES}${WATCH}${EDIT}\n} };\n`;
    site = await createSite({
      files: {
        'src/index.js': index,
        'config/plugins.js': `module.exports = ${PLUGINS}`,
        'occupations_en.csv': OCCUPATIONS,
        ...GUIDES,
      },
      emptyDatabase: false,
    });
  });

  afterAll(() => site.remove());

  it('plans a first import without writing, as one JSON document', async () => {
    const result = await run(['import', 'guides', '--dry-run', '--json']);
    expect(result.exitCode).toBe(0);
    const report = asJson<RunReport>(result);
    expect(report).toMatchObject({ dryRun: true, issues: [], failures: [] });
    expect(outcomes(report.items)).toEqual([
      'skill:git de create',
      'skill:git en create',
      'skill:php de create',
      'skill:php en create',
    ]);
    expect(result.messages).toContain('A site may print what it likes.');
    expect(result.messages).toContain('Comparing: 2 of 2 documents');
  });

  it('imports, and keeps documents that an editor has changed since', async () => {
    const first = await run(['import', 'guides', '--only', 'php']);
    expect(first).toMatchObject({
      exitCode: 0,
      output:
        'Created (1 document)\n    skill:php  de, en\n\n2 created, 0 updated, 0 unchanged, 0 kept, 0 deleted (each locale counts)\n',
    });
    expect(first.messages).toContain('Seen by the site: create plugin::career-field.skill');

    // A new release of the files, after an edit.
    site.write({ 'guides/php.yaml': skill('php', 'PHP 9') });
    // A dry run does not run the site's own code, which edits here.
    await run(['rebuild'], { EDITED_NAME: 'PHP, wie wir es nennen' });
    const plan = await run(['import', 'guides', '--dry-run']);
    expect(plan.exitCode).toBe(0);
    expect(plan.output.split('\n')).toEqual([
      'Will be created (1 document)',
      '    skill:git  de, en',
      '',
      'Will be updated (1 document)',
      '  - in the site, + in the file:',
      '    skill:php  en',
      '      name',
      '        - PHP',
      '        + PHP 9',
      '',
      'Kept: changed by an editor (1 document)',
      '  An editor has changed these documents since they were imported.',
      '  - in the site, + in the file:',
      '    skill:php  de  (the file has changed)',
      '      name',
      '        - PHP, wie wir es nennen',
      '        + PHP 9',
      '  To overwrite one with its file: career-field import guides --force --only skill:php',
      '',
      '2 to create, 1 to update, 0 unchanged, 1 kept, 0 deleted (each locale counts). Nothing was written.',
      '',
    ]);

    const status = asJson<Status>(await run(['status', '--json']));
    expect(status.types).toContainEqual(
      expect.objectContaining({ type: 'skill', documents: 1, untouched: 1, edited: 1 })
    );
  });

  it('reports issues with file, line and path, and exits with 1', async () => {
    site.write({ 'wrong/php.yaml': skill('php', 'PHP').replace('  kind: hard', '  kinds: hard') });
    const result = await run(['import', 'wrong', '--json']);
    expect(result.exitCode).toBe(1);
    expect(result.messages).toMatch(/^ {2}php\.yaml:4:\d+ {2}shared\.kinds: .*Did you mean "kind"\?/m);
    expect(asJson(result)).toMatchObject({
      error: {
        name: 'InvalidFilesError',
        issues: expect.arrayContaining([
          expect.objectContaining({ file: 'php.yaml', line: 4, path: 'shared.kinds' }),
        ]),
      },
    });
  });

  it('knows the languages of the site', async () => {
    const result = await run(['import', 'guides', '--locale', 'de,eng']);
    expect(result).toMatchObject({ exitCode: 2, output: '' });
    expect(result.messages).toContain('The site has no locale "eng". Did you mean "en"?');
  });

  it('exits when it is interrupted, and prints how to continue', async () => {
    const many = Object.fromEntries(
      Array.from({ length: 200 }, (_, index) => [`many/${index}.yaml`, skill(`skill-${index}`, `S ${index}`)])
    );
    site.write(many);
    const result = await runCareerField(['import', 'many'], {
      cwd: site.folder,
      // This line is printed before the first write.
      onMessage: (messages, child) => void (messages.includes('Comparing') && child.kill('SIGINT')),
    });
    expect(result).toMatchObject({ exitCode: 130, output: '' });
    expect(result.messages).toContain(
      'Every document is either written completely or not at all. Run the command again'
    );
  });

  it('prints the folder of the site when it runs in a folder below', async () => {
    const below = path.join(site.folder, 'src/api');
    mkdirSync(below, { recursive: true });
    const result = await runCareerField(['seed'], { cwd: below });
    expect(result.exitCode).toBe(2);
    expect(result.messages).toBe(
      `This folder is not a Strapi site, but ${site.folder} is. Run the command there: cd ../..\n`
    );
  });

  it.each([
    [
      'a database that cannot be reached',
      { DATABASE_CLIENT: 'postgres', DATABASE_PORT: '1' },
      "The site's database cannot be reached: connect ECONNREFUSED",
    ],
    ['a disabled plugin', { CAREER_FIELD_ENABLED: 'false' }, 'not enabled in this site'],
  ])('prints what to do about %s', async (_, env, sentence) => {
    const result = await run(['status'], env);
    expect(result).toMatchObject({ exitCode: 1, output: '' });
    expect(result.messages).toContain(sentence);
    expect(result.messages).not.toMatch(/^ +at /m);
  });

  it('imports occupations of ESCO in bulk', async () => {
    const args = ['--bulk', '--format', 'esco', '--esco-version', '1.2.0', '--json'];
    const result = await run(['import', 'occupations_en.csv', ...args]);
    expect(result.exitCode).toBe(0);
    const report = asJson<RunReport>(result);
    expect(report).toMatchObject({ dryRun: false, issues: [], failures: [] });
    expect(outcomes(report.items)).toEqual([
      'article:esco-00000000-0000-4000-8000-000000000001 en create',
      'category:isco-08-2 en create',
      'category:isco-08-25 en create',
    ]);
    // The site sees the sample, which is rolled back; the normal path would create each of the three again.
    expect(result.messages.match(/Seen by the site: create/g)).toHaveLength(3);
  });

  /** Returns the number of rows of each table of the plugin, without a start of the site. */
  const ownRows = (): Record<string, number> => {
    const database = new Database(path.join(site.folder, 'data.db'), { readonly: true });
    const names = database
      .prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE '%career_field_%'")
      .pluck()
      .all();
    const rows = names.map((name) => [name, database.prepare(`SELECT count(*) FROM ${name}`).pluck().get()]);
    database.close();
    return Object.fromEntries(rows) as Record<string, number>;
  };

  it('lists what an uninstallation would delete, and deletes it with --drop-data', async () => {
    const before = ownRows();
    expect(before).toMatchObject({ career_field_articles: 1, career_field_categories: 2 });
    const dry = await run(['uninstall']);
    expect(dry.exitCode).toBe(0);
    expect(dry.output).toMatch(/^The plugin stores 2 categories, \d+ skills?, 1 article in \d+ tables /m);
    expect(dry.output).toContain('Nothing was deleted.');
    expect(ownRows()).toEqual(before);

    const dropped = await run(['uninstall', '--drop-data', '--yes']);
    expect(dropped.exitCode).toBe(0);
    expect(dropped.output).toContain('Now remove the plugin with npm uninstall strapi-plugin-career-field');
    expect(ownRows()).toEqual({});
  });
});

describe('in a site of TypeScript', () => {
  /** The playground's config in TypeScript. */
  const config = (name: string): string =>
    `export {};\n${readFileSync(path.join(ROOT, 'playground/config', `${name}.js`), 'utf8')}`;

  beforeAll(async () => {
    const names = ['admin', 'api', 'database', 'middlewares', 'server'];
    const index = `
interface Locales { findByCode: (code: string) => Promise<unknown>; create: (locale: object) => Promise<unknown> }
interface Site { plugin: (name: string) => { service: (name: string) => Locales } }
export default { bootstrap: async ({ strapi }: { strapi: Site }): Promise<void> => {${LOCALES}\n} };\n`;
    site = await createSite({
      files: {
        ...GUIDES,
        ...Object.fromEntries(names.map((name) => [`config/${name}.ts`, config(name)])),
        'config/plugins.ts': `export default ${PLUGINS}`,
        'src/index.ts': index,
        'tsconfig.json': JSON.stringify({
          extends: '@strapi/typescript-utils/tsconfigs/server',
          compilerOptions: { outDir: 'dist', rootDir: '.' },
          include: ['./config/*.ts', './src/index.ts'],
        }),
      },
      emptyDatabase: false,
    });
    // Only a command that reads the sources instead of the build would find this file.
    for (const name of [...names, 'plugins']) rmSync(path.join(site.folder, 'config', `${name}.js`));
    rmSync(path.join(site.folder, 'src/index.js'));
  });

  afterAll(() => site.remove());

  it('compiles it first, and uses the existing build in production', async () => {
    const result = await run(['import', 'guides', '--json']);
    expect(result.exitCode).toBe(0);
    expect(outcomes(asJson<RunReport>(result).items)).toHaveLength(4);
    expect(existsSync(path.join(site.folder, 'dist/src/index.js'))).toBe(true);

    site.write({ 'src/index.ts': 'export const wrong: number = "text";\n' });
    const wrong = await run(['status', '--json']);
    expect(wrong.exitCode).toBe(1);
    expect(wrong.messages).toContain('src/index.ts');
    expect(asJson(wrong)).toMatchObject({
      error: { message: expect.stringContaining("The site's TypeScript does not compile") },
    });

    const built = await run(['validate', 'guides', '--site'], { NODE_ENV: 'production' });
    expect(built).toMatchObject({ exitCode: 0, output: '2 documents valid.\n' });
  });
});
