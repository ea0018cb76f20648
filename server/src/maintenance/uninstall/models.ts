import { COMPONENT_CATEGORY, components, contentTypes } from '../../../../content-types';
import { componentsOf, holdsComponents, registeredAttributes, type Attribute } from '../../model/attributes';
import { componentsContaining } from '../../model/walk';
import { uidOf, type Strapi, type TypeName } from '../../plugin';
import { linkTableOf } from '../../strapi-internals/tables';

/** The plugin's content types and components, by uid. */
export const OWN_TYPES: string[] = Object.keys(contentTypes).map((name) => uidOf(name as TypeName));
export const OWN_COMPONENTS: string[] = Object.keys(components).map(
  (name) => `${COMPONENT_CATEGORY}.${name}`
);

const OWN = new Set([...OWN_TYPES, ...OWN_COMPONENTS]);

export const isOwn = (uid: string): boolean => OWN.has(uid);

/** Returns the attributes of a content type or component as Strapi has them, a site's own version included. */
export const attributesOf = (strapi: Strapi, uid: string): [name: string, attribute: Attribute][] =>
  Object.entries(registeredAttributes(strapi)(uid));

/** Returns the uids in an attribute: the target of a relation, or the components that it takes. */
export const uidsIn = (attribute: Attribute): readonly string[] => {
  const { type, target } = attribute;
  return type === 'relation' && typeof target === 'string' ? [target] : componentsOf(attribute);
};

/** Returns the table between the rows of a content type or component and the components in them, if it has any. */
export const componentTableOf = (strapi: Strapi, uid: string): string | undefined => {
  const [name] = attributesOf(strapi, uid).find(([, attribute]) => holdsComponents(attribute)) ?? [];
  return name === undefined ? undefined : linkTableOf(strapi, uid, name).name;
};

/** Returns the plugin's components, and those of the site that contain one of them at any depth. */
export const componentsWithOwn = (strapi: Strapi): Set<string> =>
  componentsContaining(registeredAttributes(strapi), Object.keys(strapi.components), new Set(OWN_COMPONENTS));
