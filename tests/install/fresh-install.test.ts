import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from '../support/child-process';
import { packPlugin, run, writeManifest } from '../support/fresh-install';
import { startRegistry, type Registry } from '../support/registry';

let scratch: string;
let registry: Registry;
let tarball: string;

beforeAll(async () => {
  mkdirSync(path.join(ROOT, '.tmp'), { recursive: true });
  scratch = mkdtempSync(path.join(ROOT, '.tmp', 'fresh-'));
  registry = await startRegistry(scratch);
  tarball = await packPlugin(scratch);
});

afterAll(async () => {
  await registry?.close();
  rmSync(scratch, { recursive: true, force: true });
});

/** `place@version` of everything that npm would install into a site without a lock file. */
const treeOf = async (name: string, plugin?: string): Promise<string[]> => {
  const folder = path.join(scratch, name);
  writeManifest(folder, plugin);
  const options = ['--package-lock-only', '--ignore-scripts', '--no-audit', '--no-fund'];
  await run(
    'npm',
    ['install', ...options, '--registry', registry.origin, '--cache', path.join(folder, 'cache')],
    { cwd: folder, shell: process.platform === 'win32' }
  );
  const { packages } = JSON.parse(readFileSync(path.join(folder, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, { version?: string }>;
  };
  return Object.entries(packages)
    .filter(([place]) => place !== '')
    .map(([place, { version }]) => `${place}@${version}`);
};

it('adds its own dependencies to a site without a lock file, moves nothing, and doubles no package of Strapi', async () => {
  const [without, withPlugin] = await Promise.all([treeOf('without'), treeOf('with', tarball)]);
  // The newer versions are available, and an empty list would pass every check.
  const utils = await fetch(`${registry.origin}/@strapi%2futils`);
  expect(await utils.json()).toMatchObject({ 'dist-tags': { latest: '5.999.0' } });
  expect(without.filter((place) => place.includes('@strapi/utils@'))).toEqual([
    'node_modules/@strapi/utils@5.54.0',
  ]);

  expect(without.filter((place) => !withPlugin.includes(place))).toEqual([]);
  const added = withPlugin.filter((place) => !without.includes(place));
  expect(added).toContainEqual(expect.stringMatching(/^node_modules\/strapi-plugin-career-field@/));
  expect(
    added.filter((place) => /@strapi|react|styled-components|graphql|intl|\bzod\b|yup/.test(place))
  ).toEqual([]);
  expect(added.length).toBeLessThan(25);
});
