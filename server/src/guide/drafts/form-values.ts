import { uidOf, type Strapi } from '../../plugin';
import {
  componentsOf,
  holdsComponents,
  isList,
  isZone,
  registeredAttributes,
  type Attribute,
} from '../../model/attributes';
import { isEditable } from './draft-shape';
import { namedIds } from '../../validation/relations';
import type { Shape } from '../assemble/public-shape';
import { documentsWhere } from '../documents-where';
import { numberIn, rowIn, rowsIn, type Row } from '../values';
import type { MayAccess } from './rights';

/*
 * The values of an article's form in the admin panel, which has of a relation only what was connected and disconnected
 * since it was opened, and of a file the record that the media library gave it. Here they become a row as the database
 * would give it after a save. Nothing in them is trusted: related documents and files are read by their ids.
 */

const ARTICLE = uidOf('article');
const FILE = 'plugin::upload.file';

const ONE = new Set(['oneWay', 'oneToOne', 'manyToOne']);

type Below = Shape | { on: Record<string, Shape> };

/** Documents or files that stand in the row by their ids until they are read. */
interface Reference {
  holder: Row;
  name: string;
  attribute: Attribute;
  ids: (string | number)[];
  shape: Shape;
}

interface Merge {
  strapi: Strapi;
  mayWrite: MayAccess;
  references: Reference[];
}

const documentIdIn = (item: Row): string => String(rowIn(item.apiData)?.documentId ?? item.documentId);

const insert = (list: string[], documentId: string, position: Row | null): string[] => {
  const others = list.filter((each) => each !== documentId);
  const at = position?.start === true ? 0 : others.indexOf(String(position?.before));
  return at < 0 ? [...others, documentId] : others.toSpliced(at, 0, documentId);
};

/** Returns the related documents, from those that are stored and what the form has changed. */
const relatedIds = ({ relation }: Attribute, stored: string[], value: unknown): string[] => {
  const changes = rowIn(value);
  if (!changes) return value === undefined ? stored : namedIds(value).map(String);
  // A form also has how many documents are related, instead of a change.
  if (!('connect' in changes || 'disconnect' in changes)) return stored;
  const removed = new Set(rowsIn(changes.disconnect).map(documentIdIn));
  const related = rowsIn(changes.connect).reduce<string[]>(
    (list, item) => {
      const { position } = rowIn(item.apiData) ?? item;
      return insert(list, documentIdIn(item), rowIn(position));
    },
    stored.filter((documentId) => !removed.has(documentId))
  );
  return ONE.has(String(relation)) ? related.slice(-1) : related;
};

const listOf = (value: unknown): Row[] => rowsIn(value).concat(rowIn(value) ?? []);

const fileIds = (value: unknown): number[] => namedIds(value).flatMap((id) => numberIn(id) ?? []);

const sameRow = (rows: unknown, { id, __component: component }: Row): Row | null =>
  rowsIn(rows).find((row) => row.id === id && (component === undefined || row.__component === component)) ??
  null;

const mergeComponents = (
  merge: Merge,
  attribute: Attribute,
  below: Below,
  { value, stored, path }: { value: unknown; stored: unknown; path: string }
): unknown => {
  const uidOfRow = (row: Row): string => String(isZone(attribute) ? row.__component : attribute.component);
  const one = (row: Row, before: Row | null): Row[] => {
    const uid = uidOfRow(row);
    const shape = 'on' in below ? (Object.hasOwn(below.on, uid) ? below.on[uid] : undefined) : below;
    // The site's own section stays in its place, so that the paths of the others lead to them; nothing of it is read.
    if (!shape) return componentsOf(attribute).includes(uid) ? [{ __component: uid }] : [];
    const named = isZone(attribute) ? { __component: uid } : {};
    // The same object, because references are put into it later.
    return [
      Object.assign(mergeRow(merge, uid, { shape, values: row, stored: before, path: `${path}.` }), named),
    ];
  };
  if (isList(attribute)) return rowsIn(value).flatMap((row) => one(row, sameRow(stored, row)));
  const row = rowIn(value);
  const before = rowIn(stored);
  return row ? (one(row, before?.id === row.id ? before : null)[0] ?? null) : null;
};

