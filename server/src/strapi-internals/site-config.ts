/**
 * Values that Strapi itself puts into the config of a site.
 *
 * Relies on: `info.strapi`, the version; `server.absoluteUrl`, the address of the site with its host, also where
 * `server.url` has none; and `enabledPlugins` with `pathToPlugin`, the folder of a plugin's package. Read in Strapi 5.54.0.
 * When it is missing: the version is unknown, and counts as an untested one; the other functions throw.
 */
import type { Strapi } from '../plugin';

export const strapiVersion = (strapi: Strapi): string | undefined => strapi.config.get('info.strapi');

/** @throws Error where Strapi does not say it */
export const siteAddress = (strapi: Strapi): string => {
  const address = strapi.config.get<string | undefined>('server.absoluteUrl');
  if (address === undefined) throw new Error('Strapi does not say at which address the site is.');
  return address;
};

/** @throws Error where Strapi does not say it */
export const pluginFolder = (strapi: Strapi, id: string): string => {
  const plugins = strapi.config.get<Record<string, { pathToPlugin?: string }> | undefined>('enabledPlugins');
  const folder = plugins?.[id]?.pathToPlugin;
  if (folder === undefined) throw new Error(`Strapi does not say where the plugin "${id}" is installed.`);
  return folder;
};
