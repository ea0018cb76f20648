import type { PublicType } from '../../../content-types';
import { holdsComponents, isList, isLocalised, isPopulated, isToMany, isZone } from '../model/attributes';
import { componentOf } from '../model/walk';
import { uidOf, type Strapi } from '../plugin';
import { attributesOf, componentName, isObject, targetOf, type Attribute } from './attributes';
import type { Attributes } from './document';

/** Describes the values that are not plain: references, files and texts. `undefined` leaves a value out. */
export interface Notation {
  reference: (value: unknown, target: PublicType) => unknown;
  media: (value: unknown) => unknown;
  text: (blocks: unknown[]) => unknown;
}

/** A document's attributes in one locale, in the format of files. */
export interface Description {
  shared: Attributes;
  localised: Attributes;
}

const isAbsent = (value: unknown): boolean =>
  value === undefined || value === null || (Array.isArray(value) && value.length === 0);

/**
 * Creates the description of a document's values in the format of files: in the order of the schema, without empty and
 * default values. Rows of the database and prepared files get the same description, so that they can be compared.
 */
export const createDescriber = (strapi: Strapi, notation: Notation) => {
  const many = (value: unknown, one: (item: unknown) => unknown): unknown[] =>
    (Array.isArray(value) ? value : []).map(one).filter((item) => item !== undefined);

  const describeComponent = (item: unknown, attribute: Attribute): Attributes => {
    const uid = isObject(item) ? componentOf(attribute, item) : undefined;
    if (uid === undefined) return {};
    return isZone(attribute) ? { type: componentName(uid), ...describe(uid, item) } : describe(uid, item);
  };

  const describeValue = (value: unknown, attribute: Attribute): unknown => {
    if (holdsComponents(attribute)) {
      const one = (item: unknown): Attributes => describeComponent(item, attribute);
      return isList(attribute) ? many(value, one) : one(value);
    }
    switch (attribute.type) {
      case 'relation': {
        const target = targetOf(attribute);
        if (!target) return undefined;
        return isToMany(attribute)
          ? many(value, (item) => notation.reference(item, target))
          : notation.reference(value, target);
      }
      case 'media':
        return attribute.multiple ? many(value, notation.media) : notation.media(value);
      case 'blocks':
        return Array.isArray(value) ? notation.text(value) : undefined;
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
      if (!isPopulated(attribute) && attribute.default !== undefined) {
        // An empty value has to be explicit where the schema has a default, or Strapi would set the default again.
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
