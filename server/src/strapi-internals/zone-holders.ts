/**
 * The rows whose dynamic zone holds rows of a component: Strapi's filters do not reach into a dynamic zone.
 *
 * Relies on: the table between a row and its components (see tables.ts), with a column `component_type`. Read in Strapi
 * 5.54.0.
 * When it is missing: building the query throws, or the database rejects it. Nothing was written.
 */
import type { Strapi } from '../plugin';
import { inParts } from './database';
import { linkTableOf } from './tables';

/** Returns the ids of rows of a content type whose dynamic zone holds one of the rows of a component. */
export const zoneHolders = async (
  strapi: Strapi,
  uid: string,
  zone: string,
  component: string,
  rows: number[]
): Promise<number[]> => {
  const { name, source, target } = linkTableOf(strapi, uid, zone);
  const found = new Set<number>();
  for (const part of inParts(rows)) {
    const links = (await strapi.db
      .getConnection(name)
      .distinct({ id: source })
      .where('component_type', component)
      .whereIn(target, part)) as { id: number }[];
    for (const { id } of links) found.add(id);
  }
  return [...found];
};
