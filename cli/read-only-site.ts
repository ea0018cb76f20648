import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Core } from '@strapi/strapi';
import type { SeedingService } from '../server/src/services/seeding';
import { SiteError } from './errors';

/*
 * Loads a site to read from its database and do nothing else: no schema sync, no bootstrap of Strapi, of plugins or of the
 * site, and connections on which the database itself refuses to write.
 *
 * Relies on: `strapi.bootstrap()` initialises the database layer with the models of all types and then awaits the hook
 * `strapi::content-types.beforeSync` before it changes anything; knex opens each connection by
 * `client.acquireRawConnection()`. When the hook is not called, the command ends with an error, and the connections have
 * kept the database as it was.
 */

/** A connection as each driver gives it. */
interface RawConnection {
  /** Of SQLite. */
  pragma?: (sql: string) => unknown;
  /** Of the servers. */
  query?: (sql: string, callback: (error: Error | null) => void) => unknown;
}

interface KnexClient {
  acquireRawConnection: () => Promise<RawConnection>;
  connectionSettings: { filename?: string };
}

const BEFORE_SYNC = 'strapi::content-types.beforeSync';

const START_FIRST = 'Start the site once first, such as with: npm run start';

/** Thrown where a start would begin to change the database. */
class ReadyToRead extends Error {}

/** The statement by which a session refuses to write, by the kind of database. */
const READ_ONLY = {
  postgres: 'SET default_transaction_read_only = on',
  mysql: 'SET SESSION TRANSACTION READ ONLY',
};

const refuseToWrite = async (strapi: Core.Strapi, connection: RawConnection): Promise<void> => {
  const { client } = strapi.db.dialect;
  if (connection.pragma) connection.pragma('query_only = ON');
  else {
    const sql = READ_ONLY[client as keyof typeof READ_ONLY];
    await new Promise((resolve, reject) => {
      connection.query?.(sql, (error) => (error ? reject(error) : resolve(undefined)));
    });
  }
};

/** Lets the database refuse to write on each connection that is opened from now on. */
const openReadOnly = (strapi: Core.Strapi): void => {
  const client = strapi.db.connection.client as unknown as KnexClient;
  const acquire = client.acquireRawConnection.bind(client);
  client.acquireRawConnection = async () => {
    const { filename } = client.connectionSettings;
    // SQLite would create the file.
    if (filename && filename !== ':memory:' && !existsSync(path.resolve(filename))) {
      throw new SiteError(`The site has no database yet. ${START_FIRST}`);
    }
    const connection = await acquire();
    await refuseToWrite(strapi, connection);
    return connection;
  };
};

/**
 * Loads everything that reading needs, and stops before the database would be changed.
 *
 * @param strapi created, and not registered yet
 * @param checkPlugin called once it is known which plugins the site has
 * @throws SiteError when the tables are not those of the installed packages
 */
export const loadReadOnly = async (strapi: Core.Strapi, checkPlugin: () => void): Promise<void> => {
  openReadOnly(strapi);
  await strapi.register();
  checkPlugin();
  // In place of what waits for this moment to change something.
  strapi.get('hooks').set(BEFORE_SYNC, {
    call: async () => {
      throw new ReadyToRead();
    },
  });
  try {
    await strapi.bootstrap();
    throw new SiteError(
      'This version of Strapi is not known: it does not stop before it changes the database.'
    );
  } catch (error) {
    if (!(error instanceof ReadyToRead)) throw error;
  }
  const service = strapi.plugin('career-field').service('seeding') as SeedingService;
  if (await service.needsStart()) {
    throw new SiteError(
      `The tables in the site's database are not those of the installed packages. ${START_FIRST}`
    );
  }
  strapi.isLoaded = true;
};
