/**
 * Registers components of a plugin, for which Strapi has no interface (strapi#7640).
 *
 * Relies on: `strapi.get('components')` has `get` and `set` and is read after `register()`; a component has the members
 * below. The Content-Type Builder writes `__schema__` to `__filename__`: without them every save in it fails, also of the
 * site's own types (strapi#21903). Strapi loads the site's own components from the files
 * `<category>/<name>.json` or `.js` in `strapi.dirs.dist.components`. Read in Strapi 5.54.0.
 * When the registry is missing: `register()` throws, and the start ends before the tables are compared with the model.
 * When the folder is missing: `hasOwnFile` throws before anything is deleted.
 */
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Strapi } from '../plugin';

/** Returns the name that Strapi's loader gives: `career-field.areas-section` becomes `ComponentCareerFieldAreasSection`. */
const globalIdOf = (uid: string): string =>
  `component-${uid}`
    .split(/[^a-zA-Z0-9]+/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');

/**
 * Registers a component unless one with its uid exists: a site that edits a component in the Content-Type Builder gets a
 * file under `src/components`, which Strapi loads first.
 */
export const registerComponent = (strapi: Strapi, category: string, name: string, schema: object): void => {
  const registry = strapi.get('components');
  const uid = `${category}.${name}`;
  if (registry.get(uid)) return;
  registry.set(uid, {
    ...structuredClone(schema),
    __schema__: structuredClone(schema),
    __filename__: `${name}.json`,
    uid,
    category,
    modelType: 'component',
    modelName: name,
    globalId: globalIdOf(uid),
  });
};

/** Whether a site has its own version of a component, which Strapi loads instead of a plugin's. */
export const hasOwnFile = (strapi: Strapi, uid: string): boolean => {
  const file = path.join(strapi.dirs.dist.components, ...uid.split('.'));
  return ['json', 'js'].some((extension) => existsSync(`${file}.${extension}`));
};
