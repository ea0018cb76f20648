import { AsyncLocalStorage } from 'node:async_hooks';
import type { Core } from '@strapi/strapi';

/**
 * Returns the statements that write to the plugin's tables and to those of files while a function runs. Strapi may write
 * to its own store at any time, and guides are rebuilt in the background; neither is counted.
 */
export const writesDuring = async (strapi: Core.Strapi, run: () => Promise<unknown>): Promise<string[]> => {
  const statements: string[] = [];
  const record = ({ sql }: { sql: string }): void => {
    if (
      /^\s*(insert|update|delete)/i.test(sql) &&
      /career_field_(?!published_guides|guide_invalidations)|files/.test(sql)
    )
      statements.push(sql);
  };
  strapi.db.connection.on('query', record);
  try {
    await run();
  } finally {
    strapi.db.connection.removeListener('query', record);
  }
  return statements;
};

/**
 * Returns the statements of a function in the order in which they begin, without those of the background at the same
 * time.
 */
export const statementsOf = async (strapi: Core.Strapi, run: () => Promise<unknown>): Promise<string[]> => {
  const own = new AsyncLocalStorage<true>();
  const statements: string[] = [];
  const record = ({ sql }: { sql: string }): void => {
    if (own.getStore()) statements.push(sql);
  };
  strapi.db.connection.on('query', record);
  try {
    await own.run(true, run);
  } finally {
    strapi.db.connection.removeListener('query', record);
  }
  return statements;
};

/** Returns the statements of requests while a function runs, without those of the site's background work. */
export const statementsOfRequests = async (
  strapi: Core.Strapi,
  run: () => Promise<unknown>
): Promise<string[]> => {
  const statements: string[] = [];
  const record = ({ sql }: { sql: string }): void => {
    if (strapi.requestContext.get()) statements.push(sql);
  };
  strapi.db.connection.on('query', record);
  try {
    await run();
  } finally {
    strapi.db.connection.removeListener('query', record);
  }
  return statements;
};
