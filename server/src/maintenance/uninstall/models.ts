import { COMPONENT_CATEGORY, components, contentTypes } from '../../../../content-types';
import { uidOf, type Strapi, type TypeName } from '../../plugin';

/** The plugin's content types and components, by uid. */
export const OWN_TYPES: string[] = Object.keys(contentTypes).map((name) => uidOf(name as TypeName));
export const OWN_COMPONENTS: string[] = Object.keys(components).map(
  (name) => `${COMPONENT_CATEGORY}.${name}`
);

const OWN = new Set([...OWN_TYPES, ...OWN_COMPONENTS]);

export const isOwn = (uid: string): boolean => OWN.has(uid);

interface Attribute {
  type: string;
  target?: string;
  component?: string;
  components?: string[];
}

/** The attributes of a content type or component as Strapi has them now, a site's own version included. */
export const attributesOf = (strapi: Strapi, uid: string): [name: string, attribute: Attribute][] => {
  const schemas = { ...strapi.contentTypes, ...strapi.components } as Record<string, { attributes: object }>;
  return Object.entries((schemas[uid]?.attributes ?? {}) as Record<string, Attribute>);
};

/** What an attribute names: the target of a relation, or the components that it takes. */
export const namedBy = ({ type, target, component, components = [] }: Attribute): string[] => {
  switch (type) {
    case 'relation':
      return target ? [target] : [];
    case 'component':
      return component ? [component] : [];
    case 'dynamiczone':
      return components;
    default:
      return [];
  }
};

/** The components that can stand in a row of a content type or component, without those inside of them. */
const componentsIn = (strapi: Strapi, uid: string): string[] =>
  attributesOf(strapi, uid).flatMap(([, attribute]) =>
    attribute.type === 'relation' ? [] : namedBy(attribute)
  );

/** The table between the rows of a content type or component and the components in them, if it has any. */
export const componentTableOf = (strapi: Strapi, uid: string): string | undefined => {
  const [holding] =
    attributesOf(strapi, uid).find(([, { type }]) => type === 'component' || type === 'dynamiczone') ?? [];
  if (!holding) return undefined;
  const attribute = strapi.db.metadata.get(uid).attributes[holding];
  return attribute && 'joinTable' in attribute ? attribute.joinTable?.name : undefined;
};

/** The plugin's components, and those of the site in which one of them can stand, at any depth. */
export const componentsHoldingOwn = (strapi: Strapi): Set<string> => {
  const found = new Set(OWN_COMPONENTS);
  for (let before = 0; before < found.size;) {
    before = found.size;
    for (const uid of Object.keys(strapi.components)) {
      if (componentsIn(strapi, uid).some((component) => found.has(component))) found.add(uid);
    }
  }
  return found;
};
