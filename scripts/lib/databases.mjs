/** The databases that the API suite runs on, by their DATABASE_CLIENT. */
export const DATABASE_NAMES = { sqlite: 'SQLite', postgres: 'PostgreSQL', mysql: 'MySQL or MariaDB' };

const PATIENCE = 5000;

/** As the tests log in (tests/support/databases.ts). */
const account = (port, user) => ({
  host: process.env.DATABASE_HOST ?? '127.0.0.1',
  port: Number(process.env.DATABASE_PORT ?? port),
  user: process.env.DATABASE_USERNAME ?? user,
  password: process.env.DATABASE_PASSWORD ?? '',
});

// The drivers are loaded here and no earlier: when this script starts, they may not be installed yet.
const SERVERS = {
  postgres: {
    account: account(5432, 'postgres'),
    logIn: async (as) => {
      const { default: pg } = await import('pg');
      const client = new pg.Client({ ...as, database: 'postgres', connectionTimeoutMillis: PATIENCE });
      // A server that goes away while we say goodbye has nothing to tell us.
      client.on('error', () => {});
      await client.connect();
      await client.end();
    },
  },
  mysql: {
    account: account(3306, 'root'),
    logIn: async (as) => {
      const { createConnection } = await import('mysql2/promise');
      const connection = await createConnection({ ...as, connectTimeout: PATIENCE });
      await connection.end();
    },
  },
};

/**
 * Whether the tests can log in to a database. A real login, because an open port says nothing about the account.
 *
 * @returns what is missing and how to get it, or undefined
 */
export const databaseIssue = async (database) => {
  const server = SERVERS[database];
  if (!server) return undefined;
  try {
    await server.logIn(server.account);
    return undefined;
  } catch (error) {
    const { host, port, user } = server.account;
    return {
      reason: `no login as ${user} at ${host}:${port} (${error.message || error.code})`,
      remedy:
        'Start a server there, or set DATABASE_HOST, DATABASE_PORT, DATABASE_USERNAME and DATABASE_PASSWORD ' +
        'to one that may be used for tests.',
    };
  }
};
