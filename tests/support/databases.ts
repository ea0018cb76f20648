import { appendFileSync, cpSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Client } from 'pg';
import { createConnection, type Connection, type RowDataPacket } from 'mysql2/promise';
import { runFolder } from './run-folder';

/** The databases that the suites can run on; `DATABASE_CLIENT` selects the one of a run. */
export type DatabaseClient = 'sqlite' | 'postgres' | 'mysql';

export const databaseClient = (process.env.DATABASE_CLIENT ?? 'sqlite') as DatabaseClient;

/** A database that nothing else uses. */
export interface TestDatabase {
  client: DatabaseClient;
  /** Its name, on SQLite its file. */
  name: string;
  /** The environment variables that configure a site to use it. */
  env: Record<string, string>;
  drop: () => Promise<void>;
}

const account = (port: number, user: string) => ({
  host: process.env.DATABASE_HOST ?? '127.0.0.1',
  port: Number(process.env.DATABASE_PORT ?? port),
  user: process.env.DATABASE_USERNAME ?? user,
  password: process.env.DATABASE_PASSWORD ?? '',
});

const postgres = async (statement: string): Promise<void> => {
  const client = new Client({ ...account(5432, 'postgres'), database: 'postgres' });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
};

const mysql = async (run: (connection: Connection) => Promise<unknown>): Promise<void> => {
  const connection = await createConnection(account(3306, 'root'));
  try {
    await run(connection);
  } finally {
    await connection.end();
  }
};

/** The columns of a table without generated columns, which cannot be written. */
const writtenColumns = async (connection: Connection, name: string, table: string): Promise<string> => {
  const [columns] = await connection.query<RowDataPacket[]>('SHOW COLUMNS FROM ??.??', [name, table]);
  return columns
    .filter(({ Extra }) => !/GENERATED|VIRTUAL|PERSISTENT/.test(String(Extra)))
    .map(({ Field }) => connection.escapeId(String(Field)))
    .join(', ');
};

/** Copies a database table by table: neither MySQL nor MariaDB can copy a database. */
const copyMysql = async (connection: Connection, from: string, to: string): Promise<void> => {
  await connection.changeUser({ database: to });
  // In any order, although the tables reference each other.
  await connection.query('SET foreign_key_checks = 0');
  const [tables] = await connection.query<RowDataPacket[]>('SHOW TABLES FROM ??', [from]);
  for (const table of tables.flatMap((row) => Object.values(row).map(String))) {
    const [[created]] = await connection.query<RowDataPacket[]>('SHOW CREATE TABLE ??.??', [from, table]);
    await connection.query(String(created!['Create Table']));
    const columns = await writtenColumns(connection, from, table);
    await connection.query(`INSERT INTO ?? (${columns}) SELECT ${columns} FROM ??.??`, [table, from, table]);
  }
};

const LIST = 'databases';

/** Drops a database of a server if it exists. */
const dropDatabase = async (client: string, name: string): Promise<void> => {
  if (client === 'postgres') await postgres(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  else await mysql((connection) => connection.query(`DROP DATABASE IF EXISTS ${name}`));
};

/** Drops the remaining databases of this run of jest: the templates, and those of failed tests. */
export const dropDatabases = async (): Promise<void> => {
  const list = path.join(runFolder(), LIST);
  if (!existsSync(list)) return;
  const made = readFileSync(list, 'utf8').split('\n').filter(Boolean);
  for (const [client, name] of made.map((line) => line.split(' '))) await dropDatabase(client!, name!);
};

let count = 0;

/**
 * Creates a database.
 *
 * @param folder the folder of the SQLite file
 * @param template the database to copy, of the same client and without connections; without it the database is empty
 */
export const createDatabase = async (
  folder: string,
  client: DatabaseClient,
  template?: Pick<TestDatabase, 'name'>
): Promise<TestDatabase> => {
  if (client === 'sqlite') {
    const file = path.join(folder, 'data.db');
    if (template) cpSync(template.name, file);
    const env = { DATABASE_CLIENT: client, DATABASE_FILENAME: file };
    // The file is deleted with its folder.
    return { client, name: file, env, drop: async () => {} };
  }
  count += 1;
  const name = `career_field_test_${process.pid}_${count}_${Date.now()}`;
  mkdirSync(runFolder(), { recursive: true });
  appendFileSync(path.join(runFolder(), LIST), `${client} ${name}\n`);
  if (client === 'postgres') {
    await postgres(`CREATE DATABASE ${name}${template ? ` TEMPLATE ${template.name}` : ''}`);
    // Tests need not survive a power failure.
    await postgres(`ALTER DATABASE ${name} SET synchronous_commit TO off`);
  } else {
    await mysql(async (connection) => {
      await connection.query(`CREATE DATABASE ${name} CHARACTER SET utf8mb4`);
      if (template) await copyMysql(connection, template.name, name);
    });
  }
  return {
    client,
    name,
    env: { DATABASE_CLIENT: client, DATABASE_NAME: name },
    drop: () => dropDatabase(client, name),
  };
};
