import path from 'node:path';
import { Client } from 'pg';
import { createConnection } from 'mysql2/promise';

/** The databases that the suites run on, one a run: `DATABASE_CLIENT` says which. */
export type DatabaseClient = 'sqlite' | 'postgres' | 'mysql';

export const databaseClient = (process.env.DATABASE_CLIENT ?? 'sqlite') as DatabaseClient;

/** A database that nothing else uses, as the environment of a site. */
export interface TestDatabase {
  env: Record<string, string>;
  drop: () => Promise<void>;
}

const postgres = async (statement: string): Promise<void> => {
  const client = new Client({
    host: process.env.DATABASE_HOST ?? '127.0.0.1',
    port: Number(process.env.DATABASE_PORT ?? 5432),
    user: process.env.DATABASE_USERNAME ?? 'postgres',
    password: process.env.DATABASE_PASSWORD ?? '',
    database: 'postgres',
  });
  await client.connect();
  await client.query(statement);
  await client.end();
};

const mysql = async (statement: string): Promise<void> => {
  const connection = await createConnection({
    host: process.env.DATABASE_HOST ?? '127.0.0.1',
    port: Number(process.env.DATABASE_PORT ?? 3306),
    user: process.env.DATABASE_USERNAME ?? 'root',
    password: process.env.DATABASE_PASSWORD ?? '',
  });
  await connection.query(statement);
  await connection.end();
};

let made = 0;

/**
 * Makes an empty database.
 *
 * @param folder where SQLite keeps its file
 * @param client another database than that of the suite
 */
export const createDatabase = async (
  folder: string,
  client: DatabaseClient = databaseClient
): Promise<TestDatabase> => {
  made += 1;
  const name = `career_field_test_${process.pid}_${made}_${Date.now()}`;
  switch (client) {
    case 'sqlite':
      return {
        env: { DATABASE_CLIENT: 'sqlite', DATABASE_FILENAME: path.join(folder, 'data.db') },
        // The file goes with its folder.
        drop: async () => {},
      };
    case 'postgres':
      await postgres(`CREATE DATABASE ${name}`);
      return {
        env: { DATABASE_CLIENT: 'postgres', DATABASE_NAME: name },
        drop: () => postgres(`DROP DATABASE ${name} WITH (FORCE)`),
      };
    case 'mysql':
      await mysql(`CREATE DATABASE ${name} CHARACTER SET utf8mb4`);
      return {
        env: { DATABASE_CLIENT: 'mysql', DATABASE_NAME: name },
        drop: () => mysql(`DROP DATABASE ${name}`),
      };
  }
};
