import { typeNameOf, type Strapi, type TypeName } from '../plugin';
import type { Fault } from './rules';

/** Where a relation is written, and what it names. */
interface Mention {
  path: string;
  target: string;
  /** A documentId, or the numeric id of a row. */
  id: string | number;
}

type Attribute = Record<string, unknown> & { type: string };

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * What a relation's input names, in any of the forms that Strapi takes: an id, `{ id }`, `{ documentId }`, a list of
 * those, or `{ connect, set, disconnect }`. Disconnecting what is not there harms nobody.
 */
export const namedIds = (value: unknown): (string | number)[] => {
  if (Array.isArray(value)) return value.flatMap(namedIds);
  if (typeof value === 'string' || typeof value === 'number') return [value];
  if (!isObject(value)) return [];
  const id = value.documentId ?? value.id;
  if (typeof id === 'string' || typeof id === 'number') return [id];
  return [...namedIds(value.connect), ...namedIds(value.set)];
};

const collect = (strapi: Strapi, uid: string, data: unknown, path: string, mentions: Mention[]): void => {
  if (!isObject(data)) return;
  const model = strapi.getModel(uid as Parameters<Strapi['getModel']>[0]);
  if (!model) return;
  for (const [name, attribute] of Object.entries(model.attributes as Record<string, Attribute>)) {
    const value = data[name];
    if (value === undefined || value === null) continue;
    const here = path ? `${path}.${name}` : name;
    if (
      attribute.type === 'relation' &&
      typeof attribute.target === 'string' &&
      typeNameOf(attribute.target)
    ) {
      for (const id of namedIds(value)) mentions.push({ path: here, target: attribute.target, id });
    } else if (attribute.type === 'media') {
      for (const id of namedIds(value)) mentions.push({ path: here, target: 'plugin::upload.file', id });
    } else if (attribute.type === 'component' || attribute.type === 'dynamiczone') {
      const items = Array.isArray(value) ? value : [value];
      items.forEach((item, index) => {
        const component = attribute.type === 'component' ? attribute.component : item?.__component;
        collect(strapi, String(component), item, Array.isArray(value) ? `${here}[${index}]` : here, mentions);
      });
    }
  }
};

/** The documents of the plugin that an input references, by their type. Ids of digits are those of rows. */
export const referencesIn = (
  strapi: Strapi,
  uid: string,
  data: unknown
): { type: TypeName; id: string | number }[] => {
  const mentions: Mention[] = [];
  collect(strapi, uid, data, '', mentions);
  return mentions.flatMap(({ target, id }) => {
    const type = typeNameOf(target);
    return type ? [{ type, id }] : [];
  });
};

/**
 * Finds relations to something that is not there. Strapi refuses them as well, but without naming the field.
 *
 * @param locale the locale that is written; a localised target must exist in it
 */
export const findMissingRelations = async (
  strapi: Strapi,
  uid: string,
  data: unknown,
  locale: string
): Promise<Fault[]> => {
  const mentions: Mention[] = [];
  collect(strapi, uid, data, '', mentions);
  const faults: Fault[] = [];
  for (const target of new Set(mentions.map((mention) => mention.target))) {
    const own = mentions.filter((mention) => mention.target === target);
    // Strapi reads a string of digits as a numeric id, here as well as in what it does next.
    const isRow = (id: string | number): boolean => /^\d+$/.test(String(id));
    const documents = own.filter(({ id }) => !isRow(id)).map(({ id }) => String(id));
    const rows = own.filter(({ id }) => isRow(id)).map(({ id }) => Number(id));
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
    const present = new Set(found.flatMap(({ id, documentId }) => [String(id), documentId]));
    for (const { path, id } of own) {
      if (!present.has(String(id))) {
        faults.push({ field: path, message: 'relation.missing', values: { id: String(id).slice(0, 80) } });
      }
    }
  }
  return faults;
};
