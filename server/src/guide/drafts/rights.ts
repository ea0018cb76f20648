import type { AdminRights } from '../../strapi-internals/admin-rights';

/** Whether somebody may read or write an attribute, by its path in the article: `areas.items.title`. */
export type MayAccess = (path: string) => boolean;

/** A role has a right at a leaf, or at a component with all that is in it. */
const prefixesOf = (path: string): string[] => {
  const steps = path.split('.');
  return steps.map((_step, index) => steps.slice(0, index + 1).join('.'));
};

/** @param entity the document, with what conditions may test */
export const fieldAccess = (
  rights: AdminRights,
  action: 'read' | 'create' | 'update',
  entity: object
): MayAccess => {
  const known = new Map<string, boolean>();
  return (path) => {
    let isAllowed = known.get(path);
    if (isAllowed === undefined) {
      isAllowed = prefixesOf(path).some((prefix) => rights.can(action, entity, prefix));
      known.set(path, isAllowed);
    }
    return isAllowed;
  };
};
