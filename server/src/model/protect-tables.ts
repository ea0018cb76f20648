import { COMPONENT_CATEGORY, components, contentTypes } from '../../../content-types';
import { uidOf, type Strapi, type TypeName } from '../plugin';
import { persistTables } from '../strapi-internals/persisted-tables';
import { tablesOf } from '../strapi-internals/tables';

/** Returns every table that holds the plugin's data: of its types, its components, and the tables between them. */
const ownTables = (strapi: Strapi): string[] =>
  tablesOf(strapi, [
    ...Object.keys(contentTypes).map((name) => uidOf(name as TypeName)),
    ...Object.keys(components).map((name) => `${COMPONENT_CATEGORY}.${name}`),
  ]);

/**
 * Keeps the plugin's tables when the plugin is disabled: Strapi drops the tables of a content type that disappears,
 * with all rows, unless they are on its list of persisted tables.
 */
export const protectTables = (strapi: Strapi): Promise<void> => persistTables(strapi, ownTables(strapi));
