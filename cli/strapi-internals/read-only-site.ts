/**
 * Loads a site for reading only: no schema sync, no bootstrap of Strapi, of plugins or of the site, and connections on
 * which the database itself refuses to write.
 *
 * Relies on: `strapi.register()` loads the plugins without the database; `strapi.bootstrap()` initialises the database layer
 * with the models of all types and then awaits the hook `strapi::content-types.beforeSync` before it changes anything;
 * `strapi.db.dialect.client`; and Knex opens each connection by `client.acquireRawConnection()`. Read in Strapi 5.54.0.
 * When the hook is not called: the command ends with an error, and the connections have kept the database as it was. When
 * the rest is missing: the command ends with an error before it connects.
 */
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Core } from '@strapi/strapi';
import type { SeedingService } from '../../server/src/services/seeding';
import { SiteError } from '../errors';

/** A connection of any driver. */
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

const START_FIRST = 'Start the site once first, for example with: npm run start';

/** Thrown at the point where Strapi would begin to change the database. */
class ReadyToRead extends Error {}

/** The statement that makes a session read-only, by database. */
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

/** Makes each connection that is opened from now on read-only. */
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
 * Loads everything that reading needs, and stops before Strapi changes the database.
 *
 * @param strapi created, and not registered yet
 * @param checkPlugin called when the plugins are registered
 * @throws SiteError when the tables do not match the installed packages
 */
export const loadReadOnly = async (strapi: Core.Strapi, checkPlugin: () => void): Promise<void> => {
  openReadOnly(strapi);
  await strapi.register();
  checkPlugin();
  // Replaces the handlers that would change the database at this point.
  strapi.get('hooks').set(BEFORE_SYNC, {
    call: async () => {
      throw new ReadyToRead();
    },
  });
  try {
    await strapi.bootstrap();
    throw new SiteError(
      'This version of Strapi is not supported: reading a site without changing its database does not work.'
    );
  } catch (error) {
    if (!(error instanceof ReadyToRead)) throw error;
  }
  const service = strapi.plugin('career-field').service('seeding') as SeedingService;
  if (await service.needsStart()) {
    throw new SiteError(
      `The tables in the site's database do not match the installed packages. ${START_FIRST}`
    );
  }
  strapi.isLoaded = true;
};
