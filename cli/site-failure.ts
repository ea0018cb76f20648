import { SiteError } from './errors';

/** Codes of Node, PostgreSQL, MySQL and SQLite for a database that is unreachable or refuses the login. */
const DATABASE_CODES = [
  ...['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'EAI_AGAIN', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH'],
  ...['28000', '28P01', '3D000', '53300', '57P03'],
  ...['ER_ACCESS_DENIED_ERROR', 'ER_DBACCESS_DENIED_ERROR', 'ER_BAD_DB_ERROR', 'ER_CON_COUNT_ERROR'],
  ...['SQLITE_CANTOPEN', 'SQLITE_READONLY', 'SQLITE_NOTADB', 'SQLITE_CORRUPT'],
];

/** A host name with several addresses yields an AggregateError without a message. */
const messageOf = (error: Error): string => {
  const [first] = error instanceof AggregateError ? error.errors : [];
  return error.message || (first instanceof Error ? messageOf(first) : error.name);
};

const isOfDatabase = (error: Error & { code?: unknown }): boolean =>
  DATABASE_CODES.includes(String(error.code)) || error.name === 'KnexTimeoutError';

/** Returns why a site did not start, and what to do. */
export const siteFailure = (error: Error): SiteError =>
  new SiteError(
    isOfDatabase(error)
      ? `The site's database cannot be reached: ${messageOf(error)}\nStart it, or correct config/database and .env.`
      : `The site does not start: ${messageOf(error)}\nRun "npm run develop" to see the error, and correct it first.`
  );
