import type { Core } from '@strapi/strapi';

interface Statement {
  sql?: string;
  bindings?: unknown[];
}

type Query = (this: unknown, connection: unknown, statement: Statement | string) => Promise<unknown>;

/** The function of a knex client that runs each statement, in transactions too. */
export const holderOf = (strapi: Core.Strapi): { _query: Query } => {
  let holder = Object.getPrototypeOf(strapi.db.connection.client) as { _query: Query };
  while (!Object.hasOwn(holder, '_query')) holder = Object.getPrototypeOf(holder) as { _query: Query };
  return holder;
};

/**
 * Makes statements fail before they reach the database, as on a lost connection.
 *
 * @param isFailing is called with each statement, in the order in which they begin
 * @returns a function that ends it
 */
export const failStatements = (
  strapi: Core.Strapi,
  isFailing: (sql: string, bindings: unknown[]) => boolean
): (() => void) => {
  const holder = holderOf(strapi);
  const original = holder._query;
  holder._query = function (connection, statement) {
    const { sql = '', bindings = [] } = typeof statement === 'string' ? { sql: statement } : statement;
    if (isFailing(sql, bindings)) {
      return Promise.reject(new Error(`${sql} - Connection terminated unexpectedly`));
    }
    return original.call(this, connection, statement);
  };
  return () => {
    holder._query = original;
  };
};

/**
 * Makes the first matching statement wait, as on a connection that was lost without an error, until the returned function
 * is called.
 */
export const holdStatement = (strapi: Core.Strapi, isHeld: (sql: string) => boolean): (() => void) => {
  const holder = holderOf(strapi);
  const original = holder._query;
  let release = (): void => {};
  const released = new Promise<void>((resolve) => (release = resolve));
  holder._query = async function (connection, statement) {
    const sql = typeof statement === 'string' ? statement : (statement.sql ?? '');
    if (isHeld(sql)) {
      holder._query = original;
      await released;
    }
    return original.call(this, connection, statement);
  };
  return () => {
    holder._query = original;
    release();
  };
};
