import type { Connection } from '../../server/src/strapi-internals/database';
import type { RunningSite } from './site';

type Strapi = RunningSite['strapi'];

/** An object with some members replaced; everything else is the same. */
const withMembers = <Target extends object>(target: Target, members: object): Target =>
  Object.create(
    target,
    Object.fromEntries(Object.entries(members).map(([name, value]) => [name, { value, writable: true }]))
  ) as Target;

const ROLL_BACK = new Error('rolled back');

/**
 * Returns what takes something away from a running Strapi that the plugin relies on: its members are replaced in an
 * object that has all others, and its tables are renamed in a transaction that is rolled back, which SQLite can do.
 */
export const takingAwayFrom = (strapi: Strapi) => {
  const strapiWith = (members: object): Strapi => withMembers(strapi, members);
  const strapiWithDb = (members: object): Strapi => strapiWith({ db: withMembers(strapi.db, members) });

  /** Runs something in a transaction that is rolled back. */
  const inRolledBack = async (run: (connection: Connection) => Promise<void>): Promise<void> => {
    const undone = strapi.db.transaction(async ({ trx }) => {
      await run(trx as unknown as Connection);
      throw ROLL_BACK;
    });
    await expect(undone).rejects.toBe(ROLL_BACK);
  };

  return {
    strapiWith,
    strapiWithDb,
    inRolledBack,

    /** Returns the running Strapi with another model in its metadata under one uid. */
    withModel(uid: string, model: object): Strapi {
      const { metadata } = strapi.db;
      return strapiWithDb({
        metadata: { get: (name: string) => (name === uid ? model : metadata.get(name)), has: () => true },
      });
    },

    /** Runs something while a table has another name. */
    withoutTable: (name: string, run: (connection: Connection) => Promise<void>): Promise<void> =>
      inRolledBack(async (connection) => {
        await connection.schema.renameTable(name, 'taken_away');
        await run(connection);
      }),
  };
};
