import type { PublicType } from '../../../../content-types';
import { hasDrafts, uidOf, type Strapi } from '../../plugin';
import { setRelation } from '../../strapi-internals/relation-writes';
import type { Row } from '../document-writes';
import type { SharedRelation } from './relations';
import { shownOf } from './rule';

interface Target {
  id: number;
  documentId: string;
  locale: string | null;
  publishedAt: string | Date | null;
}

/** Whether a row counts as published: without drafts, every row does. */
export const isPublished = (type: PublicType, { publishedAt }: Pick<Row, 'publishedAt'>): boolean =>
  !hasDrafts(type) || publishedAt !== null;

const targetsIn = (row: Row, { name }: SharedRelation): Target[] => {
  const value = row[name] as Target | Target[] | null | undefined;
  return value ? [value].flat() : [];
};

/** Returns the documents that a row shows in a relation, in their order. */
export const documentsIn = (row: Row, relation: SharedRelation): string[] =>
  targetsIn(row, relation).map(({ documentId }) => documentId);

/** Whether a row shows a whole selection, by links to its own locale and state. */
const showsAll = (row: Row, relation: SharedRelation, selection: string[]): boolean => {
  const targets = targetsIn(row, relation);
  return (
    targets.length === selection.length &&
    targets.every(
      (target, index) =>
        target.documentId === selection[index] &&
        target.locale === row.locale &&
        isPublished(relation.target, target) === isPublished(relation.target, row)
    )
  );
};

/** Rows of one locale and state, with the selections that they are to show. */
interface Group {
  rows: { row: Row; selection: string[] }[];
  documents: Set<string>;
}

/** Groups the rows that do not show their selection. */
const groupRows = (
  relation: SharedRelation,
  rows: Row[],
  selectionOf: (row: Row) => string[]
): Iterable<Group> => {
  const groups = new Map<string, Group>();
  for (const row of rows) {
    const selection = selectionOf(row);
    if (showsAll(row, relation, selection)) continue;
    const key = `${row.locale} ${isPublished(relation.type, row)}`;
    const group = groups.get(key) ?? { rows: [], documents: new Set<string>() };
    groups.set(key, group);
    group.rows.push({ row, selection });
    for (const document of selection) group.documents.add(document);
  }
  return groups.values();
};

/** Called with each row whose relations were replaced: no lifecycle runs for it. */
export type OnReplaced = (type: PublicType, row: Row) => Promise<void>;

/** Reads and writes the rows of documents, as far as their shared relations are concerned. */
export class SharedRelationRows {
  constructor(
    private readonly strapi: Strapi,
    private readonly onReplaced: OnReplaced
  ) {}

  /** Reads rows with the targets of some relations. */
  async find(type: PublicType, relations: SharedRelation[], where: Record<string, unknown>): Promise<Row[]> {
    return (await this.strapi.db.query(uidOf(type)).findMany({
      where,
      populate: Object.fromEntries(
        relations.map(({ name }) => [name, { select: ['id', 'documentId', 'locale', 'publishedAt'] }])
      ),
      orderBy: { id: 'asc' },
    })) as Row[];
  }

  /** Returns the ids of the rows of some documents in the locale and state of another row, by document. */
  private async findTargets(
    { target }: SharedRelation,
    documents: string[],
    { locale, publishedAt }: Pick<Row, 'locale' | 'publishedAt'>
  ): Promise<Map<string, number>> {
    if (documents.length === 0) return new Map();
    const where: Record<string, unknown> = { documentId: { $in: documents }, locale };
    if (hasDrafts(target)) where.publishedAt = publishedAt === null ? { $null: true } : { $notNull: true };
    const found = (await this.strapi.db
      .query(uidOf(target))
      .findMany({ where, select: ['id', 'documentId'] })) as Target[];
    return new Map(found.map(({ id, documentId }) => [documentId, id]));
  }

  /** Returns the documents of a selection that have a row in the locale and state of another row. */
  async findVisible(relation: SharedRelation, selection: string[], row: Row): Promise<Set<string>> {
    return new Set((await this.findTargets(relation, selection, row)).keys());
  }

  /**
   * Links rows to the part of a selection that they can show. `updatedAt` stays: it would show a locale as modified that
   * nobody has written.
   */
  async project(relation: SharedRelation, rows: Row[], selectionOf: (row: Row) => string[]): Promise<void> {
    for (const group of groupRows(relation, rows, selectionOf)) {
      const ids = await this.findTargets(relation, [...group.documents], group.rows[0]!.row);
      const visible = new Set(ids.keys());
      for (const { row, selection } of group.rows) {
        const shown = shownOf(selection, visible, relation.isSingle).map((document) => ids.get(document)!);
        const linked = targetsIn(row, relation).map(({ id }) => id);
        if (shown.join() === linked.join()) continue;
        await setRelation(this.strapi, uidOf(relation.type), row.id, relation.name, shown);
        await this.onReplaced(relation.type, row);
      }
    }
  }
}
