import type { Core } from '@strapi/strapi';
import { holderOf } from './failing-statements';

/** A statement whose result has not reached the process yet. */
export interface HeldStatement {
  /** Is fulfilled when the database has run the statement. */
  reached: Promise<void>;
  /** Lets the result through. */
  release: () => void;
}

/**
 * Holds the result of the next statement of a kind back, as a slow network does. On SQLite the only connection is held
 * with it.
 *
 * @param isHeld is called with each statement, in the order in which they begin, until it has found one
 */
export const holdStatement = (
  strapi: Core.Strapi,
  isHeld: (sql: string, bindings: unknown[]) => boolean
): HeldStatement => {
  const holder = holderOf(strapi);
  const original = holder._query;
  let reach!: () => void;
  let release!: () => void;
  const reached = new Promise<void>((resolve) => (reach = resolve));
  const released = new Promise<void>((resolve) => (release = resolve));
  let isFound = false;
  holder._query = async function (connection, statement) {
    const { sql = '', bindings = [] } = typeof statement === 'string' ? { sql: statement } : statement;
    if (isFound || !isHeld(sql, bindings)) return original.call(this, connection, statement);
    isFound = true;
    holder._query = original;
    const result = await original.call(this, connection, statement);
    reach();
    await released;
    return result;
  };
  return { reached, release };
};
