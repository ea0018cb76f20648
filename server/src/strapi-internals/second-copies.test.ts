import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { findSecondCopies } from './second-copies';

let site: string;

beforeEach(() => {
  const scratch = path.resolve(__dirname, '../../../.tmp');
  mkdirSync(scratch, { recursive: true });
  site = realpathSync(mkdtempSync(path.join(scratch, 'copies-')));
  install('@strapi/strapi', '5.54.0', { '@strapi/core': '5.54.0', '@strapi/admin': '5.54.0' });
  install('@strapi/core', '5.54.0', { '@strapi/utils': '5.54.0' });
  install('@strapi/admin', '5.54.0', { '@strapi/utils': '5.54.0', 'react-intl': '6.6.2' });
  install('the-plugin', '0.1.0');
});

afterEach(() => {
  rmSync(site, { recursive: true, force: true });
});

/** Writes a package, below `within` or in the site's root. */
const install = (
  name: string,
  version: string,
  dependencies: Record<string, string> = {},
  within = ''
): void => {
  const folder = path.join(site, within && `node_modules/${within}`, 'node_modules', name);
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'package.json'), JSON.stringify({ name, version, dependencies }));
};

const find = (): string[] =>
  findSecondCopies(path.join(site, 'package.json'), path.join(site, 'node_modules/the-plugin/index.js')).map(
    ({ name, ofSite, ofPlugin }) =>
      [name, ...[ofSite, ofPlugin].map((copy) => `${copy.version} ${path.relative(site, copy.folder)}`)].join(
        ' | '
      )
  );

it('finds nothing where each package is installed once', () => {
  install('@strapi/utils', '5.54.0');
  install('react-intl', '6.6.2');
  expect(find()).toEqual([]);
});

it("finds a newer package in the root beside Strapi's own, for the server and the admin panel", () => {
  install('@strapi/utils', '5.55.0');
  install('@strapi/utils', '5.54.0', {}, '@strapi/core');
  install('react-intl', '7.0.0');
  install('react-intl', '6.6.2', {}, '@strapi/admin');
  expect(find()).toEqual([
    '@strapi/utils | 5.54.0 node_modules/@strapi/core/node_modules/@strapi/utils | 5.55.0 node_modules/@strapi/utils',
    'react-intl | 6.6.2 node_modules/@strapi/admin/node_modules/react-intl | 7.0.0 node_modules/react-intl',
  ]);
});

it('finds a second copy of the same version, whose classes differ as well', () => {
  install('@strapi/utils', '5.54.0');
  install('@strapi/utils', '5.54.0', {}, 'the-plugin');
  expect(find()).toHaveLength(1);
});

it('names only Strapi where the plugin has a Strapi of its own', () => {
  install('@strapi/utils', '5.54.0');
  install('@strapi/strapi', '5.54.0', {}, 'the-plugin');
  install('@strapi/utils', '5.54.0', {}, 'the-plugin');
  expect(find()).toEqual([
    '@strapi/strapi | 5.54.0 node_modules/@strapi/strapi | 5.54.0 node_modules/the-plugin/node_modules/@strapi/strapi',
  ]);
});

it('counts a package that is linked, as pnpm does it, once', () => {
  install('@strapi/utils', '5.54.0');
  const folder = path.join(site, 'node_modules/the-plugin/node_modules/@strapi');
  mkdirSync(folder, { recursive: true });
  symlinkSync(path.join(site, 'node_modules/@strapi/utils'), path.join(folder, 'utils'), 'junction');
  expect(find()).toEqual([]);
});
