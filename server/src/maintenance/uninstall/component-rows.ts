import type { Strapi } from '../../plugin';
import type { Connection } from '../../strapi-internals/database';
import { componentsIn, type ComponentRow } from '../../strapi-internals/stored-links';
import { componentTableOf } from './models';

/** The ids of rows, by the component whose table they are in. */
export type ComponentRows = Map<string, Set<number>>;

/** Adds rows. @returns those that were not in there, by component */
const addNew = (rows: ComponentRows, found: ComponentRow[]): ComponentRows => {
  const added: ComponentRows = new Map();
  for (const { component, row: id } of found) {
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

  const follow = async (holder: string, ids?: Iterable<number>): Promise<void> => {
    const links = componentTableOf(strapi, holder);
    if (!links) return;
    const found = await componentsIn(strapi, connection, links, components, ids);
    for (const [component, added] of addNew(rows, found)) await follow(component, added);
  };

  await follow(type);
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
