import { AsyncLocalStorage } from 'node:async_hooks';
import type { Core } from '@strapi/strapi';

/**
 * Everything that is written into the plugin's tables and into those of files, while something runs. Strapi writes
 * into its own store whenever it likes, and finished guides are made in their own time, after what they are made of was
 * written; neither is counted.
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
 * The statements that something runs by itself, in the order in which they begin: not those of what goes on in the
 * background at the same time.
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

/** The statements that requests to the site begin while something runs: not those of the site itself. */
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