/** Whether anything at or below a path may be written: a role may have the right at single fields of a component. */
const mayWriteBelow = (mayWrite: MayAccess, below: Below, path: string): boolean =>
  mayWrite(path) ||
  (!('on' in below) &&
    (below.select.some((name) => mayWrite(`${path}.${name}`)) ||
      Object.entries(below.populate).some(([name, inner]) =>
        mayWriteBelow(mayWrite, inner, `${path}.${name}`)
      )));

interface Rows {
  shape: Shape;
  values: Row;
  stored: Row | null;
  /** Of the row in the article, with a dot at its end. */
  path: string;
}

const mergeRow = (merge: Merge, uid: string, { shape, values, stored, path }: Rows): Row => {
  const attributes = registeredAttributes(merge.strapi)(uid);
  const result: Row = stored ? { id: stored.id } : {};
  const given = (name: string): boolean => Object.hasOwn(values, name);
  for (const name of shape.select.filter((each) => Object.hasOwn(attributes, each))) {
    const isTyped = given(name) && merge.mayWrite(path + name) && isEditable(attributes[name]!);
    result[name] = (isTyped ? values[name] : stored?.[name]) ?? null;
  }
  for (const [name, below] of Object.entries(shape.populate)) {
    const attribute = attributes[name]!;
    const here = path + name;
    if (holdsComponents(attribute)) {
      const isTyped = given(name) && mayWriteBelow(merge.mayWrite, below, here);
      const value = isTyped ? values[name] : stored?.[name];
      result[name] = mergeComponents(merge, attribute, below, { value, stored: stored?.[name], path: here });
      continue;
    }
    const value = given(name) && merge.mayWrite(here) ? values[name] : undefined;
    const ids =
      attribute.type === 'media'
        ? fileIds(value === undefined ? stored?.[name] : value)
        : relatedIds(attribute, listOf(stored?.[name]).map(documentIdIn), value);
    merge.references.push({ holder: result, name, attribute, ids, shape: below as Shape });
  }
  return result;
};

/** Reads files and related documents, and puts them into the row. Those that do not exist are left out. */
const resolve = async (strapi: Strapi, references: Reference[], locale: string): Promise<void> => {
  const byTarget = new Map<string, Reference[]>();
  for (const reference of references) {
    const { type, target } = reference.attribute;
    const uid = type === 'media' ? FILE : String(target);
    byTarget.set(uid, [...(byTarget.get(uid) ?? []), reference]);
  }
  for (const [target, own] of byTarget) {
    const ids = [...new Set(own.flatMap((reference) => reference.ids))];
    const key = target === FILE ? 'id' : 'documentId';
    const where =
      target === FILE
        ? { id: { $in: ids } }
        : documentsWhere(ids.map((id) => ({ documentId: String(id), locale })));
    const rows =
      // Of another article only which one it is; what is shown of it is read from what is published.
      target === ARTICLE
        ? ids.map((documentId) => ({ documentId }))
        : ids.length === 0
          ? []
          : ((await strapi.db
              .query(target as Parameters<Strapi['db']['query']>[0])
              .findMany({ where, ...own[0]!.shape })) as Row[]);
    const found = new Map(rows.map((row) => [String((row as Row)[key]), row]));
    for (const { holder, name, attribute, ids: wanted } of own) {
      const present = wanted.flatMap((id) => found.get(String(id)) ?? []);
      holder[name] = isList(attribute) ? present : (present[0] ?? null);
    }
  }
};

export interface FormValues {
  locale: string;
  /** The values as the form has them. */
  values: Row;
  /** The draft that the form was opened with, read by the same shape; null for a new article or language. */
  stored: Row | null;
  /** Where it returns false, the stored value stays. */
  mayWrite: MayAccess;
}

/**
 * Returns the row that saving a form would leave, as far as a guide shows it. Related documents and files are not in it
 * yet: `resolve` reads them.
 *
 * @param shape what is read of an article, without what the editor may not read
 */
export const mergeFormValues = (
  strapi: Strapi,
  shape: Shape,
  { locale, values, stored, mayWrite }: FormValues
): { row: Row; resolve: () => Promise<void> } => {
  const references: Reference[] = [];
  const row = mergeRow({ strapi, mayWrite, references }, ARTICLE, { shape, values, stored, path: '' });
  return { row, resolve: () => resolve(strapi, references, locale) };
};
