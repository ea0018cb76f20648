import type { Insert, Row } from './insert';
import type { LinkTable, Models, RelationModel, TableModel } from './models';
import type { DatabaseValue } from './values';

export type State = 'draft' | 'published';

/** The document version that a row belongs to, which decides what its relations point at. */
export interface Origin {
  /** The locale of the targets; null where the source has none. */
  locale: string | null;
  /** The versions of a target, if it has drafts, that are linked. */
  states: State[];
}

/** What a relation of one row points at. */
export interface RelationTuple {
  source: number;
  targets: string[];
  origin: Origin;
}

/** Between a row and one of its components, or a file and a row that shows it. */
interface Link {
  table: LinkTable;
  values: () => DatabaseValue[];
}

/** Rows that wait to be written together. */
export interface Batch {
  /** About how many characters wait. */
  size: number;
  rows: Map<TableModel, Row[]>;
  links: Link[];
  relations: { relation: RelationModel; row: Row; targets: string[]; origin: Origin }[];
}

export const emptyBatch = (): Batch => ({ size: 0, rows: new Map(), links: [], relations: [] });

type Data = Record<string, unknown>;

/** What a row takes besides its texts, about. */
const ROW_SIZE = 100;

const listOf = (value: unknown): unknown[] => (value === undefined || value === null ? [] : [value].flat());

const documentIdOf = (target: unknown): string =>
  typeof target === 'object' ? (target as { documentId: string }).documentId : String(target);

const fileIdOf = (file: unknown): number =>
  Number(typeof file === 'object' ? (file as { id: number }).id : file);

/**
 * Takes a document version, or a component, apart into rows.
 *
 * @param data in the form that `strapi.documents().create({ data })` takes
 * @throws Error for a value of an attribute that cannot be written in bulk
 */
export const addRow = (batch: Batch, models: Models, uid: string, data: Data, origin: Origin): Row => {
  const model = models.of(uid);
  for (const { name, reason } of model.refused) {
    if (listOf(data[name]).length === 0) continue;
    throw new Error(
      `This site's version of ${uid} has an attribute "${name}" that cannot be written in bulk: ${reason}. ` +
        'Import without --bulk.'
    );
  }
  const row: Row = { values: [], size: ROW_SIZE, id: 0 };
  for (const { name, valueOf } of model.scalars) {
    const value = valueOf(data[name]);
    row.values.push(value);
    if (typeof value === 'string') row.size += value.length;
  }
  batch.size += row.size;
  const rows = batch.rows.get(model);
  if (rows) rows.push(row);
  else batch.rows.set(model, [row]);

  for (const { name, component, ordered, link } of model.parts) {
    listOf(data[name]).forEach((value, index) => {
      const part = value as Data;
      const type = component ?? String(part.__component);
      const partRow = addRow(batch, models, type, part, origin);
      batch.links.push({
        table: link,
        values: () => [row.id, partRow.id, type, name, ordered ? index + 1 : null],
      });
    });
  }
  for (const name of model.media) {
    [...new Set(listOf(data[name]).map(fileIdOf))].forEach((file, index) => {
      batch.links.push({ table: models.files, values: () => [file, row.id, uid, name, index + 1] });
    });
  }
  for (const relation of model.relations) {
    const targets = [...new Set(listOf(data[relation.name]).map(documentIdOf))];
    if (targets.length > 0) batch.relations.push({ relation, targets, origin, row });
  }
  return row;
};

/** Writes the rows of a batch, and then the links between them, which need their ids. Relations are left. */
export const writeBatch = async (batch: Batch, insert: Insert): Promise<void> => {
  for (const [model, rows] of batch.rows) {
    const columns = model.scalars.map(({ column }) => column);
    await insert(model.table, columns, rows, true);
  }
  const links = new Map<string, { columns: string[]; rows: Row[] }>();
  for (const { table, values } of batch.links) {
    const known = links.get(table.table) ?? { columns: table.columns, rows: [] };
    known.rows.push({ values: values(), size: ROW_SIZE, id: 0 });
    links.set(table.table, known);
  }
  for (const [table, { columns, rows }] of links) await insert(table, columns, rows, false);
};
