import { execFileSync } from 'node:child_process';
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import path from 'node:path';
import ts from 'typescript';
import en from '../../texts/en.json';
import { getJson, postJson, ROOT, startSite, type SiteProcess } from '../support/child-process';
import { createSite, type Site } from '../support/site';
import {
  attw,
  compile,
  filesIn,
  importsIn,
  packTarball,
  publint,
  RESOLUTIONS,
  type Tarball,
} from '../support/tarball';

const NAME = 'strapi-plugin-career-field';

interface Manifest {
  bin: Record<string, string>;
  exports: Record<string, string | Record<string, string>>;
  typesVersions: Record<string, Record<string, string[]>>;
  dependencies: Record<string, string>;
  peerDependencies: Record<string, string>;
}

let tarball: Tarball;
let manifest: Manifest;
let files: string[];

const read = (file: string): string => tarball.read(file);

beforeAll(() => {
  tarball = packTarball(ROOT);
  manifest = JSON.parse(read('package.json')) as Manifest;
  files = tarball.files;
});

afterAll(() => {
  tarball?.remove();
});

/** Returns the names of the packages that a file imports or requires. */
const importsOf = (file: string): string[] =>
  importsIn(read(file))
    .filter((name) => !name.startsWith('.') && !isBuiltin(name))
    .map((name) =>
      name
        .split('/')
        .slice(0, name.startsWith('@') ? 2 : 1)
        .join('/')
    );

/** Returns `file: package` for each import of the files that is not one of the packages. */
const undeclared = (sources: string[], packages: object[]): string[] => {
  const declared = new Set(packages.flatMap((list) => Object.keys(list)));
  return sources.flatMap((file) =>
    importsOf(file)
      .filter((name) => !declared.has(name))
      .map((name) => `${file}: ${name}`)
  );
};

const among = (folder: string, pattern: RegExp): string[] => {
  const found = files.filter((file) => file.startsWith(`${folder}/`) && pattern.test(file));
  // An empty list would pass every check.
  expect(found).not.toEqual([]);
  return found;
};

describe('the tarball', () => {
  it('has the documentation and the code of the plugin', () => {
    expect(files).toEqual(
      expect.arrayContaining(['README.md', 'LICENSE', 'CHANGELOG.md', 'seeds/articles/backend.yaml'])
    );
    const seeds = filesIn(path.join(ROOT, 'seeds')).map((file) => `seeds/${file}`);
    expect(among('seeds', /./).sort()).toEqual(seeds.sort());
    for (const command of Object.values(manifest.bin)) expect(files).toContain(path.posix.normalize(command));
  });

  it('has nothing else', () => {
    const top = new Set(files.map((file) => file.split('/')[0]));
    const expected = [
      'CHANGELOG.md',
      'LICENSE',
      'README.md',
      'bin',
      'dist',
      'docs',
      'openapi',
      'package.json',
      'seeds',
    ];
    expect([...top].sort()).toEqual(expected);
    // Declarations only for the entry points that Strapi loads, one file for each kind of module.
    expect(files.filter((file) => /\.[cm]?tsx?$/.test(file)).sort()).toEqual([
      'dist/admin/index.d.mts',
      'dist/admin/index.d.ts',
      'dist/server/index.d.mts',
      'dist/server/index.d.ts',
    ]);
    expect([...new Set(among('dist', /./).map((file) => file.split('/')[1]))].sort()).toEqual([
      'admin',
      'cli',
      'server',
    ]);
    expect([...among('bin', /./), ...among('dist/cli', /./)]).toEqual([
      'bin/career-field.js',
      'dist/cli/index.js',
    ]);
    expect(files.filter((file) => /\.test\.|\.env|\.db$/.test(file))).toEqual([]);
  });

  it('has every file of "exports"', () => {
    const targets = Object.values(manifest.exports).flatMap((entry) =>
      typeof entry === 'string'
        ? [entry]
        : // "source" is for building the package, which is done in the repository.
          Object.entries(entry).flatMap(([condition, file]) => (condition === 'source' ? [] : [file]))
    );
    expect(targets.map((file) => path.posix.normalize(file)).filter((file) => !files.includes(file))).toEqual(
      []
    );
    expect(
      Object.values(manifest.typesVersions['*']!)
        .flat()
        .map((file) => path.posix.normalize(file))
        .filter((file) => !files.includes(file))
    ).toEqual([]);
    expect(Object.keys(manifest.exports).sort()).toEqual([
      './package.json',
      './strapi-admin',
      './strapi-server',
    ]);
  });
});

