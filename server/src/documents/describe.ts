import type { PublicType } from '../../../content-types';
import { uidOf, type Strapi } from '../plugin';
import {
  attributesOf,
  componentName,
  isLocalised,
  isObject,
  pointsAtMany,
  targetOf,
  type Attribute,
} from './attributes';
import type { Attributes } from './document';

/** How what is not plain is put down: other documents, files and texts. `undefined` leaves it out. */
export interface Notation {
  reference: (value: unknown, target: PublicType) => unknown;
  media: (value: unknown) => unknown;
  text: (blocks: unknown[]) => unknown;
}

/** A document's attributes in one locale, as a file has them. */
export interface Description {
  shared: Attributes;
  localised: Attributes;
}

const isAbsent = (value: unknown): boolean =>
  value === undefined || value === null || (Array.isArray(value) && value.length === 0);

/**
 * Gives what a document holds in the way a file writes it: in the order of the schema, without what is empty or as it
 * is by default. It is told alike of rows of the database and of files that are prepared, so that they can be compared.
 */
export const createDescriber = (strapi: Strapi, notation: Notation) => {
  const many = (value: unknown, one: (item: unknown) => unknown): unknown[] =>
    (Array.isArray(value) ? value : []).map(one).filter((item) => item !== undefined);

  const describeValue = (value: unknown, attribute: Attribute): unknown => {
    switch (attribute.type) {
      case 'relation': {
        const target = targetOf(attribute);
        if (!target) return undefined;
        return pointsAtMany(attribute)
          ? many(value, (item) => notation.reference(item, target))
          : notation.reference(value, target);
      }
      case 'media':
        return attribute.multiple ? many(value, notation.media) : notation.media(value);
      case 'blocks':
        return Array.isArray(value) ? notation.text(value) : undefined;
      case 'component': {
        const one = (item: unknown): Attributes => describe(String(attribute.component), item);
        return attribute.repeatable ? many(value, one) : one(value);
      }
      case 'dynamiczone':
        return many(value, (item) => {
          const uid = String((item as Attributes).__component);
          return { type: componentName(uid), ...describe(uid, item) };
        });
      case 'datetime':
        return new Date(value as string).toISOString();
      case 'decimal':
      case 'float':
        return Number(value);
      default:
        return value;
    }
  };

  const describe = (uid: string, value: unknown): Attributes => {
    const described: Attributes = {};
    if (!isObject(value)) return described;
    for (const [name, attribute] of Object.entries(attributesOf(strapi, uid))) {
      const given = value[name];
      const isScalar = !['relation', 'media', 'component', 'dynamiczone'].includes(attribute.type);
      if (isScalar && attribute.default !== undefined) {
        // Empty although the schema fills it in: told, or it would be filled in again.
        if (given === null) described[name] = null;
        if (isAbsent(given) || given === attribute.default) continue;
      }
      if (isAbsent(given)) continue;
      const shown = describeValue(given, attribute);
      if (!isAbsent(shown)) described[name] = shown;
    }
    return described;
  };

  return (type: PublicType, row: unknown): Description => {
    const attributes = attributesOf(strapi, uidOf(type));
    const all = describe(uidOf(type), row);
    const group = (localised: boolean): Attributes =>
      Object.fromEntries(
        Object.entries(all).filter(([name]) => isLocalised(attributes[name]!) === localised)
      );
    return { shared: group(false), localised: group(true) };
  };
};

export type Describe = ReturnType<typeof createDescriber>;
