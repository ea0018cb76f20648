/**
 * Keeps a failure after a commit from ending the process.
 *
 * Strapi emits the event of a write in a callback after its commit, which reads the written row once more and is not
 * awaited (`@strapi/core`, `document-service/events.js`). If that row was deleted in the meantime, or the database is not
 * reachable at that moment, the rejection is not handled and Node ends the process.
 *
 * Relies on: `strapi.db.transaction(callback)` passes `onCommit` to its callback, and code that registers a callback uses
 * that one. Read in Strapi 5.54.0.
 * When it is missing: writes work as without the plugin, and such a failure ends the process.
 */
import type { Core } from '@strapi/strapi';

type OnCommit = (callback: () => unknown) => void;
type Run = (parameters: { onCommit?: OnCommit }) => unknown;
type Transaction = (run?: Run) => unknown;

/**
 * Logs the rejections of callbacks that run after a commit.
 *
 * @param isOurs whether a callback that is registered now belongs to a write of the plugin; others are not changed
 */
export const catchFailedCommitCallbacks = (strapi: Core.Strapi, isOurs: () => boolean): void => {
  const database = strapi.db as unknown as { transaction: Transaction };
  const { transaction } = database;

  const report = (error: unknown): void => {
    strapi.log.error(
      `[career-field] A callback after a write failed; the write itself is complete: ${(error as Error)?.message ?? String(error)}`
    );
  };

  const caught = (callback: () => unknown) => (): void => {
    Promise.resolve(callback()).catch(report);
  };

  database.transaction = function run(this: unknown, callback) {
    if (!callback || !isOurs()) return transaction.call(strapi.db, callback);
    return transaction.call(strapi.db, (parameters) =>
      callback({ ...parameters, onCommit: (after) => parameters.onCommit?.(caught(after)) })
    );
  };
};
