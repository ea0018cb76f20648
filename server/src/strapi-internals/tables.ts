/**
 * The tables of content types and components, and those between them.
 *
 * Relies on: `strapi.db.metadata` has a model for each uid with `tableName` and `attributes`; an attribute has a
 * `columnName`, a `joinColumn` with a `name`, a `joinTable` (`name`, `joinColumn`, `inverseJoinColumn` or `morphColumn`) or, without a table of its own,
 * a `morphColumn`; the model of a table between two others has the table's name as its uid, and its `foreignKeys`;
 * `strapi.db.schema.schema.tables` has the foreign keys of all tables. In a registered type, a relation without a table of
 * its own has a `joinColumn` or `useJoinTable: false`. Read in Strapi 5.54.0.
 * When it is missing: the functions throw before anything is read or written, with the name of what is missing. A relation
 * that does not say how it is joined counts as one with a table.
 */
import type { Strapi } from '../plugin';

type Metadata = ReturnType<Strapi['db']['metadata']['get']>;

const FILES = 'plugin::upload.file';

const modelOf = (strapi: Strapi, uid: string): Metadata => {
  if (!strapi.db.metadata.has(uid)) throw new Error(`Strapi has no table for ${uid}.`);
  return strapi.db.metadata.get(uid);
};

/** Whether Strapi has a model; plugins and editions of Strapi bring some of their own. */
export const hasModel = (strapi: Strapi, uid: string): boolean => strapi.db.metadata.has(uid);

/** Returns the table of a content type or component. */
export const tableOf = (strapi: Strapi, uid: string): string => modelOf(strapi, uid).tableName;

/** @throws Error when the attribute has no column of its own */
export const columnOf = (strapi: Strapi, uid: string, attribute: string): string => {
  const found = modelOf(strapi, uid).attributes[attribute];
  const joined = found && 'joinColumn' in found ? found.joinColumn?.name : undefined;
  const column = found && 'columnName' in found ? found.columnName : joined;
  if (column === undefined) throw new Error(`Strapi has no column for "${attribute}" of ${uid}.`);
  return column;
};

/** The table between the rows of a model and what one of its attributes holds. */
export interface LinkTable {
  name: string;
  /** The column with the id of the row that has the attribute. */
  source: string;
  /** The column with the id of the component, file or related row. */
  target: string;
  /** The column with the uid of what the id belongs to, where it can belong to several models. */
  type: string | undefined;
}

/** @throws Error when the attribute has no table of its own */
export const linkTableOf = (strapi: Strapi, uid: string, attribute: string): LinkTable => {
  const found = modelOf(strapi, uid).attributes[attribute];
  const joinTable = found && 'joinTable' in found ? found.joinTable : undefined;
  if (!joinTable) throw new Error(`Strapi has no table for the links of "${attribute}" of ${uid}.`);
  const { name, joinColumn } = joinTable;
  if ('morphColumn' in joinTable) {
    const { idColumn, typeColumn } = joinTable.morphColumn;
    return { name, source: joinColumn.name, target: idColumn.name, type: typeColumn.name };
  }
  return { name, source: joinColumn.name, target: joinTable.inverseJoinColumn.name, type: undefined };
};

/** Whether a relation of a registered type links rows one by one, rather than by a value that several rows have. */
export const hasLinkTable = ({ joinColumn, useJoinTable }: Record<string, unknown>): boolean =>
  joinColumn === undefined && useJoinTable !== false;

/** Returns the table between files and what shows them: the file is the source. */
export const fileLinks = (strapi: Strapi): LinkTable & { type: string } => {
  const links = linkTableOf(strapi, FILES, 'related');
  if (links.type === undefined) throw new Error('Strapi does not store which model shows a file.');
  return { ...links, type: links.type };
};

/** Returns the tables of models, with those between them and others. */
export const tablesOf = (strapi: Strapi, uids: readonly string[]): string[] => {
  const tables = new Set<string>();
  for (const uid of uids) {
    const { tableName, attributes } = modelOf(strapi, uid);
    tables.add(tableName);
    for (const attribute of Object.values(attributes)) {
      if ('joinTable' in attribute && attribute.joinTable) tables.add(attribute.joinTable.name);
    }
  }
  // Shared by every type of the site.
  tables.delete(fileLinks(strapi).name);
  return [...tables].sort();
};

/** Returns every table of the current model. */
export const allTables = (strapi: Strapi): Set<string> =>
  new Set([...strapi.db.metadata.values()].map(({ tableName }) => tableName));

/** Returns the tables that Strapi creates between two others, with those that they reference. */
export const tablesBetween = (strapi: Strapi): { name: string; references: string[] }[] =>
  [...strapi.db.metadata.values()]
    // The uid of a content type or component has another form.
    .filter(({ uid, tableName }) => uid === tableName)
    .map(({ tableName, foreignKeys }) => ({
      name: tableName,
      references: foreignKeys.map(({ referencedTable }) => referencedTable),
    }));

/** Columns that can reference a row of any model, by its uid and the row's id. */
export interface MorphReference {
  table: string;
  type: string;
  id: string;
  /** Whether these are columns of a row with other content. */
  isPartOfRow: boolean;
}

/** Returns all such columns, those of dynamic zones and of links to files included. */
export const morphReferences = (strapi: Strapi): MorphReference[] => {
  const references = new Map<string, MorphReference>();
  for (const { tableName, attributes } of strapi.db.metadata.values()) {
    for (const attribute of Object.values(attributes)) {
      const joinTable = 'joinTable' in attribute ? attribute.joinTable : undefined;
      const own = 'morphColumn' in attribute ? attribute.morphColumn : undefined;
      const column = joinTable && 'morphColumn' in joinTable ? joinTable.morphColumn : own;
      if (!column) continue;
      const table = joinTable?.name ?? tableName;
      const type = column.typeColumn.name;
      references.set(`${table}.${type}`, { table, type, id: column.idColumn.name, isPartOfRow: !joinTable });
    }
  }
  return [...references.values()];
};

/** Returns the foreign keys of tables that reference one of these tables, without those of these tables themselves. */
export const foreignKeysTo = (
  strapi: Strapi,
  tables: ReadonlySet<string>
): { table: string; constraint: string; columns: string[] }[] =>
  strapi.db.schema.schema.tables
    .filter(({ name }) => !tables.has(name))
    .flatMap(({ name, foreignKeys }) =>
      foreignKeys
        .filter(({ referencedTable }) => tables.has(referencedTable))
        .map(({ name: constraint, columns }) => ({ table: name, constraint, columns }))
    );
