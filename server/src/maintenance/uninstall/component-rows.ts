import type { Strapi } from '../../plugin';
import { inParts, table as queryOn, type Connection } from '../../strapi-internals/database';
import { componentTableOf } from './models';

/** The ids of rows, by the component whose table they are in. */
export type ComponentRows = Map<string, Set<number>>;

interface Link {
  component_type: string;
  cmp_id: number;
}

/** Adds links to rows. @returns the rows that were not in there, by component */
const addNew = (rows: ComponentRows, links: Link[]): ComponentRows => {
  const added: ComponentRows = new Map();
  for (const { component_type: component, cmp_id: id } of links) {
    const known = rows.get(component) ?? new Set();
    if (known.has(id)) continue;
    rows.set(component, known.add(id));
    added.set(component, (added.get(component) ?? new Set()).add(id));
  }
  return added;
};

/**
 * Finds the component rows that belong to the rows of a content type, those inside of other components included. Strapi
 * stores the rows of a component in one table for all content types.
 *
 * @param components only these, and the components in them, are followed
 */
export const componentRowsOf = async (
  strapi: Strapi,
  connection: Connection,
  type: string,
  components: ReadonlySet<string>
): Promise<ComponentRows> => {
  const rows: ComponentRows = new Map();

  const linksOf = async (holder: string, ids?: Iterable<number>): Promise<Link[]> => {
    const table = componentTableOf(strapi, holder);
    if (!table) return [];
    const query = () =>
      queryOn(strapi, connection, table)
        .select<Link[]>('component_type', 'cmp_id')
        .whereIn('component_type', [...components]);
    if (!ids) return query();
    const found: Link[] = [];
    for (const part of inParts(ids)) found.push(...(await query().whereIn('entity_id', part)));
    return found;
  };

  const follow = async (links: Link[]): Promise<void> => {
    for (const [component, ids] of addNew(rows, links)) await follow(await linksOf(component, ids));
  };

  await follow(await linksOf(type));
  return rows;
};

/** Merges component rows of several types. */
export const mergeRows = (parts: ComponentRows[]): ComponentRows => {
  const all: ComponentRows = new Map();
  for (const part of parts) {
    for (const [component, ids] of part) {
      all.set(component, new Set([...(all.get(component) ?? []), ...ids]));
    }
  }
  return all;
};
