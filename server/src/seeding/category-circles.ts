import { uidOf, type Strapi } from '../plugin';
import { showPlace, type SeedFault } from './document';
import type { Mention } from './prepare';
import { findKnownDocuments } from './records';

/** A category of the files, as far as its place in the tree matters. */
export interface PlannedCategory {
  id: string;
  file: string;
  /** The document in the site, if it is there. */
  target: string | undefined;
  /** What the file says that it lies below. */
  parent: Mention | undefined;
  /** Whether the run writes that; else the category stays where it is in the site. */
  isWritten: boolean;
}

/** A category of the site: what it is called in a message, and the document that it lies below. */
interface SiteCategory {
  name: string;
  parent: string | undefined;
}

const keyOf = (id: string): string => id.slice(id.indexOf(':') + 1);

const findSiteCategories = async (strapi: Strapi): Promise<Map<string, SiteCategory>> => {
  const rows = (await strapi.db.query(uidOf('category')).findMany({
    select: ['documentId', 'slug'],
    populate: { parent: { select: ['documentId'] } },
    orderBy: { id: 'asc' },
  })) as { documentId: string; slug: string | null; parent: { documentId: string } | null }[];
  const found = new Map<string, SiteCategory>();
  for (const { documentId, slug, parent } of rows) {
    // All languages share it, but one may lack the translation that it leads to.
    const known = found.get(documentId);
    found.set(documentId, {
      name: known?.name ?? slug ?? documentId,
      parent: known?.parent ?? parent?.documentId,
    });
  }
  return found;
};

/**
 * Looks for circles that files and the site make together: a category of a file below one of the site, or below one
 * that an editor has moved, which itself lies below the former. Circles within the files alone are another matter; they
 * are wrong in whatever site.
 */
export const findCirclesWithSite = async (
  strapi: Strapi,
  categories: PlannedCategory[]
): Promise<SeedFault[]> => {
  const written = categories.filter(({ parent, isWritten }) => parent && isWritten);
  if (written.length === 0) return [];
  const site = await findSiteCategories(strapi);
  const byId = new Map(categories.map((category) => [category.id, category]));
  const elsewhere = written.map(({ parent }) => parent!.id).filter((id) => !byId.has(id));
  const known = await findKnownDocuments(strapi, [...new Set(elsewhere)]);
  const ids = new Map<string, string>([...known].map(([id, document]) => [document, id]));
  for (const { id, target } of categories) if (target !== undefined) ids.set(target, id);
  const documents = new Map([...ids].map(([document, id]) => [id, document]));

  /** What a category lies below after the run. Categories that no file knows are named by their documents. */
  const above = (node: string): { node: string; inSite: boolean } | undefined => {
    const category = byId.get(node);
    if (category?.isWritten) return category.parent && { node: category.parent.id, inSite: false };
    const parent = site.get(documents.get(node) ?? node)?.parent;
    return parent === undefined ? undefined : { node: ids.get(parent) ?? parent, inSite: true };
  };
  const nameOf = (node: string): string => site.get(node)?.name ?? keyOf(node);

  return written.flatMap(({ id: start, file, parent }) => {
    const way = new Set([start]);
    const inSite: string[] = [];
    for (let at = start; ;) {
      const next = above(at);
      if (!next) return [];
      if (next.inSite) inSite.push(`${nameOf(at)} lies below ${nameOf(next.node)}`);
      at = next.node;
      if (at === start) break;
      // It only leads into a circle of others.
      if (way.has(at)) return [];
      way.add(at);
    }
    if (inSite.length === 0) return [];
    const message =
      `The categories form a circle: ${[...way, start].map(nameOf).join(' → ')}. A category cannot lie below itself. ` +
      `In the site, ${inSite.join(', ')}.`;
    return [{ file, ...parent!.position, path: showPlace(parent!.place), message }];
  });
};
