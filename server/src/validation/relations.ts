import { registeredAttributes } from '../model/attributes';
import { walkValue } from '../model/walk';
import { typeNameOf, type Strapi, type TypeName } from '../plugin';
import type { Issue } from './rules';

const FILES = 'plugin::upload.file';

/** One target of a relation, or one file, in an input. */
interface WrittenRelation {
  path: string;
  target: string;
  /** A documentId, or the numeric id of a row. */
  id: string | number;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Returns the ids in a relation's input, in any of the forms that Strapi takes: an id, `{ id }`, `{ documentId }`, a list
 * of those, or `{ connect, set, disconnect }`. A missing target in `disconnect` is no error, so it is not returned.
 */
export const namedIds = (value: unknown): (string | number)[] => {
  if (Array.isArray(value)) return value.flatMap(namedIds);
  if (typeof value === 'string' || typeof value === 'number') return [value];
  if (!isObject(value)) return [];
  const id = value.documentId ?? value.id;
  if (typeof id === 'string' || typeof id === 'number') return [id];
  return [...namedIds(value.connect), ...namedIds(value.set)];
};

const relationsIn = (strapi: Strapi, uid: string, data: unknown): WrittenRelation[] =>
  [...walkValue(registeredAttributes(strapi), uid, data)].flatMap(({ attribute, value, path }) => {
    const { type, target } = attribute;
    if (type === 'media') return namedIds(value).map((id) => ({ path, target: FILES, id }));
    return type === 'relation' && typeof target === 'string' && typeNameOf(target)
      ? namedIds(value).map((id) => ({ path, target, id }))
      : [];
  });

/** Returns the plugin's documents that an input references, by their type. Ids of digits are those of rows. */
export const referencesIn = (
  strapi: Strapi,
  uid: string,
  data: unknown
): { type: TypeName; id: string | number }[] =>
  relationsIn(strapi, uid, data).flatMap(({ target, id }) => {
    const type = typeNameOf(target);
    return type ? [{ type, id }] : [];
  });

/** Whether Strapi reads an id as that of a row: it takes a string of digits for a number. */
export const isRowId = (id: string | number): boolean => /^\d+$/.test(String(id));

/** Returns those of some ids, of rows and of documents, that exist. */
const existingIds = async (
  strapi: Strapi,
  target: string,
  ids: (string | number)[],
  locale: string
): Promise<Set<string>> => {
  const rows = ids.filter(isRowId).map(Number);
  const documents = ids.filter((id) => !isRowId(id)).map(String);
  const where: Record<string, unknown>[] = [];
  if (rows.length > 0) where.push({ id: { $in: rows } });
  if (documents.length > 0) {
    where.push({ documentId: { $in: documents }, ...(typeNameOf(target) ? { locale } : {}) });
  }
  const found = (await strapi.db
    .query(target as Parameters<Strapi['db']['query']>[0])
    .findMany({ where: { $or: where }, select: ['id', 'documentId'] })) as {
    id: number;
    documentId: string;
  }[];
  return new Set(found.flatMap(({ id, documentId }) => [String(id), documentId]));
};

/**
 * Finds relations to missing targets. Strapi rejects them as well, but without naming the field.
 *
 * @param locale the locale that is written; a localised target must exist in it
 */
export const findMissingRelations = async (
  strapi: Strapi,
  uid: string,
  data: unknown,
  locale: string
): Promise<Issue[]> => {
  const relations = relationsIn(strapi, uid, data);
  const issues: Issue[] = [];
  for (const target of new Set(relations.map((relation) => relation.target))) {
    const own = relations.filter((relation) => relation.target === target);
    const ids = own.map(({ id }) => id);
    const existing = await existingIds(strapi, target, ids, locale);
    for (const { path, id } of own) {
      if (!existing.has(String(id))) {
        issues.push({ field: path, message: 'relation.missing', values: { id: String(id).slice(0, 80) } });
      }
    }
  }
  return issues;
};
