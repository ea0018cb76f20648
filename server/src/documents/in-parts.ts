import { inParts } from '../strapi-internals/database';

/** The number of values in one statement. SQLite takes 32,766, the other databases more; the time hardly differs. */
const PART = 5_000;

/** Finds rows by any number of values, with one statement for each part of them; without values, none. */
export const findInParts = async <Value, Row>(
  values: Iterable<Value>,
  find: (part: Value[]) => Promise<Row[]>,
  size = PART
): Promise<Row[]> => {
  const found: Row[][] = [];
  for (const part of inParts(new Set(values), size)) found.push(await find(part));
  return found.flat();
};
