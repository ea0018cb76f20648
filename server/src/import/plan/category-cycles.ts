import { findCycle } from '../../model/category-cycles';
import { CategoryTree } from '../../model/category-tree';
import type { Strapi } from '../../plugin';
import { formatPath, type FileIssue } from '../../documents/document';
import type { FileReference } from '../../documents/prepare';
import { findKnownDocuments } from '../../documents/records';

/** A category of the files, as far as its path in the tree matters. */
export interface PlannedCategory {
  id: string;
  file: string;
  /** The document in the site, if it is there. */
  target: string | undefined;
  /** What the file says that it lies below. */
  parent: FileReference | undefined;
  /** Whether the run writes that; else the category stays where it is in the site. */
  isWritten: boolean;
}

const keyOf = (id: string): string => id.slice(id.indexOf(':') + 1);

/**
 * Finds cycles that files and the site form together: a category of a file below one of the site, or below one that an
 * editor has moved, which itself lies below the former. Cycles within the files alone are wrong in every site, see
 * `findCategoryCycles`.
 */
export const findCyclesWithSite = async (
  strapi: Strapi,
  categories: PlannedCategory[]
): Promise<FileIssue[]> => {
  const written = categories.filter(({ parent, isWritten }) => parent && isWritten);
  if (written.length === 0) return [];
  const tree = new CategoryTree(strapi);
  const parentsInSite = await tree.readParents();
  const byId = new Map(categories.map((category) => [category.id, category]));
  const elsewhere = written.map(({ parent }) => parent!.id).filter((id) => !byId.has(id));
  const known = await findKnownDocuments(strapi, [...new Set(elsewhere)]);
  const ids = new Map<string, string>([...known].map(([id, document]) => [document, id]));
  for (const { id, target } of categories) if (target !== undefined) ids.set(target, id);
  const documents = new Map([...ids].map(([document, id]) => [id, document]));

  const isWritten = (node: string): boolean => byId.get(node)?.isWritten === true;
  /** What a category lies below after the run. Categories that no file knows are named by their documents. */
  const parentsOf = (node: string): string[] => {
    if (isWritten(node)) return [byId.get(node)!.parent?.id ?? []].flat();
    return parentsInSite(documents.get(node) ?? node).map((parent) => ids.get(parent) ?? parent);
  };

  const found = written.flatMap((category) => {
    const cycle = findCycle(category.id, parentsOf);
    const isInSite = cycle?.slice(0, -1).some((node) => !isWritten(node));
    return cycle && isInSite ? [{ category, cycle }] : [];
  });
  const names = await tree.namesOf([...new Set(found.flatMap(({ cycle }) => cycle))], 'slug');
  const nameOf = (node: string): string => names.get(node) ?? keyOf(node);

  return found.map(({ category: { file, parent }, cycle }) => {
    const inSite = cycle
      .slice(0, -1)
      .flatMap((node, index) =>
        isWritten(node) ? [] : [`${nameOf(node)} lies below ${nameOf(cycle[index + 1]!)}`]
      );
    const message =
      `The categories form a cycle: ${cycle.map(nameOf).join(' → ')}. A category cannot lie below itself. ` +
      `In the site, ${inSite.join(', ')}.`;
    return { file, ...parent!.position, path: formatPath(parent!.path), message };
  });
};
