import type { Strapi } from '../plugin';

interface PopulateNode {
  select?: string[];
  populate?: PopulateTree;
  on?: Record<string, { populate: PopulateTree }>;
}

export type PopulateTree = Record<string, PopulateNode>;

/**
 * The whole of a document for `strapi.db.query`: every component and dynamic zone down to its leaves, and of what it
 * points at (relations, media) only what identifies it.
 *
 * @param uid a content type or a component
 */
export const populateWhole = (strapi: Strapi, uid: string): PopulateTree => {
  const tree: PopulateTree = {};
  const model = strapi.getModel(uid as Parameters<Strapi['getModel']>[0]);
  for (const [name, attribute] of Object.entries(model.attributes)) {
    switch (attribute.type) {
      case 'relation':
        // The other locales and the creators are not part of the document.
        if (name === 'localizations' || name === 'createdBy' || name === 'updatedBy') break;
        tree[name] = { select: ['id', 'documentId'] };
        break;
      case 'media':
        tree[name] = { select: ['id', 'hash'] };
        break;
      case 'component':
        tree[name] = { populate: populateWhole(strapi, attribute.component) };
        break;
      case 'dynamiczone':
        tree[name] = {
          on: Object.fromEntries(
            attribute.components.map((component: string) => [
              component,
              { populate: populateWhole(strapi, component) },
            ])
          ),
        };
        break;
    }
  }
  return tree;
};
