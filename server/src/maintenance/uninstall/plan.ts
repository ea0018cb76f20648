import type { Strapi } from '../../plugin';
import { hasOwnFile } from '../../strapi-internals/component-registry';
import type { Connection } from '../../strapi-internals/database';
import { persistedTables } from '../../strapi-internals/persisted-tables';
import { allTables, tableOf, tablesBetween } from '../../strapi-internals/tables';
import { componentRowsOf, mergeRows, type ComponentRows } from './component-rows';
import { attributesOf, componentsWithOwn, isOwn, uidsIn, OWN_COMPONENTS, OWN_TYPES } from './models';

/** A component of the plugin that content types of the site use too. */
export interface SharedComponent {
  component: string;
  usedBy: string[];
  tables: string[];
  /** Whether the site has a file of its own for it: then it stays a component without the plugin. */
  hasFile: boolean;
}

/** An attribute of the site that references a type or component of the plugin. */
export interface Reference {
  /** The content type or component of the site. */
  uid: string;
  attribute: string;
  target: string;
  /** The file that has to be changed, from the site's folder; of a type of another plugin, the one that extends it. */
  file: string;
}

export interface Plan {
  /** The content types and components that are deleted with their tables. */
  deleted: string[];
  /** The tables to drop as far as they exist, those that reference others first. */
  tables: string[];
  /** Those of them that the current model lacks: only the list of persisted tables shows that they are the plugin's. */
  former: string[];
  shared: SharedComponent[];
  /** Rows of the plugin's documents in tables that stay. */
  rows: ComponentRows;
  references: Reference[];
}

/** Names that only tables of the plugin have. */
const OWN_TABLE = /^(components_)?career_field_/;

/** Finds tables of an earlier version of the model, which the plugin has protected. */
const formerTables = async (strapi: Strapi): Promise<string[]> => {
  const used = allTables(strapi);
  const former = (await persistedTables(strapi)).filter((name) => OWN_TABLE.test(name) && !used.has(name));
  // A table between two others has the name of the first as its beginning.
  return former.sort((one, other) => other.length - one.length);
};

const rowsOfSite = async (strapi: Strapi, connection: Connection): Promise<Map<string, ComponentRows>> => {
  const components = componentsWithOwn(strapi);
  const rows = new Map<string, ComponentRows>();
  for (const type of Object.keys(strapi.contentTypes)) {
    if (!isOwn(type)) rows.set(type, await componentRowsOf(strapi, connection, type, components));
  }
  return rows;
};

const rowsOfPlugin = async (strapi: Strapi, connection: Connection): Promise<ComponentRows> => {
  const components = new Set(Object.keys(strapi.components));
  const rows: ComponentRows[] = [];
  for (const type of OWN_TYPES) rows.push(await componentRowsOf(strapi, connection, type, components));
  return mergeRows(rows);
};

const fileOf = (uid: string): string => {
  const [, kind, owner, name] = /^(?:(\w+)::)?([^.]+)\.(.+)$/.exec(uid) ?? [];
  switch (kind) {
    case undefined:
      return `src/components/${owner}/${name}.json`;
    case 'api':
      return `src/api/${owner}/content-types/${name}/schema.json`;
    default:
      return `src/extensions/${owner}/content-types/${name}/schema.json`;
  }
};

/**
 * Finds the attributes of the site and of other plugins that reference a type or component of the plugin: Strapi does not
 * start with an attribute whose target is missing.
 */
export const referencesOfSite = (strapi: Strapi): Reference[] => {
  const stays = (uid: string): boolean =>
    !isOwn(uid) || (OWN_COMPONENTS.includes(uid) && hasOwnFile(strapi, uid));
  const models = [...Object.keys(strapi.contentTypes), ...Object.keys(strapi.components)];
  return models.filter(stays).flatMap((uid) =>
    attributesOf(strapi, uid).flatMap(([name, attribute]) =>
      uidsIn(attribute)
        .filter((target) => !stays(target))
        .map((target) => ({ uid, attribute: name, target, file: fileOf(uid) }))
    )
  );
};

/** Finds what an uninstallation has to remove. Only reads. */
export const planUninstall = async (strapi: Strapi, connection: Connection): Promise<Plan> => {
  const former = await formerTables(strapi);
  const siteRows = await rowsOfSite(strapi, connection);
  const usersOf = (component: string): string[] =>
    [...siteRows].filter(([, rows]) => rows.has(component)).map(([type]) => type);

  const deleted = [...OWN_TYPES, ...OWN_COMPONENTS].filter((uid) => usersOf(uid).length === 0);
  const deletedTables = deleted.map((uid) => tableOf(strapi, uid));
  const dropped = new Set(deletedTables);
  const links = tablesBetween(strapi);
  const droppedLinks = links.filter(({ references }) => references.some((table) => dropped.has(table)));
  for (const { name } of droppedLinks) dropped.add(name);

  const shared = OWN_COMPONENTS.filter((uid) => !deleted.includes(uid)).map((component) => {
    const table = tableOf(strapi, component);
    const own = links.filter(({ name, references }) => references.includes(table) && !dropped.has(name));
    return {
      component,
      usedBy: usersOf(component),
      tables: [table, ...own.map(({ name }) => name)],
      hasFile: hasOwnFile(strapi, component),
    };
  });

  const rows = await rowsOfPlugin(strapi, connection);
  for (const uid of deleted) rows.delete(uid);
  return {
    deleted,
    tables: [...former, ...droppedLinks.map(({ name }) => name), ...deletedTables],
    former,
    shared,
    rows,
    references: referencesOfSite(strapi),
  };
};
