import { existsSync } from 'node:fs';
import path from 'node:path';
import { COMPONENT_CATEGORY } from '../../../../content-types';
import { protectedTables } from '../../model/protect-tables';
import type { Strapi } from '../../plugin';
import { componentRowsOf, together, type ComponentRows } from './component-rows';
import { attributesOf, componentsWithOwn, isOwn, uidsIn, OWN_COMPONENTS, OWN_TYPES } from './models';
import type { Connection } from './tables';

/** A component of the plugin that content types of the site use too. */
export interface SharedComponent {
  component: string;
  usedBy: string[];
  tables: string[];
  /** Whether the site has a file of its own for it: then it stays a component when the plugin is gone. */
  hasFile: boolean;
}

/** An attribute of the site's own that names something of the plugin. */
export interface Reference {
  /** The content type or component of the site. */
  uid: string;
  attribute: string;
  target: string;
  /** The file that has to be changed, from the site's folder; of a type of another plugin, the one that extends it. */
  file: string;
}

export interface Plan {
  /** The content types and components of the plugin that go with their tables. */
  goes: string[];
  /** The tables to drop as far as they are there, those that refer to others first. */
  tables: string[];
  /** Those of them that Strapi does not know any more: only the list of kept tables tells that they are the plugin's. */
  former: string[];
  shared: SharedComponent[];
  /** Rows of the plugin's documents in tables that stay. */
  rows: ComponentRows;
  references: Reference[];
}

/** Names that the plugin alone gives its tables. */
const OWN_TABLE = /^(components_)?career_field_/;

/** Whether a site has its own version of a component, which Strapi loads instead of the plugin's. */
export const hasOwnFile = (strapi: Strapi, component: string): boolean => {
  const name = component.slice(COMPONENT_CATEGORY.length + 1);
  const folder = path.join(strapi.dirs.dist.components, COMPONENT_CATEGORY);
  return ['json', 'js'].some((extension) => existsSync(path.join(folder, `${name}.${extension}`)));
};

/** The tables that Strapi makes between two others, by the tables that they refer to. */
const linkTables = (strapi: Strapi): { name: string; refersTo: string[] }[] =>
  [...strapi.db.metadata.values()]
    // A model of a content type or component has a uid of another form.
    .filter(({ uid, tableName }) => uid === tableName)
    .map(({ tableName, foreignKeys }) => ({
      name: tableName,
      refersTo: foreignKeys.map(({ referencedTable }) => referencedTable),
    }));

/** Tables of an earlier version of the model, which Strapi kept because the plugin had asked it to. */
const formerTables = async (strapi: Strapi): Promise<string[]> => {
  const used = new Set([...strapi.db.metadata.values()].map(({ tableName }) => tableName));
  const former = (await protectedTables(strapi)).filter((name) => OWN_TABLE.test(name) && !used.has(name));
  // A table between two others has the name of the first and more.
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
  return together(rows);
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
 * The attributes of the site and of other plugins that name what goes with the plugin: Strapi does not start with an
 * attribute whose target is missing.
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

/** Finds out what an uninstallation has to remove. Reads only. */
export const planUninstall = async (strapi: Strapi, connection: Connection): Promise<Plan> => {
  const former = await formerTables(strapi);
  const tableOf = (uid: string): string => strapi.db.metadata.get(uid).tableName;
  const siteRows = await rowsOfSite(strapi, connection);
  const usersOf = (component: string): string[] =>
    [...siteRows].filter(([, rows]) => rows.has(component)).map(([type]) => type);

  const goes = [...OWN_TYPES, ...OWN_COMPONENTS].filter((uid) => usersOf(uid).length === 0);
  const gone = new Set(goes.map(tableOf));
  const links = linkTables(strapi);
  const goneLinks = links.filter(({ refersTo }) => refersTo.some((table) => gone.has(table)));
  for (const { name } of goneLinks) gone.add(name);

  const shared = OWN_COMPONENTS.filter((uid) => !goes.includes(uid)).map((component) => {
    const table = tableOf(component);
    const own = links.filter(({ name, refersTo }) => refersTo.includes(table) && !gone.has(name));
    return {
      component,
      usedBy: usersOf(component),
      tables: [table, ...own.map(({ name }) => name)],
      hasFile: hasOwnFile(strapi, component),
    };
  });

  const rows = await rowsOfPlugin(strapi, connection);
  for (const uid of goes) rows.delete(uid);
  return {
    goes,
    tables: [...former, ...goneLinks.map(({ name }) => name), ...goes.map(tableOf)],
    former,
    shared,
    rows,
    references: referencesOfSite(strapi),
  };
};