describe('the server half', () => {
  const KEYS = [
    'bootstrap',
    'config',
    'contentTypes',
    'controllers',
    'destroy',
    'middlewares',
    'policies',
    'register',
    'routes',
    'services',
  ];

  // Only CommonJS, which Strapi loads: Node cannot import Strapi's own ES modules.
  it('is loaded by plain Node, with every key', () => {
    const file = path.join(tarball.folder, 'dist/server/index.js');
    const program = `const entry = require(${JSON.stringify(file)});
      console.log(JSON.stringify(Object.keys(entry.default ?? entry)));`;
    const output = execFileSync(process.execPath, ['-e', program], { encoding: 'utf8' });
    expect((JSON.parse(output) as string[]).sort()).toEqual(KEYS);
  });

  it('imports only declared dependencies, as the command line does', () => {
    const sources = [...among('dist/server', /\.m?js$/), ...among('dist/cli', /\.js$/)];
    expect(undeclared(sources, [manifest.dependencies, manifest.peerDependencies])).toEqual([]);
  });
});

describe('the admin half', () => {
  it('imports only packages that Strapi provides for plugins', () => {
    expect(undeclared(among('dist/admin', /\.m?js$/), [manifest.peerDependencies])).toEqual([]);
  });
});

it('has no text in the admin half that only the server shows', () => {
  const code = among('dist/admin', /\.m?js$/)
    .map(read)
    .join('\n');
  const { errors, guide, page, ...shown } = en;
  expect(code).toContain(shown.panel['guide-issue.advice']);
  const keys = Object.keys({ ...errors, ...guide, ...page }).filter((key) => key.includes('.'));
  expect(keys.length).toBeGreaterThan(100);
  expect(keys.filter((key) => code.includes(`"${key}"`) && !(key in shown.panel))).toEqual([]);
});

describe('the types', () => {
  const ADMIN = `
    import type { StrapiApp } from '@strapi/strapi/admin';
    import admin from '${NAME}/strapi-admin';
    export const extend: (app: StrapiApp) => void = admin.register;
    // @ts-expect-error
    export const wrongAdmin: number = admin.bootstrap;`;

  // "nodenext" resolves as "node16" does, and Strapi's types take some seconds to compile.
  it.each(RESOLUTIONS.filter(({ name }) => !name.startsWith('nodenext')))(
    'of every part compile for $name',
    ({ file, ...resolution }) => {
      // With the resolution "node", TypeScript does not find Strapi's types of the admin panel.
      const hasAdmin = resolution.moduleResolution !== ts.ModuleResolutionKind.Node10;
      const consumer = path.join(tarball.consumer, file);
      writeFileSync(
        consumer,
        `import type { Core } from '@strapi/strapi';
       import server from '${NAME}/strapi-server';
       export const register: (context: { strapi: Core.Strapi }) => void = server.register;
       // @ts-expect-error -- fails if the type were any
       export const wrong: number = server.bootstrap;
       ${hasAdmin ? ADMIN : ''}`
      );
      // Errors in Strapi's own types are ignored here.
      expect(compile(consumer, resolution, tarball.consumer)).toEqual([]);
      rmSync(consumer);
    }
  );

  it('import only the types of Strapi', () => {
    for (const file of among('dist', /\.d\.m?ts$/)) {
      expect(importsIn(read(file))).toEqual([
        file.startsWith('dist/admin') ? '@strapi/strapi/admin' : '@strapi/strapi',
      ]);
    }
  });

  it('pass "attw"', () => {
    const { output, exitCode } = attw(tarball.file);
    expect(output).toContain('No problems found');
    expect(exitCode).toBe(0);
  });
});

it('passes "publint" without a warning', () => {
  expect(publint(tarball.file).output).toContain('All good!');
});

