import { typeNameOf, type Strapi } from '../plugin';

interface PopulateNode {
  select?: string[];
  populate?: PopulateTree;
  on?: Record<string, { populate: PopulateTree }>;
}

export type PopulateTree = Record<string, PopulateNode>;

/** What is read of a relation or of media; undefined to leave it out. */
type Select = (name: string, type: 'relation' | 'media', target: string) => PopulateNode | undefined;

const populateTree = (strapi: Strapi, uid: string, select: Select): PopulateTree => {
  const tree: PopulateTree = {};
  const model = strapi.getModel(uid as Parameters<Strapi['getModel']>[0]);
  for (const [name, attribute] of Object.entries(model.attributes)) {
    switch (attribute.type) {
      case 'relation':
      case 'media': {
        const node = select(name, attribute.type, 'target' in attribute ? String(attribute.target) : '');
        if (node) tree[name] = node;
        break;
      }
      case 'component':
        tree[name] = { populate: populateTree(strapi, attribute.component, select) };
        break;
      case 'dynamiczone':
        tree[name] = {
          on: Object.fromEntries(
            attribute.components.map((component: string) => [
              component,
              { populate: populateTree(strapi, component, select) },
            ])
          ),
        };
        break;
    }
  }
  return tree;
};

/** The other locales and the creators are not part of a document. */
const AROUND = new Set(['localizations', 'createdBy', 'updatedBy']);

/**
 * The whole of a document for `strapi.db.query`: every component and dynamic zone down to its leaves, and of what it
 * points at (relations, media) only what identifies it.
 *
 * @param uid a content type or a component
 */
export const populateWhole = (strapi: Strapi, uid: string): PopulateTree =>
  populateTree(strapi, uid, (name, type) => {
    if (type === 'media') return { select: ['id', 'hash'] };
    return AROUND.has(name) ? undefined : { select: ['id', 'documentId'] };
  });

/** What a tree needs to reach other documents of the plugin: components without such relations are left out. */
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
    populateTree(strapi, uid, (name, type, target) =>
      type === 'relation' && !AROUND.has(name) && typeNameOf(target)
        ? { select: ['id', 'documentId'] }
        : undefined
    )
  );
