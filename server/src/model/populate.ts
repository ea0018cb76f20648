import type { Strapi } from '../plugin';

interface PopulateNode {
  select?: string[];
  populate?: PopulateTree;
  on?: Record<string, { populate: PopulateTree }>;
}

export type PopulateTree = Record<string, PopulateNode>;

/** What is read of a relation or of media; undefined to leave it out. */
type Select = (name: string, type: 'relation' | 'media', isVirtual: boolean) => PopulateNode | undefined;

const populateTree = (strapi: Strapi, uid: string, select: Select): PopulateTree => {
  const tree: PopulateTree = {};
  const model = strapi.getModel(uid as Parameters<Strapi['getModel']>[0]);
  for (const [name, attribute] of Object.entries(model.attributes)) {
    switch (attribute.type) {
      case 'relation':
      case 'media': {
        const node = select(
          name,
          attribute.type,
          'unstable_virtual' in attribute && attribute.unstable_virtual === true
        );
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

/**
 * What Strapi's events tell of a document: every component and dynamic zone, and whatever it points at with all
 * columns.
 */
export const populateAll = (strapi: Strapi, uid: string): PopulateTree =>
  populateTree(strapi, uid, (_name, type, isVirtual) => {
    if (type === 'media') return { select: ['*'] };
    return isVirtual ? undefined : {};
  });
