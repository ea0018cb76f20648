import type { Strapi } from '../plugin';
import { hasTable, storedTables, table, type Connection } from './schema-changes';

/*
 * Rows as they are in the database, with what belongs to them, for models that the code no longer knows.
 *
 * Relies on: the schema that Strapi stored last (see schema-changes.ts), in which the first foreign key of a link table
 * refers to the row that the relation belongs to and the second to its target; on `<table>_cmps` with `entity_id`,
 * `cmp_id`, `component_type`, `field`, `order`; and on `files_related_mph` with `file_id`, `related_id`,
 * `related_type`, `field`.
 * When the stored schema is missing, which it never is once a site has started, relations and owners are not found.
 */

interface ComponentLink {
  entity_id: number;
  cmp_id: number;
  component_type: string;
  field: string;
  order: number | null;
}

/** The document that a row belongs to, and where in it the row is. */
export interface Owner {
  /** The table of the content type. */
  table: string;
  documentId: string;
  locale: string | null;
  isPublished: boolean;
  /** Empty for the document's own row; `sections[2].image` for a component. */
  path: string;
}

const FILE_LINKS = 'files_related_mph';

/** Neither a cycle nor a site with broken rows may keep a start from ending. */
const MAX_DEPTH = 12;

export interface StoredRows {
  /** Returns the documents that a row belongs to; none for a component that nothing holds. */
  ownersOf: (name: string, id: number) => Promise<Owner[]>;
  /** Returns the rows of components in a row, in one attribute or in all. */
  componentsOf: (name: string, id: number, attribute?: string) => Promise<ComponentLink[]>;
  /** Returns a component as JSON: its columns by name, its components, relations and files by attribute. */
  readComponent: (uid: string, id: number) => Promise<unknown>;
  /** Returns the rows that have a relation, and the ids of the documents that it names. */
  readLinks: (linkTable: string) => Promise<Map<number, string[]>>;
  /** Returns the rows of a model that have files in an attribute, with the ids of the files. */
  readFiles: (uid: string, attribute: string) => Promise<Map<number, number[]>>;
}

/** @param tableOf the table of a component by its uid, as both are named in the database now */
export const storedRows = async (
  strapi: Strapi,
  connection: Connection,
  tableOf: (uid: string) => string | undefined
): Promise<StoredRows> => {
  const tables = await storedTables(strapi, connection);
  const query = (name: string) => table(strapi, connection, name);
  const columnsOf = (name: string): string[] =>
    tables.find((each) => each.name === name)?.columns.map((column) => column.name) ?? [];
  /** Each table of components with the table of the rows that hold them. */
  const holders = tables.flatMap(({ name, columns, foreignKeys }) => {
    const holder = foreignKeys[0]?.referencedTable;
    return holder && columns.some((column) => column.name === 'component_type') ? [{ name, holder }] : [];
  });
  const linksOf = (name: string) =>
    tables.filter(
      (each) =>
        each.foreignKeys.length === 2 &&
        each.foreignKeys[0]!.referencedTable === name &&
        each.name.endsWith('_lnk')
    );
  const uidOfTable = (name: string, uids: Iterable<string>): string[] =>
    [...uids].filter((uid) => tableOf(uid) === name);

  const components = [...new Set([...Object.keys(strapi.components), ...Object.keys(strapi.contentTypes)])];

  const componentsOf: StoredRows['componentsOf'] = async (name, id, attribute) => {
    const links = holders.find(({ holder }) => holder === name)?.name;
    if (links === undefined || !(await hasTable(strapi, connection, links))) return [];
    const found = query(links).where({ entity_id: id });
    if (attribute !== undefined) found.where({ field: attribute });
    return (await found.orderBy(['field', 'order', 'id'])) as ComponentLink[];
  };

  const ownersOf = async (name: string, id: number, depth = 0): Promise<Owner[]> => {
    if (columnsOf(name).includes('document_id')) {
      const [row] = (await query(name).where({ id })) as Record<string, unknown>[];
      if (!row) return [];
      return [
        {
          table: name,
          documentId: String(row.document_id),
          locale: (row.locale as string | null | undefined) ?? null,
          isPublished: (row.published_at ?? null) !== null,
          path: '',
        },
      ];
    }
    if (depth > MAX_DEPTH) return [];
    const owners: Owner[] = [];
    const uids = uidOfTable(name, components);
    for (const { name: links, holder } of holders) {
      if (uids.length === 0 || !(await hasTable(strapi, connection, links))) continue;
      const parents = (await query(links)
        .where({ cmp_id: id })
        .whereIn('component_type', uids)) as ComponentLink[];
      for (const { entity_id: parent, field, order } of parents) {
        for (const owner of await ownersOf(holder, parent, depth + 1)) {
          const part = `${field}[${order ?? 0}]`;
          owners.push({ ...owner, path: owner.path === '' ? part : `${owner.path}.${part}` });
        }
      }
    }
    return owners;
  };

  const readLinks: StoredRows['readLinks'] = async (linkTable) => {
    const found = new Map<number, string[]>();
    const stored = tables.find(({ name }) => name === linkTable);
    const [owner, target] = stored?.foreignKeys ?? [];
    if (!owner || !target || !(await hasTable(strapi, connection, linkTable))) return found;
    const rows = (await query(linkTable).orderBy('id')) as Record<string, number>[];
    for (const row of rows) {
      const [of, to] = [row[owner.columns[0]!]!, row[target.columns[0]!]!];
      const hasDocument = columnsOf(target.referencedTable).includes('document_id');
      const [named] = (await query(target.referencedTable).where({ id: to })) as Record<string, unknown>[];
      found.set(of, [...(found.get(of) ?? []), String(hasDocument ? named?.document_id : to)]);
    }
    return found;
  };

  const readFiles: StoredRows['readFiles'] = async (uid, attribute) => {
    const found = new Map<number, number[]>();
    if (!(await hasTable(strapi, connection, FILE_LINKS))) return found;
    const rows = (await query(FILE_LINKS).where({ related_type: uid, field: attribute }).orderBy('id')) as {
      file_id: number;
      related_id: number;
    }[];
    for (const { file_id: file, related_id: row } of rows) found.set(row, [...(found.get(row) ?? []), file]);
    return found;
  };

  const readComponent = async (uid: string, id: number, depth = 0): Promise<unknown> => {
    const name = tableOf(uid);
    if (name === undefined || depth > MAX_DEPTH || !(await hasTable(strapi, connection, name))) return { id };
    const [row] = (await query(name).where({ id })) as Record<string, unknown>[];
    const content: Record<string, unknown> = { ...row };
    for (const link of await componentsOf(name, id)) {
      const inner = await readComponent(link.component_type, link.cmp_id, depth + 1);
      content[link.field] = [
        ...((content[link.field] as unknown[] | undefined) ?? []),
        { component: link.component_type, content: inner },
      ];
    }
    for (const links of linksOf(name)) {
      const named = (await readLinks(links.name)).get(id);
      if (named) content[links.name] = named;
    }
    if (await hasTable(strapi, connection, FILE_LINKS)) {
      const files = (await query(FILE_LINKS).where({ related_type: uid, related_id: id })) as {
        file_id: number;
        field: string;
      }[];
      for (const { file_id: file, field } of files) {
        content[field] = [...((content[field] as unknown[] | undefined) ?? []), { file }];
      }
    }
    return content;
  };

  return { ownersOf, componentsOf, readComponent, readLinks, readFiles };
};
