import type { Strapi } from '../../plugin';

/** The database outside or inside of a transaction. */
export type Connection = Strapi['db']['connection'];

/** A query on a table, in the schema of the database that the site's tables are in. */
export const from = (strapi: Strapi, connection: Connection, table: string) => {
  const schema = strapi.db.getSchemaName();
  return schema ? connection(table).withSchema(schema) : connection(table);
};

/** Lists of any length in pieces that every database takes in one statement. */
export const inPieces = <Item>(items: Iterable<Item>, size = 500): Item[][] => {
  const all = [...items];
  const pieces: Item[][] = [];
  for (let start = 0; start < all.length; start += size) pieces.push(all.slice(start, start + size));
  return pieces;
};
