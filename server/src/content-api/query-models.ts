import { COMPONENT_CATEGORY } from '../../../content-types';
import {
  isList as isListAttribute,
  isPopulated as isPopulatedAttribute,
  type Attribute,
} from '../model/attributes';
import { PLUGIN_ID, type Strapi } from '../plugin';

export { isRecord } from '../utils/is-record';
export type { Attribute };

/** A content type or component of the site, with the properties that queries depend on. */
export interface Model {
  uid: string;
  attributes: Record<string, Attribute>;
  options?: { draftAndPublish?: boolean };
}

export type Query = Record<string, unknown>;

/** Whether this is a type or component of the plugin. */
export const isOwn = (uid: string | undefined): boolean =>
  uid !== undefined && (uid.startsWith(`plugin::${PLUGIN_ID}.`) || uid.startsWith(`${COMPONENT_CATEGORY}.`));

/** Returns the attribute with this name, never an inherited property of objects such as `constructor`. */
export const attributeOf = (model: Model | undefined, name: string): Attribute | undefined =>
  model && Object.hasOwn(model.attributes, name) ? model.attributes[name] : undefined;

/** Whether reading an attribute means reading other rows. */
export const isPopulated = (attribute: Attribute | undefined): boolean =>
  attribute !== undefined && isPopulatedAttribute(attribute);

export const isList = (attribute: Attribute | undefined): boolean =>
  attribute !== undefined && isListAttribute(attribute);

/** Whether this is a relation to any type. */
export const isMorph = (attribute: Attribute | undefined): boolean =>
  attribute?.type === 'relation' && ['morphToOne', 'morphToMany'].includes(String(attribute.relation));

export const populatedNames = ({ attributes }: Model): string[] =>
  Object.keys(attributes).filter((name) => isPopulated(attributes[name]));

export const createModels = (strapi: Strapi) => {
  const modelOf = (uid: unknown): Model | undefined =>
    typeof uid === 'string'
      ? (strapi.getModel(uid as Parameters<Strapi['getModel']>[0]) as unknown as Model | undefined)
      : undefined;

  return {
    modelOf,
    /** Returns the model of an attribute; undefined for a dynamic zone, a relation to any type, and a value. */
    targetOf: (attribute: Attribute | undefined): Model | undefined =>
      attribute &&
      modelOf(attribute.type === 'media' ? 'plugin::upload.file' : (attribute.target ?? attribute.component)),
  };
};

export type Models = ReturnType<typeof createModels>;
