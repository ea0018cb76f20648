import { typeNameOf, type Strapi } from '../plugin';
import {
  componentsOf,
  holdsComponents,
  isZone,
  registeredAttributes,
  STRAPI_MANAGED,
  type Attribute,
} from './attributes';
import { treeOf } from './walk';

interface PopulateNode {
  select?: string[];
  populate?: PopulateTree;
  on?: Record<string, { populate: PopulateTree }>;
}

export type PopulateTree = Record<string, PopulateNode>;

/** Returns what is read of an attribute that holds no components; undefined to leave it out. */
type Select = (name: string, attribute: Attribute) => PopulateNode | undefined;

const populateTree = (strapi: Strapi, uid: string, select: Select): PopulateTree =>
  treeOf<PopulateNode>(registeredAttributes(strapi), uid, (name, attribute, below) => {
    const nodes = componentsOf(attribute).map(
      (component) => [component, { populate: below(component) }] as const
    );
    if (isZone(attribute)) return { on: Object.fromEntries(nodes) };
    return holdsComponents(attribute) ? nodes[0]?.[1] : select(name, attribute);
  });

/**
 * Populates a whole document for `strapi.db.query`: every component and dynamic zone down to its leaves, and of related
 * documents and files only what identifies them.
 *
 * @param uid a content type or a component
 */
export const populateWhole = (strapi: Strapi, uid: string): PopulateTree =>
  populateTree(strapi, uid, (name, { type }) => {
    if (type === 'media') return { select: ['id', 'hash'] };
    return type === 'relation' && !STRAPI_MANAGED.has(name) ? { select: ['id', 'documentId'] } : undefined;
  });

/** Leaves out the components that contain no selected relation. */
const withRelations = (tree: PopulateTree): PopulateTree =>
  Object.fromEntries(
    Object.entries(tree).flatMap(([name, node]): [string, PopulateNode][] => {
      if (node.on) {
        const on = Object.entries(node.on)
          .map(([uid, { populate }]) => [uid, { populate: withRelations(populate) }] as const)
          .filter(([, { populate }]) => Object.keys(populate).length > 0);
        return on.length > 0 ? [[name, { on: Object.fromEntries(on) }]] : [];
      }
      if (!node.populate) return [[name, node]];
      const populate = withRelations(node.populate);
      return Object.keys(populate).length > 0 ? [[name, { populate, select: ['id'] }]] : [];
    })
  );

/**
 * Populates the relations of a document to other documents of the plugin, and nothing else.
 *
 * @param uid a content type or a component
 */
export const populateReferences = (strapi: Strapi, uid: string): PopulateTree =>
  withRelations(
    populateTree(strapi, uid, (name, { type, target }) =>
      type === 'relation' && !STRAPI_MANAGED.has(name) && typeNameOf(String(target))
        ? { select: ['id', 'documentId'] }
        : undefined
    )
  );
