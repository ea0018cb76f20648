/**
 * Locks that the database server or the file system keeps as long as a process runs: one that is killed lets go of them.
 *
 * Relies on: the client of Knex in `strapi.db.connection.client` has `acquireRawConnection()`,
 * `destroyRawConnection(connection)` and `connectionSettings` with `filename` or `database`, and on SQLite `driver`, the
 * class of `better-sqlite3`; a raw connection is that of the driver. Read in Strapi 5.54.0.
 * When it is missing: taking a lock throws, and nothing runs under it; a start goes on without one, and logs a warning.
 */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Strapi } from '../plugin';
import { databaseClient } from './database';

/** Releases a lock. */
export type Release = () => Promise<void>;

/** Takes the lock at once, or not at all. */
type TryLock = () => Promise<Release | undefined>;

/** A connection of its own, as each driver gives it. */
interface RawConnection {
  query: (sql: string, callback?: (error: Error | null, rows: Record<string, unknown>[]) => void) => unknown;
}

interface KnexClient {
  acquireRawConnection: () => Promise<RawConnection>;
  destroyRawConnection: (connection: RawConnection) => Promise<void>;
  connectionSettings: { filename?: string; database?: string };
  driver: new (
    file: string,
    options: { timeout: number; readonly?: boolean }
  ) => { exec: (sql: string) => void; close: () => void };
}

const POLL_MS = 200;

/** What a lock is for; two of different purposes do not wait for each other. */
export type LockPurpose = 'run' | 'start' | `task-${string}`;

/** `career-field` for runs, as earlier releases lock too. */
const lockName = (purpose: LockPurpose): string =>
  purpose === 'run' ? 'career-field' : `career-field-${purpose}`;

const clientOf = (strapi: Strapi): KnexClient => strapi.db.connection.client as unknown as KnexClient;

/** A lock that the database server keeps as long as a connection is open: a process that is killed lets go of it. */
const onConnection = (
  client: KnexClient,
  acquire: (connection: RawConnection) => Promise<boolean>
): TryLock => {
  return async () => {
    const connection = await client.acquireRawConnection();
    const release = (): Promise<void> => client.destroyRawConnection(connection);
    try {
      if (await acquire(connection)) return release;
    } catch (error) {
      await release();
      throw error;
    }
    await release();
    return undefined;
  };
};

const onPostgres = (client: KnexClient, purpose: LockPurpose): TryLock =>
  onConnection(client, async (connection) => {
    // Two numbers that are nobody else's: locks of this kind belong to one database of the server.
    const { rows } = (await connection.query(
      `SELECT pg_try_advisory_lock(hashtext('${lockName(purpose)}'), hashtext(current_schema())) AS locked`
    )) as { rows: { locked: boolean }[] };
    return rows[0]?.locked === true;
  });

const onMysql = (client: KnexClient, purpose: LockPurpose): TryLock =>
  onConnection(client, async (connection) => {
    // Names of locks belong to the whole server, and have at most 64 characters.
    const database = String(client.connectionSettings.database);
    const name = `${lockName(purpose)} ${createHash('sha256').update(database).digest('hex').slice(0, 40)}`;
    const rows = await new Promise<Record<string, unknown>[]>((resolve, reject) => {
      connection.query(`SELECT GET_LOCK('${name}', 0) AS locked`, (error, found) =>
        error ? reject(error) : resolve(found)
      );
    });
    return Number(rows[0]?.locked) === 1;
  });

const isBusy = (error: unknown): boolean =>
  String((error as { code?: string }).code).startsWith('SQLITE_BUSY');

const lockFile = (filename: string, purpose: LockPurpose): string =>
  `${path.resolve(filename)}.${lockName(purpose)}-lock`;

/**
 * SQLite has no locks by name, but locks its files: an open transaction on a second, empty database beside the first.
 * The file stays, since deleting it would let two processes lock two files of one name.
 */
const onSqlite = (client: KnexClient, purpose: LockPurpose): TryLock => {
  const { filename } = client.connectionSettings;
  // A database in memory is nobody else's.
  if (!filename || filename === ':memory:') return async () => async () => {};
  const file = lockFile(filename, purpose);
  return async () => {
    const database = new client.driver(file, { timeout: 0 });
    try {
      database.exec('BEGIN EXCLUSIVE');
      return async () => database.close();
    } catch (error) {
      database.close();
      if (isBusy(error)) return undefined;
      throw error;
    }
  };
};

/** Returns what takes the lock of a purpose at once, or not at all. */
export const tryLockOf = (strapi: Strapi, purpose: LockPurpose = 'run'): TryLock => {
  const client = clientOf(strapi);
  switch (databaseClient(strapi)) {
    case 'postgres':
      return onPostgres(client, purpose);
    case 'mysql':
      return onMysql(client, purpose);
    case 'sqlite':
      return onSqlite(client, purpose);
  }
};

/**
 * Runs something while no other process, and no other call in this one, runs something under this lock in the same
 * database. It waits as long as it takes; a process that is killed lets go at once.
 *
 * @param onWait called once, when it has to wait
 */
export const withLock = async <Result>(
  strapi: Strapi,
  run: () => Promise<Result>,
  onWait: () => void = () => {}
): Promise<Result> => {
  const tryLock = tryLockOf(strapi);
  let release = await tryLock();
  if (!release) onWait();
  while (!release) {
    await wait(POLL_MS);
    release = await tryLock();
  }
  try {
    return await run();
  } finally {
    await release();
  }
};

/** Looks at the file of SQLite's lock without making it: a file that is locked cannot be read either. */
const isFileLocked = (client: KnexClient): boolean => {
  const { filename } = client.connectionSettings;
  if (!filename || filename === ':memory:') return false;
  const file = lockFile(filename, 'run');
  if (!existsSync(file)) return false;
  const database = new client.driver(file, { timeout: 0, readonly: true });
  try {
    database.exec('SELECT 1 FROM sqlite_master');
    return false;
  } catch (error) {
    if (isBusy(error)) return true;
    throw error;
  } finally {
    database.close();
  }
};

/** Whether a run is under way, here or in another process. Writes nothing. */
export const isLocked = async (strapi: Strapi): Promise<boolean> => {
  if (databaseClient(strapi) === 'sqlite') return isFileLocked(clientOf(strapi));
  const release = await tryLockOf(strapi)();
  await release?.();
  return release === undefined;
};
