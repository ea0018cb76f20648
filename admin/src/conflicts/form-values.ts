import { applyChanges, changesTo, type RelatedDocuments, type RelatedEntry } from './related';
import {
  attributesOf,
  componentOf,
  isContent,
  isList,
  isPart,
  rowsOf,
  type Attribute,
  type Content,
  type Schemas,
} from './schema';

const ownerOf = (uid: string, part: Content): string => `${uid}:${String(part.id)}.`;

/** What a form shows, with relations as lists of documentIds. */
export const toContent = (
  schemas: Schemas,
  values: Content,
  related: RelatedDocuments,
  uid = schemas.uid,
  owner = ''
): Content => {
  const convertPart = (attribute: Attribute, part: Content): Content => {
    const component = componentOf(attribute, part);
    return toContent(schemas, part, related, component, ownerOf(component, part));
  };
  const convert = (name: string, value: unknown): unknown => {
    const attribute = attributesOf(schemas, uid)[name];
    if (!attribute) return value;
    if (attribute.type === 'relation') {
      return applyChanges(attribute, related[`${owner}${name}`] ?? [], value);
    }
    if (isList(attribute)) return rowsOf(value).map((row) => convertPart(attribute, row));
    return isPart(attribute) && isContent(value) ? convertPart(attribute, value) : value;
  };
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, convert(name, value)]));
};

const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** Keys in the format and order that Strapi gives rows of a form, after those that it gives to the first 62 rows. */
const createKeys = (taken: ReadonlySet<unknown>): (() => string) => {
  let count = 0;
  const next = (): string => {
    const key = `b${DIGITS[Math.floor(count / DIGITS.length) % DIGITS.length]}${DIGITS[count % DIGITS.length]}`;
    count += 1;
    return taken.has(key) ? next() : key;
  };
  return next;
};

/** The stored components in the values of a form, with the key that each has there if it is in a list. */
const storedParts = (schemas: Schemas, values: Content): Map<string, unknown> => {
  const found = new Map<string, unknown>();
  const collect = (uid: string, content: Content): void => {
    for (const [name, attribute] of Object.entries(attributesOf(schemas, uid))) {
      const value = content[name];
      const parts = isList(attribute) ? rowsOf(value) : isPart(attribute) && isContent(value) ? [value] : [];
      for (const part of parts) {
        const component = componentOf(attribute, part);
        found.set(ownerOf(component, part), part.__temp_key__);
        collect(component, part);
      }
    }
  };
  collect(schemas.uid, values);
  return found;
};

interface Stored {
  schemas: Schemas;
  /** The stored version as the form shows it. */
  values: Content;
  related: RelatedDocuments;
  find: (documentId: string) => RelatedEntry;
}

/**
 * The values that make a form, which shows the stored version, show some content. A component that is no longer stored
 * becomes a new one.
 */
export const toFormValues = ({ schemas, values, related, find }: Stored, content: Content): Content => {
  const stored = storedParts(schemas, values);
  const nextKey = createKeys(new Set(stored.values()));

  const convertPart = (attribute: Attribute, part: Content, isBelowNew: boolean, isRow: boolean): Content => {
    const uid = componentOf(attribute, part);
    const owner = ownerOf(uid, part);
    const isStored = !isBelowNew && stored.has(owner);
    const { id, ...rest } = part;
    delete rest.__temp_key__;
    return {
      ...convertAll(uid, rest, isStored ? owner : undefined),
      ...(isStored ? { id } : {}),
      ...(isRow ? { __temp_key__: isStored ? stored.get(owner) : nextKey() } : {}),
    };
  };
  /** @param owner undefined in a component that is new */
  const convertAll = (uid: string, from: Content, owner: string | undefined): Content => {
    const isNew = owner === undefined;
    const convert = (name: string, value: unknown): unknown => {
      const attribute = attributesOf(schemas, uid)[name];
      if (!attribute) return value;
      if (attribute.type === 'relation') {
        const before = isNew ? [] : (related[`${owner}${name}`] ?? []);
        return changesTo(before, Array.isArray(value) ? value.map(String) : [], find, nextKey);
      }
      if (isList(attribute)) return rowsOf(value).map((row) => convertPart(attribute, row, isNew, true));
      return isPart(attribute) && isContent(value) ? convertPart(attribute, value, isNew, false) : value;
    };
    return Object.fromEntries(Object.entries(from).map(([name, value]) => [name, convert(name, value)]));
  };
  return convertAll(schemas.uid, content, '');
};

/** The documents that some content relates to, by the type that they are of. */
export const relatedIn = (schemas: Schemas, contents: Content[]): Map<string, Set<string>> => {
  const found = new Map<string, Set<string>>();
  const collect = (uid: string, content: Content): void => {
    for (const [name, attribute] of Object.entries(attributesOf(schemas, uid))) {
      const value = content[name];
      if (attribute.type === 'relation' && attribute.target && Array.isArray(value)) {
        const documentIds = found.get(attribute.target) ?? new Set();
        value.forEach((documentId) => documentIds.add(String(documentId)));
        found.set(attribute.target, documentIds);
      }
      if (isList(attribute)) rowsOf(value).forEach((row) => collect(componentOf(attribute, row), row));
      if (isPart(attribute) && isContent(value)) collect(componentOf(attribute, value), value);
    }
  };
  contents.forEach((content) => collect(schemas.uid, content));
  return found;
};
