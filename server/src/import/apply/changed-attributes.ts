import { isDeepStrictEqual } from 'node:util';
import type { Strapi } from '../../plugin';
import { holdsComponents, isList, isZone } from '../../model/attributes';
import { attributesOf, isObject, type Attribute } from '../../documents/attributes';
import type { Attributes } from '../../documents/document';

/** Returns the value of an attribute that the file omits: a file describes the whole document. */
export const emptyValue = (attribute: Attribute): unknown => {
  if (attribute.type !== 'media' && isList(attribute)) return [];
  return attribute.default ?? null;
};

const listOf = (value: unknown): unknown[] => (value === undefined || value === null ? [] : [value].flat());

const documentIdOf = (target: unknown): unknown => (isObject(target) ? target.documentId : target);

const fileIdOf = (file: unknown): unknown => (isObject(file) ? file.id : file);

/** Returns a value as JSON stores it: without undefined members. */
const asStored = (value: unknown): unknown => JSON.parse(JSON.stringify(value ?? null));

/** Stands for a value that is already stored. */
const SAME = Symbol('same');

/** Returns the changed attributes of a component, with the id of the stored component that it replaces. */
const changedComponent = (
  strapi: Strapi,
  uid: string,
  wanted: Attributes,
  stored: unknown
): { data: Attributes; isSame: boolean } => {
  if (!isObject(stored)) return { data: wanted, isSame: false };
  const whole = Object.fromEntries(
    Object.entries(attributesOf(strapi, uid)).map(([name, attribute]) => [
      name,
      wanted[name] === undefined ? emptyValue(attribute) : wanted[name],
    ])
  );
  const changed = changedAttributes(strapi, uid, whole, stored);
  return { data: { id: stored.id, ...changed }, isSame: Object.keys(changed).length === 0 };
};

/** Compares list items by position, and only with an item of the same component. */
const changedList = (
  wanted: Attributes[],
  stored: unknown[],
  change: (item: Attributes, stored: unknown) => { data: Attributes; isSame: boolean }
): unknown => {
  const changes = wanted.map((item, index) => change(item, stored[index]));
  const isSame = wanted.length === stored.length && changes.every((each) => each.isSame);
  return isSame ? SAME : changes.map(({ data }) => data);
};

const changedComponents = (
  strapi: Strapi,
  attribute: Attribute,
  wanted: unknown,
  stored: unknown
): unknown => {
  const change = (item: Attributes, old: unknown): { data: Attributes; isSame: boolean } => {
    if (!isZone(attribute)) return changedComponent(strapi, String(attribute.component), item, old);
    const uid = String(item.__component);
    const isOfOneKind = isObject(old) && old.__component === uid;
    const { data, isSame } = changedComponent(strapi, uid, item, isOfOneKind ? old : undefined);
    return { data: { ...data, __component: uid }, isSame };
  };
  if (isList(attribute)) return changedList(listOf(wanted) as Attributes[], listOf(stored), change);
  if (!isObject(wanted)) return isObject(stored) ? null : SAME;
  const { data, isSame } = change(wanted, stored);
  return isSame ? SAME : data;
};

const changedValue = (strapi: Strapi, attribute: Attribute, wanted: unknown, stored: unknown): unknown => {
  const isEqual = (of: (item: unknown) => unknown): boolean =>
    isDeepStrictEqual(listOf(wanted).map(of), listOf(stored).map(of));
  if (holdsComponents(attribute)) return changedComponents(strapi, attribute, wanted, stored);
  switch (attribute.type) {
    case 'relation':
      return isEqual(documentIdOf) ? SAME : wanted;
    case 'media':
      return isEqual(fileIdOf) ? SAME : wanted;
    default:
      return isDeepStrictEqual(asStored(wanted), asStored(stored)) ? SAME : wanted;
  }
};

/**
 * Returns the attributes that differ from a stored row, in the form that `strapi.documents().update({ data })` takes.
 *
 * Strapi writes every attribute of an update, even an equal one. It deletes and recreates a component without an id,
 * including its nested components; a component with an id keeps its row, and only the given attributes are updated.
 *
 * @param uid a content type or a component
 * @param wanted in the form that `strapi.documents()` takes, with a value for every attribute that is to be compared
 * @param stored a whole row, as `findWhole` gives it
 */
export const changedAttributes = (
  strapi: Strapi,
  uid: string,
  wanted: Attributes,
  stored: Attributes
): Attributes =>
  Object.fromEntries(
    Object.entries(attributesOf(strapi, uid))
      .filter(([name]) => name in wanted)
      .map(([name, attribute]) => [name, changedValue(strapi, attribute, wanted[name], stored[name])])
      .filter(([, value]) => value !== SAME)
  );
