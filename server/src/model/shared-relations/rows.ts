import type { PublicType } from '../../../../content-types';
import { hasDrafts, uidOf, type Strapi } from '../../plugin';
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

/** The documents that a row shows in a relation, in their order. */
export const documentsIn = (row: Row, relation: SharedRelation): string[] =>
  targetsIn(row, relation).map(({ documentId }) => documentId);

/** Reads and writes the rows of documents, as far as their shared relations go. */
export const createRows = (strapi: Strapi, onReplaced: (type: PublicType, row: Row) => Promise<void>) => {
  /** The ids of the rows of some documents in the locale and state of another row, by document. */
  const findTargets = async (
    { target }: SharedRelation,
    documents: string[],
    { locale, publishedAt }: Pick<Row, 'locale' | 'publishedAt'>
  ): Promise<Map<string, number>> => {
    if (documents.length === 0) return new Map();
    const where: Record<string, unknown> = { documentId: { $in: documents }, locale };
    if (hasDrafts(target)) where.publishedAt = publishedAt === null ? { $null: true } : { $notNull: true };
    const found = (await strapi.db
      .query(uidOf(target))
      .findMany({ where, select: ['id', 'documentId'] })) as Target[];
    return new Map(found.map(({ id, documentId }) => [documentId, id]));
  };

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

  return {
    /** Reads rows with the targets of these relations. */
    find: async (
      type: PublicType,
      relations: SharedRelation[],
      where: Record<string, unknown>
    ): Promise<Row[]> =>
      (await strapi.db.query(uidOf(type)).findMany({
        where,
        populate: Object.fromEntries(
          relations.map(({ name }) => [name, { select: ['id', 'documentId', 'locale', 'publishedAt'] }])
        ),
        orderBy: { id: 'asc' },
      })) as Row[],

    /** The documents of a selection that have a row in the locale and state of another row. */
    findVisible: async (relation: SharedRelation, selection: string[], row: Row): Promise<Set<string>> =>
      new Set((await findTargets(relation, selection, row)).keys()),

    /**
     * Lets rows show what they can of a selection. `updatedAt` stays: it would show a locale as modified in which nobody
     * has written anything.
     */
    project: async (
      relation: SharedRelation,
      rows: Row[],
      selectionOf: (row: Row) => string[]
    ): Promise<void> => {
      const groups = new Map<string, { rows: { row: Row; selection: string[] }[]; documents: Set<string> }>();
      for (const row of rows) {
        const selection = selectionOf(row);
        if (showsAll(row, relation, selection)) continue;
        const key = `${row.locale} ${isPublished(relation.type, row)}`;
        const group = groups.get(key) ?? { rows: [], documents: new Set<string>() };
        groups.set(key, group);
        group.rows.push({ row, selection });
        for (const document of selection) group.documents.add(document);
      }
      for (const group of groups.values()) {
        const ids = await findTargets(relation, [...group.documents], group.rows[0]!.row);
        const visible = new Set(ids.keys());
        for (const { row, selection } of group.rows) {
          const wanted = shownOf(selection, visible, relation.isSingle).map((document) => ids.get(document)!);
          if (
            wanted.join() ===
            targetsIn(row, relation)
              .map(({ id }) => id)
              .join()
          )
            continue;
          await strapi.db.transaction(({ trx }) =>
            strapi.db.entityManager.updateRelations(
              uidOf(relation.type),
              row.id,
              { [relation.name]: { set: wanted.map((id) => ({ id })) } },
              { transaction: trx }
            )
          );
          await onReplaced(relation.type, row);
        }
      }
    },
  };
};
