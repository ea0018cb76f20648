/**
 * Keeps a failure after a commit from ending the process.
 *
 * Strapi emits the event of a write in a callback after its commit, which reads the written row once more and which
 * nobody awaits (`@strapi/core`, `document-service/events.js`). When that row was deleted in the meantime, or the
 * database is not reachable at that moment, the rejection is not handled and Node ends the process.
 *
 * Relies on: `strapi.db.transaction(callback)` hands `onCommit` to its callback, and code that registers a callback
 * there uses that one.
 * When that is missing: writes work as before, and such a failure ends the process again.
 */
import type { Core } from '@strapi/strapi';

type OnCommit = (callback: () => unknown) => void;
type Run = (parameters: { onCommit: OnCommit }) => unknown;
type Transaction = (run?: Run) => unknown;

/**
 * Logs the rejections of callbacks that are registered for after a commit.
 *
 * @param isOurs whether what registers a callback at the moment belongs to a write of the plugin; all others are
 *   registered as they are
 */
export const catchFailedCommitCallbacks = (strapi: Core.Strapi, isOurs: () => boolean): void => {
  const database = strapi.db as unknown as { transaction: Transaction };
  const { transaction } = database;

  const report = (error: unknown): void => {
    strapi.log.error(
      `[career-field] What was to happen after a write failed; the write itself is complete: ${(error as Error)?.message ?? String(error)}`
    );
  };

  const caught = (callback: () => unknown) => (): void => {
    Promise.resolve(callback()).catch(report);
  };

  database.transaction = function run(this: unknown, callback) {
    if (!callback || !isOurs()) return transaction.call(strapi.db, callback);
    return transaction.call(strapi.db, (parameters) =>
      callback({ ...parameters, onCommit: (after) => parameters.onCommit(caught(after)) })
    );
  };
};
