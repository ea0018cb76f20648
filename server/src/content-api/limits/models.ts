import { COMPONENT_CATEGORY } from '../../../../content-types';
import { isList as isListAttribute, isPopulated as isPopulatedAttribute } from '../../model/attributes';
import { PLUGIN_ID, type Strapi } from '../../plugin';

export type Attribute = Record<string, unknown> & { type: string };

/** A content type or component, as far as measuring a query needs it. */
export interface Model {
  uid: string;
  attributes: Record<string, Attribute>;
}

/** How many entries a list is taken to have that a query does not limit. */
export const TYPICAL_LIST = 5;

/** Whether this is one of the plugin's types or components: from there on a query is measured. */
export const isOurs = (uid: string | undefined): boolean =>
  uid !== undefined && (uid.startsWith(`plugin::${PLUGIN_ID}.`) || uid.startsWith(`${COMPONENT_CATEGORY}.`));

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The attribute of that name; never what every object has. */
export const attributeOf = (model: Model | undefined, name: string): Attribute | undefined =>
  model && Object.hasOwn(model.attributes, name) ? model.attributes[name] : undefined;

/** Whether reading this attribute means reading other rows. */
export const isPopulated = (attribute: Attribute | undefined): boolean =>
  attribute !== undefined && isPopulatedAttribute(attribute);

export const populatedNames = (model: Model): string[] =>
  Object.keys(model.attributes).filter((name) => isPopulated(model.attributes[name]));

/** Whether one entry may lead to several there. */
export const isList = (attribute: Attribute | undefined): boolean =>
  attribute !== undefined && isListAttribute(attribute);

export const createModels = (strapi: Strapi) => {
  const modelOf = (uid: unknown): Model | undefined =>
    typeof uid === 'string'
      ? (strapi.getModel(uid as Parameters<Strapi['getModel']>[0]) as unknown as Model | undefined)
      : undefined;

  return {
    modelOf,
    /** Where an attribute leads, or undefined for a zone, a relation to anything, and a value. */
    targetOf: (attribute: Attribute | undefined): Model | undefined =>
      attribute &&
      modelOf(attribute.type === 'media' ? 'plugin::upload.file' : (attribute.target ?? attribute.component)),
  };
};

export type Models = ReturnType<typeof createModels>;
