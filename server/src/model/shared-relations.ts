import { contentTypes, PUBLIC_TYPES, type Attribute, type PublicType } from '../../../content-types';
import { hasDrafts, typeNameOf, uidOf, type Strapi } from '../plugin';
import { onDocumentWrite, writtenIds, type Row } from './document-writes';

/**
 * Strapi copies shared scalars and components from one locale to the others, but never relations: each locale keeps
 * its own, whatever the schema says. Here a relation that the schema marks as shared is kept in step, without touching
 * `updatedAt`, which would show the other locales as modified.
 */

interface SharedRelation {
  name: string;
  target: PublicType;
}

const isShared = ({ type, pluginOptions }: Attribute): boolean =>
  type === 'relation' &&
  (pluginOptions as { i18n?: { localized?: boolean } } | undefined)?.i18n?.localized === false;

const relationsOf = (type: PublicType): SharedRelation[] =>
  Object.entries<Attribute>(contentTypes[type].attributes)
    .filter(([, attribute]) => isShared(attribute))
    .map(([name, attribute]) => ({ name, target: typeNameOf(String(attribute.target)) as PublicType }));

const SHARED = Object.fromEntries(PUBLIC_TYPES.map((type) => [type, relationsOf(type)])) as Record<
  PublicType,
  SharedRelation[]
>;

type Related = { id: number; documentId: string };

const relatedTo = (row: Row, name: string): Related[] => {
  const value = row[name] as Related | Related[] | null | undefined;
  return value ? [value].flat() : [];
};

const documentsIn = (row: Row, name: string): string[] =>
  relatedTo(row, name).map(({ documentId }) => documentId);

/** A list as it was written in one locale, with what only the other one can show after the same neighbour as there. */
const keepHidden = (written: string[], there: string[], hidden: Set<string>): string[] => {
  const merged = [...written];
  there.forEach((document, index) => {
    if (!hidden.has(document) || merged.includes(document)) return;
    const before = there.slice(0, index).findLast((each) => merged.includes(each));
    merged.splice(before === undefined ? 0 : merged.indexOf(before) + 1, 0, document);
  });
  return merged;
};

const isPublished = (row: Row): boolean => row.publishedAt !== null;

/** @param onCopy is told of the rows in which relations were replaced, which no hook of the database layer hears of */
export const keepSharedRelations = (
  strapi: Strapi,
  onCopy: (type: PublicType, row: Row) => Promise<void>
): void => {
  const rowsWhere = async (
    type: PublicType,
    names: SharedRelation[],
    where: Record<string, unknown>
  ): Promise<Row[]> =>
    (await strapi.db.query(uidOf(type)).findMany({
      where,
      populate: Object.fromEntries(names.map(({ name }) => [name, { select: ['id', 'documentId'] }])),
    })) as Row[];

  /** The rows of the same documents in the locale and state of another row; what that locale lacks is left out. */
  const counterparts = async (
    { target }: SharedRelation,
    documents: string[],
    like: Row
  ): Promise<Related[]> => {
    if (documents.length === 0) return [];
    const where: Record<string, unknown> = { documentId: { $in: documents }, locale: like.locale };
    if (hasDrafts(target)) where.publishedAt = isPublished(like) ? { $notNull: true } : { $null: true };
    const found = (await strapi.db
      .query(uidOf(target))
      .findMany({ where, select: ['id', 'documentId'] })) as Related[];
    const byDocument = new Map(found.map((row) => [row.documentId, row]));
    return documents.flatMap((document) => byDocument.get(document) ?? []);
  };

  /**
   * What another locale points at that cannot be pointed at from this one, because it is not translated or published
   * here: it was not taken away by whoever wrote this locale.
   */
  const hiddenFrom = async (
    relation: SharedRelation,
    row: Row,
    documents: string[]
  ): Promise<Set<string>> => {
    const visible = new Set(
      (await counterparts(relation, documents, row)).map(({ documentId }) => documentId)
    );
    return new Set(documents.filter((document) => !visible.has(document)));
  };

  const copy = async (type: PublicType, relation: SharedRelation, from: Row, to: Row): Promise<void> => {
    const documents = documentsIn(from, relation.name);
    const there = documentsIn(to, relation.name);
    // The usual case; the rows themselves are of the same language and state as the row that points at them.
    if (documents.join() === there.join()) return;
    const meant = keepHidden(documents, there, await hiddenFrom(relation, from, there));
    const wanted = (await counterparts(relation, meant, to)).map(({ id }) => id);
    const present = relatedTo(to, relation.name).map(({ id }) => id);
    if (wanted.join() === present.join()) return;
    await strapi.db.transaction(({ trx }) =>
      strapi.db.entityManager.updateRelations(
        uidOf(type),
        to.id,
        { [relation.name]: { set: wanted.map((id) => ({ id })) } },
        { transaction: trx }
      )
    );
    await onCopy(type, to);
  };

  onDocumentWrite(strapi, async ({ type, action, params }, next) => {
    const relations = SHARED[type];
    if (relations.length === 0 || !['create', 'update', 'publish', 'discardDraft'].includes(action)) {
      return next();
    }
    const before = new Set<string>();
    if (action === 'update' && params.documentId) {
      for (const row of await rowsWhere(type, [], { documentId: params.documentId })) {
        before.add(`${row.locale} ${isPublished(row)}`);
      }
    }
    const result = await next();
    for (const id of writtenIds(result)) {
      const [written] = await rowsWhere(type, relations, { id });
      if (!written) continue;
      const siblings = await rowsWhere(type, relations, {
        documentId: written.documentId,
        locale: { $ne: written.locale },
        publishedAt: isPublished(written) ? { $notNull: true } : { $null: true },
      });
      const isNewLocale = action === 'update' && !before.has(`${written.locale} ${isPublished(written)}`);
      for (const relation of relations) {
        const filled = siblings.find((sibling) => relatedTo(sibling, relation.name).length > 0);
        if (isNewLocale && filled && relatedTo(written, relation.name).length === 0) {
          // A translation starts with what the others have; its empty form must not empty theirs.
          await copy(type, relation, filled, written);
          continue;
        }
        for (const sibling of siblings) await copy(type, relation, written, sibling);
      }
    }
    return result;
  });
};
