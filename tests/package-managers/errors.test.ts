import {
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { OURS, postJson, ROOT, startSite } from '../support/child-process';
import { packPlugin, run, writeManifest } from '../support/fresh-install';
import { startRegistry, type Registry } from '../support/registry';

let scratch: string;
let registry: Registry;
let tarball: string;

/** Variables of the npm that runs the tests would be settings of the ones that they run. */
const environment = Object.fromEntries(
  Object.entries(process.env).filter(
    ([name]) => !OURS.includes(name) && !name.toLowerCase().startsWith('npm_')
  )
);

beforeAll(async () => {
  // Not below the repository, whose packages would be found as well.
  scratch = realpathSync(mkdtempSync(path.join(tmpdir(), 'career-field-install-')));
  registry = await startRegistry(scratch, { hasNetwork: true });
  tarball = await packPlugin(scratch);
  await run('npm', ['install', '--prefix', path.join(scratch, 'tools'), 'pnpm@10', 'yarn@1'], {
    env: environment,
  });
});

afterAll(async () => {
  await registry?.close();
  rmSync(scratch, { recursive: true, force: true });
});

/** The calls by which each package manager installs a site that has no lock file. */
const callsOf = (manager: string): string[][] => {
  const tool = (name: string): string => path.join(scratch, 'tools/node_modules/.bin', name);
  const npm = ['--no-audit', '--no-fund', '--cache', path.join(scratch, 'npm')];
  const calls: Record<string, string[][]> = {
    npm: [['npm', 'install', ...npm]],
    'npm with the lock file of the first install': [
      ['npm', 'install', '--package-lock-only', ...npm],
      ['npm', 'ci', ...npm],
    ],
    // Each package in a folder of its own, linked to what it declares and to nothing else.
    pnpm: [[tool('pnpm'), 'install', '--store-dir', path.join(scratch, 'pnpm')]],
    // Packages of the plain site, too, ask for a newer Node.js than the tests may run on.
    yarn: [[tool('yarn'), 'install', '--ignore-engines', '--cache-folder', path.join(scratch, 'yarn')]],
  };
  return calls[manager]!.map((call) => [...call, '--ignore-scripts', '--registry', registry.origin]);
};

/** Installs a site like the playground, without guides and without an admin panel. */
const install = async (manager: string, name: string, plugin?: string): Promise<string> => {
  const folder = path.join(scratch, name);
  writeManifest(folder, plugin);
  for (const [file, ...args] of callsOf(manager)) {
    await run(file!, args, { cwd: folder, env: environment, maxBuffer: 2 ** 26 });
  }
  // It was compiled for the repository already.
  const sqlite = createRequire(path.join(folder, 'package.json')).resolve('better-sqlite3/package.json');
  cpSync(
    path.join(ROOT, 'node_modules/better-sqlite3/build'),
    path.join(path.dirname(realpathSync(sqlite)), 'build'),
    { recursive: true }
  );
  const playground = path.join(ROOT, 'playground');
  cpSync(path.join(playground, 'config'), path.join(folder, 'config'), { recursive: true });
  const admin = readFileSync(path.join(playground, 'config/admin.js'), 'utf8');
  writeFileSync(
    path.join(folder, 'config/admin.js'),
    admin.replace('autoOpen: false,', 'autoOpen: false, serveAdminPanel: false,')
  );
  for (const part of ['public/uploads', 'src', 'database/migrations']) {
    mkdirSync(path.join(folder, part), { recursive: true });
  }
  cpSync(path.join(playground, 'favicon.png'), path.join(folder, 'favicon.png'));
  return folder;
};

/** Strapi's packages, and those that plugins have in common with its admin panel. */
const SHARED = /^(@strapi\/.+|react|react-dom|react-intl|react-router-dom|styled-components|yup|zod)$/;

/** `name@version`, once for each folder that such a package is in. */
const copiesIn = (folder: string): string[] => {
  const copies: string[] = [];
  const visit = (modules: string): void => {
    for (const name of readdirSync(modules)) {
      const place = path.join(modules, name);
      if (lstatSync(place).isSymbolicLink() || !lstatSync(place).isDirectory()) continue;
      if (name.startsWith('@')) visit(place);
      else if (name === '.pnpm') for (const one of readdirSync(place)) visitNested(path.join(place, one));
      else if (!name.startsWith('.')) {
        const full = modules.endsWith('node_modules') ? name : `${path.basename(modules)}/${name}`;
        if (SHARED.test(full)) {
          const { version } = JSON.parse(readFileSync(path.join(place, 'package.json'), 'utf8')) as {
            version: string;
          };
          copies.push(`${full}@${version}`);
        }
        visitNested(place);
      }
    }
  };
  const visitNested = (place: string): void => {
    const nested = path.join(place, 'node_modules');
    if (existsSync(nested)) visit(nested);
  };
  visitNested(folder);
  return copies.sort();
};

interface Refusals {
  /** What Strapi answers without the plugin as well. */
  ofStrapi: unknown[];
  ofPlugin: unknown[];
  output: string;
}

const get = async (address: string): Promise<{ status: number; body: unknown }> => {
  const response = await fetch(address);
  return { status: response.status, body: await response.json() };
};

/** Starts the site and asks it for what it has to refuse. */
const refusalsOf = async (folder: string, hasPlugin: boolean): Promise<Refusals> => {
  const site = await startSite(folder, { CAREER_FIELD_ENABLED: String(hasPlugin) }, folder);
  try {
    await site.ready();
    const { origin } = site;
    const ofStrapi = [
      await postJson(`${origin}/admin/login`, { email: 'nobody@example.com', password: 'wrong' }),
      await postJson(`${origin}/admin/login`, { email: 'nobody' }),
      await get(`${origin}/admin/users`),
      await get(`${origin}/api/users`),
      await get(`${origin}/api/upload/files`),
      await postJson(`${origin}/api/auth/local`, { identifier: 'nobody', password: 'wrong' }),
      await get(`${origin}/api/nothing`),
      await postJson(`${origin}/graphql`, { query: '{ usersPermissionsUsers { documentId } }' }),
    ];
    if (!hasPlugin) return { ofStrapi, ofPlugin: [], output: site.output() };
    const api = `${origin}/api/career-field`;
    const ofPlugin = [
      await get(`${api}/guides?pageSize=none`),
      await get(`${api}/guides/nothing?locale=en`),
      await postJson(`${api}/articles`, { data: {} }),
      await get(`${api}/articles?status=draft`),
      await get(`${api}/articles?pagination[pageSize]=100000`),
    ];
    return { ofStrapi, ofPlugin, output: site.output() };
  } finally {
    await site.stop();
  }
};

it.each(['npm', 'npm with the lock file of the first install', 'pnpm', 'yarn'])(
  'leaves the packages and the errors of a site as they are: %s',
  async (manager) => {
    const name = manager.replaceAll(' ', '-');
    const plain = await install(manager, `${name}-plain`);
    const site = await install(manager, `${name}-site`, tarball);
    expect(copiesIn(plain)).toContain('@strapi/utils@5.54.0');
    expect(copiesIn(site)).toEqual(copiesIn(plain));

    const without = await refusalsOf(plain, false);
    const withPlugin = await refusalsOf(site, true);
    expect(withPlugin.ofStrapi).toEqual(without.ofStrapi);
    expect(withPlugin.ofStrapi).toMatchObject(
      [400, 400, 401, 403, 403, 400, 404, 200].map((status) => ({ status }))
    );
    expect(withPlugin.ofPlugin).toMatchObject([
      { status: 400, body: { error: { details: { errors: [{ path: ['pageSize'] }] } } } },
      { status: 404 },
      { status: 403 },
      { status: 403 },
      { status: 400 },
    ]);
    expect(withPlugin.output).not.toContain('There are two copies');
    for (const folder of [plain, site]) rmSync(folder, { recursive: true, force: true });
  },
  // Two installations of 1,500 packages, over the network the first time.
  900_000
);
