/**
 * The errors of a database that cannot be reached at present.
 *
 * Relies on: the codes and messages of the drivers (`pg`, `mysql`/`mysql2`, `better-sqlite3`), of Knex and of its pool
 * (`tarn`), which Strapi's database layer passes on. Read in Strapi 5.54.0.
 * When they are others: readers get Strapi's error during an outage, unless a probe finds the database unavailable.
 */

/** Connections that are refused, lost or late, servers that start or stop, and files that are locked. */
const CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'PROTOCOL_CONNECTION_LOST',
  'PROTOCOL_SEQUENCE_TIMEOUT',
  'ER_CON_COUNT_ERROR',
  'ER_SERVER_SHUTDOWN',
  // PostgreSQL: too many connections; shut down, crashed, not ready yet.
  '53300',
  '57P01',
  '57P02',
  '57P03',
  'SQLITE_BUSY',
  'SQLITE_CANTOPEN',
  'SQLITE_IOERR',
]);

/** PostgreSQL's class of connection exceptions, and extended codes of SQLite. */
const CODE = /^(?:08[0-9A-Z]{3}|SQLITE_(?:BUSY|IOERR|CANTOPEN)_.+)$/;

/** What drivers and the pool say without a code. */
const MESSAGE =
  /^Connection terminated|Connection lost: |Timeout acquiring a connection|^Client has encountered a connection error|timeout exceeded when trying to connect|^Unable to acquire a connection/;

/** Whether an error says that the database cannot be reached at present, and nothing about the query. */
export const isDatabaseFailure = (error: unknown): boolean => {
  for (let each: unknown = error, depth = 0; each instanceof Error && depth < 5; depth += 1) {
    const { code, errors } = each as Error & { code?: unknown; errors?: unknown };
    if (typeof code === 'string' && (CODES.has(code) || CODE.test(code))) return true;
    if (each.name === 'KnexTimeoutError' || MESSAGE.test(each.message)) return true;
    if (Array.isArray(errors) && each.name === 'AggregateError') return errors.some(isDatabaseFailure);
    each = each.cause;
  }
  return false;
};
