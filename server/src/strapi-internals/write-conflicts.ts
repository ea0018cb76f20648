/**
 * The errors of databases for two conflicting writes.
 *
 * Relies on: the drivers' codes and messages (`pg`, `mysql`/`mysql2`, `better-sqlite3`), which Strapi's database layer
 * passes on. Read in Strapi 5.54.0.
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

/** What a rejected row has in common with another one. */
type Duplicate =
  | { index: string; columns?: undefined }
  /** SQLite names the columns rather than the index, each with its table. */
  | { columns: string };

/** Returns what an error names of a unique index that has rejected a row; undefined for an error of another kind. */
export const duplicateOf = (error: unknown): Duplicate | undefined => {
  const { code, constraint, message } = (error ?? {}) as Partial<
    Record<'code' | 'constraint' | 'message', string>
  >;
  switch (code) {
    case '23505':
      return { index: constraint ?? '' };
    case 'ER_DUP_ENTRY':
      return { index: message ?? '' };
    case 'SQLITE_CONSTRAINT_UNIQUE':
      return { columns: message ?? '' };
    default:
      return undefined;
  }
};
