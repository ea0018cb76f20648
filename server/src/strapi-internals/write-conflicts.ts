/**
 * The errors of databases for two conflicting writes.
 *
 * Relies on: the drivers' codes (`pg`, `mysql`/`mysql2`, `better-sqlite3`), which Strapi's database layer passes on. Read
 * in Strapi 5.54.0.
 * When they are missing: the error reaches the caller as it is, and the write is not repeated.
 */
export type WriteConflict =
  /** The database has rolled back one of two transactions; repeated, it can succeed. */
  | 'repeatable'
  /** The database has waited until its time limit. */
  | 'timeout';

const REPEATABLE = new Set<unknown>([
  // PostgreSQL: deadlock, serialisation failure.
  '40P01',
  '40001',
  // MySQL and MariaDB: deadlock, a row that has changed since the transaction first read (MariaDB).
  'ER_LOCK_DEADLOCK',
  'ER_CHECKREAD',
  // SQLite: another process has written since this transaction first read.
  'SQLITE_BUSY_SNAPSHOT',
]);

const TIMEOUT = new Set<unknown>(['ER_LOCK_WAIT_TIMEOUT', '55P03', 'SQLITE_BUSY', 'SQLITE_LOCKED']);

/** Returns the conflict that an error is about, or undefined for an error of another kind. */
export const writeConflictOf = (error: unknown): WriteConflict | undefined => {
  const code = (error as { code?: unknown } | null | undefined)?.code;
  if (REPEATABLE.has(code)) return 'repeatable';
  return TIMEOUT.has(code) ? 'timeout' : undefined;
};
