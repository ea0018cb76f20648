import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../../', import.meta.url));
export const PLAYGROUND = path.join(ROOT, 'playground');
export const PORTAL = path.join(ROOT, 'examples/portal');
export const CLIENT = path.join(ROOT, 'client');

/** What these scripts keep between two runs; git ignores it. */
export const SCRATCH = path.join(ROOT, '.tmp');

/** A command line of a package, as a file for `node`: the links in node_modules/.bin differ between systems. */
export const COMMANDS = {
  strapi: path.join(ROOT, 'node_modules/@strapi/strapi/bin/strapi.js'),
  plugin: path.join(ROOT, 'node_modules/@strapi/sdk-plugin/bin/strapi-plugin.js'),
  astro: path.join(ROOT, 'node_modules/astro/astro.js'),
  vite: path.join(ROOT, 'node_modules/vite/bin/vite.js'),
  rollup: path.join(ROOT, 'node_modules/rollup/dist/bin/rollup'),
  jest: path.join(ROOT, 'node_modules/jest/bin/jest.js'),
};
