import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type * as strapiModule from '@strapi/strapi';
import { name as PACKAGE, peerDependencies } from '../package.json';
import { SiteError, UsageError } from './errors';

export type StrapiModule = typeof strapiModule;

interface Manifest {
  dependencies?: Record<string, string>;
  version?: string;
}

const load = createRequire(__filename);

const readManifest = (folder: string): Manifest | undefined => {
  try {
    return JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as Manifest;
  } catch {
    return undefined;
  }
};

/** A site depends on Strapi and has a config folder; a plugin has no config folder. */
const isSite = (folder: string): boolean =>
  Boolean(readManifest(folder)?.dependencies?.['@strapi/strapi']) && existsSync(path.join(folder, 'config'));

const siteAbove = (folder: string): string | undefined => {
  const parent = path.dirname(folder);
  if (parent === folder) return undefined;
  return isSite(parent) ? parent : siteAbove(parent);
};

const siteBelow = (folder: string): string | undefined =>
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.') && entry.name !== 'node_modules')
    .map((entry) => path.join(folder, entry.name))
    .find(isSite);

/**
 * @param folder the current folder
 * @throws UsageError with a site in a parent or child folder, if there is one
 */
export const checkIsSite = (folder: string): void => {
  if (isSite(folder)) return;
  const other = siteAbove(folder) ?? siteBelow(folder);
  throw new UsageError(
    other
      ? `This folder is not a Strapi site, but ${other} is. Run the command there: cd ${path.relative(folder, other)}`
      : 'This folder is not a Strapi site. Run the command in the folder that has the package.json and the config ' +
          'folder of your site.'
  );
};

/**
 * Whether a version is in a range such as `^5.54.0`.
 *
 * @param range a caret and a version
 */
export const isVersionInRange = (version: string, range: string): boolean => {
  const [major = 0, minor = 0, patch = 0] = version.split('.').map((figure) => Number.parseInt(figure, 10));
  const [wantedMajor = 0, wantedMinor = 0, wantedPatch = 0] = range.replace('^', '').split('.').map(Number);
  if (major !== wantedMajor) return false;
  return minor > wantedMinor || (minor === wantedMinor && patch >= wantedPatch);
};

/**
 * Loads the site's own Strapi, not one that may be installed beside this package.
 *
 * @throws SiteError when it is missing or not supported
 */
export const loadStrapi = (folder: string): StrapiModule => {
  const from = { paths: [folder] };
  let file: string;
  try {
    file = load.resolve('@strapi/strapi', from);
  } catch {
    throw new SiteError(
      "The site's packages are not installed. Install them first, for example with: npm install"
    );
  }
  const range = peerDependencies['@strapi/strapi'];
  const { version } = load(load.resolve('@strapi/strapi/package.json', from)) as { version: string };
  if (!isVersionInRange(version, range)) {
    const lowest = range.replace('^', '');
    throw new SiteError(
      `The site has Strapi ${version}, but the plugin needs Strapi ${lowest.split('.')[0]}, at least ${lowest}. ` +
        'Upgrade Strapi first, for example with: npx @strapi/upgrade minor'
    );
  }
  return load(file) as StrapiModule;
};

/** Says what to do in a site without the plugin. A local plugin in the site's own folder is not a dependency. */
export const describeMissingPlugin = (folder: string): string =>
  readManifest(folder)?.dependencies?.[PACKAGE]
    ? `The plugin is installed, but not enabled in this site. Set 'career-field': { enabled: true } in config/plugins.`
    : `The plugin is not installed in this site. Install it, for example with: npm install ${PACKAGE}\n` +
      `An entry 'career-field' in config/plugins must have enabled: true.`;
