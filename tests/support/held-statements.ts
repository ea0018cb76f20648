import type { Core } from '@strapi/strapi';
import { holderOf } from './failing-statements';

/** A statement whose result has not reached the process yet. */
export interface HeldStatement {
  /** Resolves when the database has run the statement. */
  reached: Promise<void>;
  /** Delivers the result. */
  release: () => void;
}

/**
 * Delays the result of the next matching statement, as a slow network does. On SQLite this blocks the only connection.
 *
 * @param isHeld is called with each statement, in the order in which they begin, until it returns true
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
