/**
 * The names of attributes in Strapi's own rows: the fields that a role may read or write, and the layouts of the Content
 * Manager's forms and lists. At a start, Strapi removes every name that the model lacks from both.
 *
 * Relies on: `admin_permissions` with `subject` and `properties` (JSON: `fields`, paths with dots); the core store keys
 * `plugin_content_manager_configuration_<content_types|components>::<uid>` with `metadatas` by attribute,
 * `layouts.list`, `layouts.edit[][].name`, `settings.mainField`, `settings.defaultSortBy`. Read in Strapi 5.54.0.
 * When a table or key is missing, nothing is changed there.
 */
import type { Strapi } from '../plugin';
import { readStore, updateStore } from './core-store';
import { hasTable, table, type Connection } from './database';

const PERMISSIONS = 'admin_permissions';
const LAYOUTS = 'plugin_content_manager_configuration_';

interface Layout {
  uid?: string;
  settings?: Record<string, unknown>;
  metadatas?: Record<string, { edit?: Record<string, unknown>; list?: Record<string, unknown> }>;
  layouts?: { list?: string[]; edit?: { name: string }[][] };
}

/** Renames the fields that roles may use. */
export const renamePermissionFields = async (
  strapi: Strapi,
  connection: Connection,
  rename: (subject: string, path: string) => string
): Promise<void> => {
  if (!(await hasTable(strapi, connection, PERMISSIONS))) return;
  const rows = (await table(strapi, connection, PERMISSIONS)
    .select('id', 'subject', 'properties')
    .whereNotNull('subject')) as { id: number; subject: string; properties: unknown }[];
  for (const { id, subject, properties } of rows) {
    const parsed = (typeof properties === 'string' ? JSON.parse(properties) : properties) as {
      fields?: unknown;
    } | null;
    if (!Array.isArray(parsed?.fields)) continue;
    const fields = (parsed.fields as string[]).map((path) => rename(subject, path));
    if (fields.every((path, index) => path === (parsed.fields as string[])[index])) continue;
    await table(strapi, connection, PERMISSIONS)
      .where({ id })
      .update({ properties: JSON.stringify({ ...parsed, fields }) });
  }
};

const layoutKeys = (uid: string): string[] => [
  `${LAYOUTS}content_types::${uid}`,
  `${LAYOUTS}components::${uid}`,
];

const renameInLayout = (layout: Layout, from: string, to: string): Layout => {
  const renamed = (name: string): string => (name === from ? to : name);
  const { settings = {}, metadatas = {}, layouts = {} } = layout;
  const names: Record<string, unknown> = { ...settings };
  for (const setting of ['mainField', 'defaultSortBy']) {
    if (names[setting] === from) names[setting] = to;
  }
  return {
    ...layout,
    settings: names,
    metadatas: Object.fromEntries(
      Object.entries(metadatas).map(([name, { edit, ...rest }]) => [
        renamed(name),
        // The label is the name of the attribute unless the site has changed it.
        {
          ...rest,
          ...(edit ? { edit: name === from && edit.label === from ? { ...edit, label: to } : edit } : {}),
          ...(rest.list
            ? { list: name === from && rest.list.label === from ? { ...rest.list, label: to } : rest.list }
            : {}),
        },
      ])
    ),
    layouts: {
      ...layouts,
      ...(layouts.list ? { list: layouts.list.map(renamed) } : {}),
      ...(layouts.edit
        ? { edit: layouts.edit.map((row) => row.map((cell) => ({ ...cell, name: renamed(cell.name) }))) }
        : {}),
    },
  };
};

/** Renames an attribute in the layout of its own content type or component. */
export const renameInLayouts = async (
  strapi: Strapi,
  connection: Connection,
  uid: string,
  from: string,
  to: string
): Promise<void> => {
  for (const key of layoutKeys(uid)) {
    for (const row of await readStore<Layout>(strapi, connection, key)) {
      if (row.key !== key) continue;
      await updateStore(strapi, connection, { ...row, value: renameInLayout(row.value, from, to) });
    }
  }
};

/** Moves the layout of a component to its new uid. */
export const renameLayout = async (
  strapi: Strapi,
  connection: Connection,
  from: string,
  to: string
): Promise<void> => {
  const [, key] = layoutKeys(from);
  for (const row of await readStore<Layout>(strapi, connection, key!)) {
    if (row.key !== key) continue;
    const [, renamed] = layoutKeys(to);
    await updateStore(strapi, connection, { id: row.id, key: renamed!, value: { ...row.value, uid: to } });
  }
};