it('has no CommonJS in its ECMAScript modules', () => {
  const uses = among('dist', /\.mjs$/).flatMap((file) =>
    [/\brequire\(/, /\bmodule\.exports\b/, /\b__dirname\b/, /\b__filename\b/]
      .filter((pattern) => pattern.test(read(file)))
      .map((pattern) => `${file}: ${pattern.source}`)
  );
  expect(uses).toEqual([]);
});

interface Guide {
  title: string;
  hero: { alt: string; file: { url: string } };
}

/** Installs a copy of `@strapi/utils` that plugins resolve and Strapi does not, as another package may do. */
const installSecondUtils = (site: string): void => {
  const folder = path.join(site, 'node_modules/@strapi/utils');
  cpSync(path.join(ROOT, 'node_modules/@strapi/utils'), folder, { recursive: true });
  const file = path.join(folder, 'package.json');
  const utils = JSON.parse(readFileSync(file, 'utf8')) as object;
  writeFileSync(file, JSON.stringify({ ...utils, version: '5.99.0' }));
};

describe('a site that has installed it', () => {
  let site: Site;
  let running: SiteProcess;

  beforeAll(async () => {
    // Not among the dependencies, or Strapi would find the repository's own plugin by its name.
    const { dependencies, ...rest } = JSON.parse(
      readFileSync(path.join(ROOT, 'playground/package.json'), 'utf8')
    ) as { dependencies: Record<string, string> };
    const others = Object.fromEntries(Object.entries(dependencies).filter(([name]) => name !== NAME));
    const resolve = `./node_modules/${NAME}`;
    site = await createSite({
      seeded: true,
      files: {
        'package.json': JSON.stringify({ ...rest, name: 'site-of-the-tarball', dependencies: others }),
        'playground-plugins.js': readFileSync(path.join(ROOT, 'playground/config/plugins.js'), 'utf8'),
        'config/plugins.js': `module.exports = (context) => {
          const plugins = require('../playground-plugins.js')(context);
          plugins['career-field'].resolve = '${resolve}';
          return plugins;
        };`,
      },
    });
    cpSync(tarball.folder, path.join(site.folder, resolve), { recursive: true });
    installSecondUtils(site.folder);
    running = await startSite(site.folder);
    await running.ready();
  });

  afterAll(async () => {
    await running?.stop();
    await site?.remove();
  });

  it('serves the shipped guide with its image', async () => {
    const populate = 'populate[hero][populate]=file';
    const { status, body } = await getJson<Guide[]>(
      `${running.origin}/api/career-field/articles?locale=de&filters[slug]=backend&${populate}`
    );
    expect(status).toBe(200);
    const [guide] = body.data;
    expect(guide).toMatchObject({ title: 'Backend', hero: { alt: expect.stringMatching(/\w/) } });
    const image = await fetch(`${running.origin}${guide!.hero.file.url}`);
    expect(image.status).toBe(200);
    expect(image.headers.get('content-type')).toMatch(/^image\//);
  });

  it("responds with the error classes of the site's Strapi, although plugins resolve another copy", async () => {
    const { origin } = running;
    const login = await postJson(`${origin}/admin/login`, { email: 'admin@example.com', password: 'wrong' });
    expect(login.status).toBe(400);
    expect((await postJson(`${origin}/api/career-field/articles`, { data: {} })).status).toBe(403);
    const query = await getJson(`${origin}/api/career-field/guides?pageSize=none`);
    expect(query).toMatchObject({
      status: 400,
      body: { error: { name: 'ValidationError', details: { errors: [{ path: ['pageSize'] }] } } },
    });
    const limit = await getJson(`${origin}/api/career-field/articles?pagination[pageSize]=100000`);
    expect(limit).toMatchObject({ status: 400, body: { error: { name: 'ValidationError' } } });
  });

  it('returns a validation error with its path in the admin panel', async () => {
    const { origin } = running;
    const kept = path.join(site.folder, '.tmp/first-administrator.json');
    const login = await postJson<{ token: string }>(
      `${origin}/admin/login`,
      JSON.parse(readFileSync(kept, 'utf8'))
    );
    const response = await fetch(
      `${origin}/content-manager/collection-types/plugin::career-field.article?locale=en`,
      {
        method: 'POST',
        headers: {
          authorization: `Bearer ${login.body.data.token}`,
          'content-type': 'application/json',
        },
        body: JSON.stringify({ title: 'Wrong', slug: 'Not a slug' }),
      }
    );
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      error: { name: 'ValidationError', details: { errors: [{ path: ['slug'] }] } },
    });
  });

  it('logs a second copy of a Strapi package', () => {
    expect(running.output()).toContain('There are two copies of @strapi/utils: Strapi uses 5.54.0 in ');
    expect(running.output()).toContain(
      `plugins find 5.99.0 in ${path.join('node_modules', '@strapi', 'utils')}.`
    );
  });

  it('has the command line', () => {
    for (const command of Object.values(manifest.bin)) {
      const file = path.join(site.folder, 'node_modules', NAME, command);
      const output = execFileSync(process.execPath, [file, 'help'], { cwd: site.folder, encoding: 'utf8' });
      expect(output).toContain('career-field seed');
    }
  });
});
