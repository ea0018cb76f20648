/**
 * Finds Strapi packages of which the site and this plugin see different copies.
 *
 * Relies on: `@strapi/core` and `@strapi/admin` are dependencies of `@strapi/strapi`, and each Strapi package lets its
 * `package.json` be resolved. Read in Strapi 5.54.0.
 * When that is missing for a package, it is left out.
 */
import { realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Strapi } from '../plugin';

type Resolver = ReturnType<typeof createRequire>;

interface Copy {
  version: string;
  /** Its real folder, so that a package that is linked in several places counts once. */
  folder: string;
}

/** A package of which there is one copy for the site and another one for the plugin. */
export interface SecondCopy {
  name: string;
  ofSite: Copy;
  ofPlugin: Copy;
}

/** What plugins use of Strapi, by the package whose copy of it counts: two copies do not know each other's classes. */
const SHARED = {
  '@strapi/core': ['@strapi/utils'],
  '@strapi/admin': ['@strapi/design-system', '@strapi/icons', 'react-intl'],
};

const manifestOf = (name: string, from: Resolver): string | undefined => {
  try {
    return realpathSync(from.resolve(`${name}/package.json`));
  } catch {
    return undefined;
  }
};

const copyAt = (manifest: string): Copy => ({
  version: (createRequire(manifest)(manifest) as { version: string }).version,
  folder: path.dirname(manifest),
});

/**
 * Compares what a file of the site and a file of the plugin find under the same names.
 *
 * @param siteFile a file in the site's root folder, which need not exist
 * @param pluginFile a file of the plugin
 * @returns only `@strapi/strapi` where that one differs, since everything below it then differs as well
 */
export const findSecondCopies = (siteFile: string, pluginFile: string): SecondCopy[] => {
  const fromPlugin = createRequire(pluginFile);
  const compare = (name: string, fromSite: Resolver): SecondCopy[] => {
    const ofSite = manifestOf(name, fromSite);
    const ofPlugin = manifestOf(name, fromPlugin);
    return ofSite && ofPlugin && ofSite !== ofPlugin
      ? [{ name, ofSite: copyAt(ofSite), ofPlugin: copyAt(ofPlugin) }]
      : [];
  };

  const fromSite = createRequire(siteFile);
  const strapi = manifestOf('@strapi/strapi', fromSite);
  if (!strapi) return [];
  const [other] = compare('@strapi/strapi', fromSite);
  if (other) return [other];

  return Object.entries(SHARED).flatMap(([owner, names]) => {
    const manifest = manifestOf(owner, createRequire(strapi));
    return manifest ? names.flatMap((name) => compare(name, createRequire(manifest))) : [];
  });
};

/** Names each second copy in the log, where to find both, and how to find out what installed it. */
export const warnSecondCopies = (strapi: Strapi): void => {
  const { root } = strapi.dirs.app;
  const describe = ({ version, folder }: Copy): string => `${version} in ${path.relative(root, folder)}`;
  for (const { name, ofSite, ofPlugin } of findSecondCopies(
    path.join(root, 'package.json'),
    fileURLToPath(import.meta.url)
  )) {
    strapi.log.warn(
      `[career-field] There are two copies of ${name}: Strapi uses ${describe(ofSite)}, plugins find ` +
        `${describe(ofPlugin)}. Plugins that load the second one fail: errors of a second @strapi/utils, for example, are ` +
        `turned into status 500. ` +
        `"npm ls ${name}" shows which package installed it; leave one.`
    );
  }
};
