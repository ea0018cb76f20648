import {
  COMPONENT_CATEGORY,
  components,
  contentTypes,
  PUBLIC_TYPES,
  type Attribute,
} from '../../../content-types';
import { typeNameOf, type Strapi } from '../plugin';

export type { Attribute };

export type Attributes = Readonly<Record<string, Attribute>>;

/** Returns the attributes of a content type or component by its uid, none for a uid without a model. */
export type ReadAttributes = (uid: string) => Attributes;

/** Reads the model as Strapi has it, with a site's own version of a type or component. */
export const registeredAttributes =
  (strapi: Strapi): ReadAttributes =>
  (uid) => {
    const model: { attributes: object } | undefined = strapi.getModel(
      uid as Parameters<Strapi['getModel']>[0]
    );
    return (model?.attributes ?? {}) as Attributes;
  };

/** Attributes of every type that Strapi writes itself. */
export const STRAPI_MANAGED: ReadonlySet<string> = new Set([
  'id',
  'documentId',
  'createdAt',
  'updatedAt',
  'publishedAt',
  'firstPublishedAt',
  'createdBy',
  'updatedBy',
  'locale',
  'localizations',
]);

/** Attributes that the plugin writes, rather than an editor. */
export const PLUGIN_MANAGED: ReadonlySet<string> = new Set(
  PUBLIC_TYPES.flatMap((type) =>
    Object.entries<Attribute>(contentTypes[type].attributes).flatMap(([name, { writable }]) =>
      writable === false ? [name] : []
    )
  )
);

const shippedComponents: Record<string, { attributes: Attributes }> = components;

/** Reads the model as the plugin ships it. */
export const shippedAttributes: ReadAttributes = (uid) => {
  const type = typeNameOf(uid);
  if (type) return contentTypes[type].attributes;
  const prefix = `${COMPONENT_CATEGORY}.`;
  const name = uid.startsWith(prefix) ? uid.slice(prefix.length) : '';
  return Object.hasOwn(shippedComponents, name) ? shippedComponents[name]!.attributes : {};
};

/** Returns the uids of the components that an attribute takes: one, or several in a dynamic zone. */
export const componentsOf = ({ type, component, components: several }: Attribute): readonly string[] => {
  if (type === 'component') return typeof component === 'string' ? [component] : [];
  return type === 'dynamiczone' && Array.isArray(several) ? (several as string[]) : [];
};

/** Returns the name of the first attribute of a model that takes a component; undefined if none does. */
export const attributeWith = (read: ReadAttributes, uid: string, component: string): string | undefined =>
  Object.entries(read(uid)).find(([, attribute]) => componentsOf(attribute).includes(component))?.[0];

export const isZone = ({ type }: Attribute): boolean => type === 'dynamiczone';

/** Whether the values of an attribute are components. */
export const holdsComponents = (attribute: Attribute): boolean =>
  attribute.type === 'component' || isZone(attribute);

/** Whether a relation leads to more than one entry. */
export const isToMany = ({ type, relation }: Attribute): boolean =>
  type === 'relation' && String(relation).endsWith('Many');

/** Whether an attribute holds a list of components, entries or files. A list that is stored as JSON is one value. */
export const isList = (attribute: Attribute): boolean =>
  isZone(attribute) || attribute.repeatable === true || attribute.multiple === true || isToMany(attribute);

/** Whether reading an attribute means reading other rows. */
export const isPopulated = (attribute: Attribute): boolean =>
  holdsComponents(attribute) || attribute.type === 'relation' || attribute.type === 'media';

/** Whether each locale has a value of its own, which is the default. */
export const isLocalised = ({ pluginOptions }: Attribute): boolean =>
  (pluginOptions as { i18n?: { localized?: boolean } } | undefined)?.i18n?.localized !== false;

/** Returns the choices of an enumeration, none for another attribute. */
export const choicesOf = (attribute: Attribute): readonly string[] =>
  Array.isArray(attribute.enum) ? (attribute.enum as string[]) : [];
