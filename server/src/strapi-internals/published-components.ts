/**
 * The rows of a component that are not part of a draft, as a condition for Strapi's filters.
 *
 * A component does not name the entry that it is in, so a relation that leads straight into a component (from a file to
 * where it is used) cannot be limited to published entries by a filter on attributes.
 *
 * Relies on: the table between a row and its components (see tables.ts), with a column `component_type`; `$in` takes a
 * query of Knex (Strapi's own filter on publication uses that); what copies filters on the way to the database keeps the
 * prototype of an object that is not a plain one. Read in Strapi 5.54.0.
 * When it is missing: building the query throws, or the database rejects it. No row of a draft is shown.
 */
import type { Knex } from 'knex';
import type { Strapi } from '../plugin';
import { linkTableOf, tableOf } from './tables';

/** The models in which drafts are looked for. */
interface Models {
  /** Whether drafts of a content type are left out. */
  isGuarded: (uid: string) => boolean;
  /** Returns the attribute of a content type or component that takes a component; undefined if none does. */
  attributeWith: (uid: string, component: string) => string | undefined;
}

/**
 * Returns a function that gives a query for the ids of a component's rows, or `undefined` for a component that no guarded
 * type can contain at any depth.
 */
export const createPublishedComponents = (strapi: Strapi, { isGuarded, attributeWith }: Models) => {
  const holdersOf = (component: string): [uid: string, attribute: string][] =>
    [...Object.keys(strapi.contentTypes), ...Object.keys(strapi.components)].flatMap((uid) => {
      const attribute = attributeWith(uid, component);
      return attribute === undefined ? [] : [[uid, attribute]];
    });

  const canBeInGuarded = (component: string, seen = new Set<string>()): boolean => {
    if (seen.has(component)) return false;
    seen.add(component);
    return holdersOf(component).some(([uid]) => isGuarded(uid) || canBeInGuarded(uid, seen));
  };

  /** @param path the components above, since a site may let components contain each other */
  const idsOf = (component: string, path: readonly string[]): Knex.QueryBuilder[] =>
    holdersOf(component).flatMap(([uid, attribute]) => {
      const { name, source, target } = linkTableOf(strapi, uid, attribute);
      const links = strapi.db.getConnection(name).select(target).where('component_type', component);
      if (isGuarded(uid)) {
        const table = strapi.db.getConnection(tableOf(strapi, uid));
        return [links.whereIn(source, table.select('id').whereNotNull('published_at'))];
      }
      if (uid in strapi.contentTypes) return [links];
      if (path.includes(uid)) return [];
      const above = idsOf(uid, [...path, uid]);
      return above.length > 0
        ? [links.where((any) => above.forEach((ids) => any.orWhereIn(source, ids)))]
        : [];
    });

  return (component: string): Knex.QueryBuilder | undefined => {
    if (!(component in strapi.components) || !canBeInGuarded(component)) return undefined;
    const [first, ...others] = idsOf(component, [component]);
    const ids = first ? first.union(others) : undefined;
    // Strapi copies filters deeply. A copy of an object that inherits from the query inherits from it too, and the query
    // with its connection pool is not copied.
    return ids && (Object.create(ids) as Knex.QueryBuilder);
  };
};
