import { CategoryTree } from '../model/category-tree';
import { onDocumentWrite } from '../model/document-writes';
import type { Strapi } from '../plugin';
import { createValidationError } from './errors';
import { namedIds } from './relations';

/**
 * Rejects a category that would be below itself, in any locale, on every write path. A new category has no children, so
 * only an update can close a cycle.
 *
 * Writes that change a parent wait for each other: two at the same time could each be half of a cycle, and neither could
 * see the other half.
 */
export const rejectCategoryCycles = (strapi: Strapi): void => {
  const tree = new CategoryTree(strapi);

  onDocumentWrite(strapi, async ({ type, action, params }, next) => {
    const { documentId = params.data?.documentId, data, locale } = params;
    const isConcerned = type === 'category' && (action === 'update' || action === 'create');
    const parents = isConcerned ? namedIds(data?.parent).map(String) : [];
    if (parents.length === 0 || typeof documentId !== 'string') return next();
    // A stored link closes no cycle; an import names every parent in every locale.
    if (await tree.hasParents(documentId, parents)) return next();

    await tree.lock();
    const result = await next();
    const cycle = await tree.findCycleOf(documentId);
    if (!cycle) return result;
    const names = await tree.namesOf(cycle, 'name', typeof locale === 'string' ? locale : undefined);
    const path = cycle.map((each) => names.get(each) ?? each).join(' → ');
    throw createValidationError(strapi, [
      { field: 'parent', message: 'category.cycle', values: { way: path } },
    ]);
  });
};
