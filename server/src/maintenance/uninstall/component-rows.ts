import type { Strapi } from '../../plugin';
import { componentTableOf } from './models';
import { from, inPieces, type Connection } from './tables';

/** The ids of rows, by the component whose table they are in. */
export type ComponentRows = Map<string, Set<number>>;

interface Link {
  component_type: string;
  cmp_id: number;
}

/**
 * The component rows that belong to the rows of a content type, those inside of other components included. Strapi
 * keeps the rows of a component in one table, whoever they belong to.
 *
 * @param components only these, and what is in them, are followed
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
      from(strapi, connection, table)
        .select<Link[]>('component_type', 'cmp_id')
        .whereIn('component_type', [...components]);
    if (!ids) return query();
    const found: Link[] = [];
    for (const piece of inPieces(ids)) found.push(...(await query().whereIn('entity_id', piece)));
    return found;
  };

  const follow = async (links: Link[]): Promise<void> => {
    const added: ComponentRows = new Map();
    for (const { component_type: component, cmp_id: id } of links) {
      const known = rows.get(component) ?? new Set();
      if (known.has(id)) continue;
      rows.set(component, known.add(id));
      added.set(component, (added.get(component) ?? new Set()).add(id));
    }
    for (const [component, ids] of added) await follow(await linksOf(component, ids));
  };

  await follow(await linksOf(type));
  return rows;
};

/** Several of these as one. */
export const together = (parts: ComponentRows[]): ComponentRows => {
  const all: ComponentRows = new Map();
  for (const part of parts) {
    for (const [component, ids] of part) {
      all.set(component, new Set([...(all.get(component) ?? []), ...ids]));
    }
  }
  return all;
};
