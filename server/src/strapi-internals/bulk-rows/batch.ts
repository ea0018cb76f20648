/*
 * Relies on the form of `data` that `strapi.documents().create()` takes, and on the values of component links and file
 * links. Read in Strapi 5.54.0. When they change, the rows differ: the import compares a sample with the rows of
 * `strapi.documents()` first, and takes the normal path then.
 */
import type { Insert, Row } from './insert';
import type { LinkTable, Models, RelationModel, TableModel } from './models';
import type { DatabaseValue } from './values';

export type State = 'draft' | 'published';

/** The document version of a row, which decides which rows its relations link. */
export interface Origin {
  /** The locale of the targets; null where the source has none. */
  locale: string | null;
  /** The versions of a target, if it has drafts, that are linked. */
  states: State[];
}

/** The targets of a relation of one row. */
export interface RelationTuple {
  source: number;
  targets: string[];
  origin: Origin;
}

/** A link between a row and its component, or a file and a row that shows it; the ids exist when it is written. */
interface Link {
  table: LinkTable;
  values: () => DatabaseValue[];
}

/** Rows that are written together. */
export interface Batch {
  /** The approximate number of characters. */
  size: number;
  rows: Map<TableModel, Row[]>;
  /** Existing rows, with the attributes that do not change. */
  updates: { model: TableModel; row: Row; kept: Set<string> }[];
  links: Link[];
  relations: { relation: RelationModel; row: Row; targets: string[]; origin: Origin }[];
}

export const emptyBatch = (): Batch => ({
  size: 0,
  rows: new Map(),
  updates: [],
  links: [],
  relations: [],
});

type Data = Record<string, unknown>;

/** The approximate size of a row without its texts. */
const ROW_SIZE = 100;

const listOf = (value: unknown): unknown[] => (value === undefined || value === null ? [] : [value].flat());

const documentIdOf = (target: unknown): string =>
  typeof target === 'object' ? (target as { documentId: string }).documentId : String(target);

/** Returns the documents that a relation references, each once. */
export const documentsIn = (value: unknown): string[] => [...new Set(listOf(value).map(documentIdOf))];

const fileIdOf = (file: unknown): number =>
  Number(typeof file === 'object' ? (file as { id: number }).id : file);

/** Returns the files of an attribute, each once. */
const filesIn = (value: unknown): number[] => [...new Set(listOf(value).map(fileIdOf))];

/** Returns an attribute that has a value and cannot be written in bulk, if any. */
const findUnsupported = ({ refused }: TableModel, data: Data): TableModel['refused'][number] | undefined =>
  refused.find(({ name }) => listOf(data[name]).length > 0);

/** Returns the link between a row and one of its components. */
const partLink = (
  { link, name, ordered }: TableModel['parts'][number],
  row: Row,
  part: { row: Row; uid: string },
  index: number
): Link => ({
  table: link,
  values: () => [row.id, part.row.id, part.uid, name, ordered ? index + 1 : null],
});

/** Returns the links between a row and the files of an attribute. */
const fileLinks = (models: Models, uid: string, row: Row, name: string, files: number[]): Link[] =>
  files.map((file, index) => ({
    table: models.files,
    values: () => [file, row.id, uid, name, index + 1],
  }));

/**
 * Adds the rows of a document version or a component to a batch.
 *
 * @param data in the form that `strapi.documents().create({ data })` takes
 * @param existing the existing row, and its attributes that do not change; a new row if left out
 * @throws Error for a value of an attribute that cannot be written in bulk
 */
export const addRow = (
  batch: Batch,
  models: Models,
  uid: string,
  data: Data,
  origin: Origin,
  existing?: { id: number; kept: Set<string> }
): Row => {
  const model = models.of(uid);
  const refused = findUnsupported(model, data);
  if (refused) {
    const { name, reason } = refused;
    throw new Error(
      `This site's version of ${uid} has an attribute "${name}" that cannot be written in bulk: ${reason}. ` +
        'Import without --bulk.'
    );
  }
  const row: Row = { values: [], size: ROW_SIZE, id: existing?.id ?? 0 };
  for (const { name, valueOf } of model.scalars) {
    const value = valueOf(data[name]);
    row.values.push(value);
    if (typeof value === 'string') row.size += value.length;
  }
  batch.size += row.size;
  const rows = batch.rows.get(model);
  if (existing) batch.updates.push({ model, row, kept: existing.kept });
  else if (rows) rows.push(row);
  else batch.rows.set(model, [row]);

  for (const part of model.parts) {
    listOf(data[part.name]).forEach((value, index) => {
      const type = part.component ?? String((value as Data).__component);
      const partRow = addRow(batch, models, type, value as Data, origin);
      batch.links.push(partLink(part, row, { row: partRow, uid: type }, index));
    });
  }
  for (const name of model.media) {
    batch.links.push(...fileLinks(models, uid, row, name, filesIn(data[name])));
  }
  for (const relation of model.relations) {
    const targets = documentsIn(data[relation.name]);
    if (targets.length > 0) batch.relations.push({ relation, targets, origin, row });
  }
  return row;
};

/** Writes the rows of a batch, and then the links that need their ids, except for relations. */
export const writeBatch = async (batch: Batch, insert: Insert): Promise<void> => {
  for (const [model, rows] of batch.rows) {
    const columns = model.scalars.map(({ column }) => column);
    await insert(model.table, columns, rows, true);
  }
  await writeLinks(batch.links, insert);
};

/** Writes links between existing rows. */
const writeLinks = async (links: Link[], insert: Insert): Promise<void> => {
  const tables = new Map<string, { columns: string[]; rows: Row[] }>();
  for (const { table, values } of links) {
    const known = tables.get(table.table) ?? { columns: table.columns, rows: [] };
    known.rows.push({ values: values(), size: ROW_SIZE, id: 0 });
    tables.set(table.table, known);
  }
  for (const [table, { columns, rows }] of tables) await insert(table, columns, rows, false);
};
