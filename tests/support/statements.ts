import type { Core } from '@strapi/strapi';

/**
 * Everything that is written into the plugin's tables and into those of files, while something runs. Strapi writes
 * into its own store whenever it likes; that is not counted.
 */
export const writesDuring = async (strapi: Core.Strapi, run: () => Promise<unknown>): Promise<string[]> => {
  const statements: string[] = [];
  const record = ({ sql }: { sql: string }): void => {
    if (/^\s*(insert|update|delete)/i.test(sql) && /career_field_|files/.test(sql)) statements.push(sql);
  };
  strapi.db.connection.on('query', record);
  try {
    await run();
  } finally {
    strapi.db.connection.removeListener('query', record);
  }
  return statements;
};
