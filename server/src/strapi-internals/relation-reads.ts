/**
 * The documents that a relation links, in all their rows, with one statement.
 *
 * Relies on: the tables of both types, the table between them (see tables.ts) and the columns of `documentId`; and
 * `strapi.db.getConnection(table)`, which takes an alias. Read in Strapi 5.54.0.
 * When it is missing: building the query throws, and names what is missing.
 */
import type { Strapi } from '../plugin';
import { columnOf, linkTableOf, tableOf } from './tables';
import type { Query } from './type-table';

/**
 * Returns a query for the links of a relation: rows with the documentIds `source` and `target`.
 *
 * @param to the uid of the type that the relation leads to
 * @param sources only links of these documents
 */
export const documentLinks = (
  strapi: Strapi,
  { from, relation, to }: { from: string; relation: string; to: string },
  sources?: string[]
): Query => {
  const links = linkTableOf(strapi, from, relation);
  const source = `source.${columnOf(strapi, from, 'documentId')}`;
  const query = strapi.db
    .getConnection(`${links.name} as link`)
    .join(`${tableOf(strapi, from)} as source`, 'source.id', `link.${links.source}`)
    .join(`${tableOf(strapi, to)} as target`, 'target.id', `link.${links.target}`)
    .select({ source, target: `target.${columnOf(strapi, to, 'documentId')}` });
  return sources ? query.whereIn(source, sources) : query;
};
