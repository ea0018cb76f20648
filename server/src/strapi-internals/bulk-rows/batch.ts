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

/** Between a row and one of its components, or a file and a row that shows it; the ids are there when it is written. */
interface Link {
  table: LinkTable;
  values: () => DatabaseValue[];
}

/** Rows that wait to be written together. */
export interface Batch {
  /** About how many characters wait. */
  size: number;
  rows: Map<TableModel, Row[]>;
  /** Rows that are there already, with the attributes that stay as they are. */
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

/** What a row takes besides its texts, about. */
const ROW_SIZE = 100;

const listOf = (value: unknown): unknown[] => (value === undefined || value === null ? [] : [value].flat());

const documentIdOf = (target: unknown): string =>
  typeof target === 'object' ? (target as { documentId: string }).documentId : String(target);

/** The documents that a relation names, each once. */
export const documentsIn = (value: unknown): string[] => [...new Set(listOf(value).map(documentIdOf))];

const fileIdOf = (file: unknown): number =>
  Number(typeof file === 'object' ? (file as { id: number }).id : file);

/** The files that an attribute shows, each once. */
const filesIn = (value: unknown): number[] => [...new Set(listOf(value).map(fileIdOf))];

/** Whether a value is set of an attribute that cannot be written here, and of which one. */
const findUnsupported = ({ refused }: TableModel, data: Data): TableModel['refused'][number] | undefined =>
  refused.find(({ name }) => listOf(data[name]).length > 0);

/** The link between a row and one of its components. */
const partLink = (
  { link, name, ordered }: TableModel['parts'][number],
  row: Row,
  part: { row: Row; uid: string },
  index: number
): Link => ({
  table: link,
  values: () => [row.id, part.row.id, part.uid, name, ordered ? index + 1 : null],
});

/** The links between a row and the files that one of its attributes shows. */
const fileLinks = (models: Models, uid: string, row: Row, name: string, files: number[]): Link[] =>
  files.map((file, index) => ({
    table: models.files,
    values: () => [file, row.id, uid, name, index + 1],
  }));

/**
 * Takes a document version, or a component, apart into rows.
 *
 * @param data in the form that `strapi.documents().create({ data })` takes
 * @param existing the row that is there already, and the attributes of it that stay; a new row if left out
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

/** Writes the rows of a batch, and then the links between them, which need their ids. Relations are left. */
export const writeBatch = async (batch: Batch, insert: Insert): Promise<void> => {
  for (const [model, rows] of batch.rows) {
    const columns = model.scalars.map(({ column }) => column);
    await insert(model.table, columns, rows, true);
  }
  await writeLinks(batch.links, insert);
};

/** Writes links between rows that are there by now. */
const writeLinks = async (links: Link[], insert: Insert): Promise<void> => {
  const tables = new Map<string, { columns: string[]; rows: Row[] }>();
  for (const { table, values } of links) {
    const known = tables.get(table.table) ?? { columns: table.columns, rows: [] };
    known.rows.push({ values: values(), size: ROW_SIZE, id: 0 });
    tables.set(table.table, known);
  }
  for (const [table, { columns, rows }] of tables) await insert(table, columns, rows, false);
};
