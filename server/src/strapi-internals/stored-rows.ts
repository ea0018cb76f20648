/**
 * Rows as they are in the database, with their components, relations and files, for models that the code lacks.
 *
 * Relies on: the last schema that Strapi created (see schema-changes.ts), in which the first foreign key of a link table
 * references the row that the relation belongs to and the second its target; on `<table>_cmps` with `entity_id`,
 * `cmp_id`, `component_type`, `field`, `order`; and on `files_related_mph` with `file_id`, `related_id`, `related_type`,
 * `field`. Read in Strapi 5.54.0.
 * When the stored schema is missing, which it never is once a site has started, relations and owners are not found.
 */
import type { Strapi } from '../plugin';
import { hasTable, table, type Connection } from './database';
import { storedTables } from './schema-changes';
import type { ComponentRow } from './stored-links';

interface FieldRow extends ComponentRow {
  field: string;
}

interface FileLink {
  file_id: number;
  related_id: number;
  field: string;
}

type Row = Record<string, unknown>;

/** The document that a row belongs to, and the row's path in it. */
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

/** Ends the walk through rows that contain each other. */
const MAX_DEPTH = 12;

const addTo = <Key, Value>(lists: Map<Key, Value[]>, key: Key, value: Value): void => {
  lists.set(key, [...(lists.get(key) ?? []), value]);
};

const append = (content: Row, name: string, value: unknown): void => {
  content[name] = [...((content[name] as unknown[] | undefined) ?? []), value];
};

export class StoredRows {
  private readonly uids: string[];

  /** @param tableOf the table of a component by its uid, as both are named in the database now */
  constructor(
    private readonly strapi: Strapi,
    private readonly connection: Connection,
    private readonly tables: Awaited<ReturnType<typeof storedTables>>,
    private readonly tableOf: (uid: string) => string | undefined
  ) {
    this.uids = [...Object.keys(strapi.components), ...Object.keys(strapi.contentTypes)];
  }

  private query(name: string) {
    return table(this.strapi, this.connection, name);
  }

  private exists(name: string): Promise<boolean> {
    return hasTable(this.strapi, this.connection, name);
  }

  private async findRow(name: string, id: number): Promise<Row | undefined> {
    const [row] = (await this.query(name).where({ id })) as Row[];
    return row;
  }

  /** Whether the rows of a table are documents, rather than components. */
  private hasDocuments(name: string): boolean {
    return this.tables.some(
      (each) => each.name === name && each.columns.some((column) => column.name === 'document_id')
    );
  }

  /** Returns each table of component links with the table of the rows that hold the components. */
  private componentLinks(): { name: string; holder: string }[] {
    return this.tables.flatMap(({ name, columns, foreignKeys }) => {
      const holder = foreignKeys[0]?.referencedTable;
      return holder && columns.some((column) => column.name === 'component_type') ? [{ name, holder }] : [];
    });
  }

  /** Returns the rows of components in a row, in one attribute or in all. */
  async componentsOf(name: string, id: number, attribute?: string): Promise<FieldRow[]> {
    const links = this.componentLinks().find(({ holder }) => holder === name)?.name;
    if (links === undefined || !(await this.exists(links))) return [];
    const found = this.query(links)
      .select({ component: 'component_type', row: 'cmp_id', field: 'field' })
      .where({ entity_id: id });
    if (attribute !== undefined) found.where({ field: attribute });
    return (await found.orderBy(['field', 'order', 'id'])) as FieldRow[];
  }

  /** Returns the documents that a row belongs to; none for a component that no row holds. */
  async ownersOf(name: string, id: number, depth = 0): Promise<Owner[]> {
    if (this.hasDocuments(name)) {
      const row = await this.findRow(name, id);
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
    const uids = this.uids.filter((uid) => this.tableOf(uid) === name);
    for (const { name: links, holder } of this.componentLinks()) {
      if (uids.length === 0 || !(await this.exists(links))) continue;
      const parents = (await this.query(links).where({ cmp_id: id }).whereIn('component_type', uids)) as {
        entity_id: number;
        field: string;
        order: number | null;
      }[];
      for (const { entity_id: parent, field, order } of parents) {
        for (const owner of await this.ownersOf(holder, parent, depth + 1)) {
          const part = `${field}[${order ?? 0}]`;
          owners.push({ ...owner, path: owner.path === '' ? part : `${owner.path}.${part}` });
        }
      }
    }
    return owners;
  }

  /** Returns the rows that have a relation, with the ids of the related documents. */
  async readLinks(linkTable: string): Promise<Map<number, string[]>> {
    const found = new Map<number, string[]>();
    const stored = this.tables.find(({ name }) => name === linkTable);
    const [owner, target] = stored?.foreignKeys ?? [];
    if (!owner || !target || !(await this.exists(linkTable))) return found;
    const rows = (await this.query(linkTable).orderBy('id')) as Record<string, number>[];
    for (const row of rows) {
      const to = row[target.columns[0]!]!;
      const related = await this.findRow(target.referencedTable, to);
      const id = this.hasDocuments(target.referencedTable) ? related?.document_id : to;
      addTo(found, row[owner.columns[0]!]!, String(id));
    }
    return found;
  }

  /** Returns the rows of a model that have files in an attribute, with the ids of the files. */
  async readFiles(uid: string, attribute: string): Promise<Map<number, number[]>> {
    const found = new Map<number, number[]>();
    if (!(await this.exists(FILE_LINKS))) return found;
    const links = this.query(FILE_LINKS).where({ related_type: uid, field: attribute });
    for (const { file_id: file, related_id: row } of (await links.orderBy('id')) as FileLink[]) {
      addTo(found, row, file);
    }
    return found;
  }

  /** Returns a component as JSON: its columns by name, its components, relations and files by attribute. */
  async readComponent(uid: string, id: number, depth = 0): Promise<unknown> {
    const name = this.tableOf(uid);
    if (name === undefined || depth > MAX_DEPTH || !(await this.exists(name))) return { id };
    const content: Row = { ...(await this.findRow(name, id)) };
    for (const { component, row, field } of await this.componentsOf(name, id)) {
      append(content, field, { component, content: await this.readComponent(component, row, depth + 1) });
    }
    for (const links of this.relationLinksOf(name)) {
      const related = (await this.readLinks(links)).get(id);
      if (related) content[links] = related;
    }
    if (await this.exists(FILE_LINKS)) {
      const files = this.query(FILE_LINKS).where({ related_type: uid, related_id: id });
      for (const { file_id: file, field } of (await files) as FileLink[]) append(content, field, { file });
    }
    return content;
  }

  private relationLinksOf(name: string): string[] {
    return this.tables
      .filter(
        (each) =>
          each.foreignKeys.length === 2 &&
          each.foreignKeys[0]!.referencedTable === name &&
          each.name.endsWith('_lnk')
      )
      .map((each) => each.name);
  }
}

/** @param tableOf the table of a component by its uid, as both are named in the database now */
export const readStoredRows = async (
  strapi: Strapi,
  connection: Connection,
  tableOf: (uid: string) => string | undefined
): Promise<StoredRows> => new StoredRows(strapi, connection, await storedTables(strapi, connection), tableOf);
