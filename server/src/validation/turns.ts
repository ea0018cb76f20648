import { AsyncLocalStorage } from 'node:async_hooks';
import type { Transaction } from '../strapi-internals/database';

interface Running {
  trx: Transaction;
  isOver: boolean;
}

/** The current write. */
const running = new AsyncLocalStorage<Running>();

/** The last write of each transaction. */
const queues = new WeakMap<Transaction, Promise<unknown>>();

/**
 * Runs the writes of one transaction one after the other, but a write within another one at once. Strapi starts the
 * publishes of a bulk action all together: each then inserts relations to rows that another one has just deleted.
 */
export const inTurn = async <Result>(trx: Transaction, run: () => Promise<Result>): Promise<Result> => {
  const current = running.getStore();
  if (current && !current.isOver && current.trx === trx) return run();
  const own: Running = { trx, isOver: false };
  const before = queues.get(trx) ?? Promise.resolve();
  const turn = before
    // Its caller receives its error.
    .catch(() => {})
    .then(() => running.run(own, run))
    .finally(() => {
      own.isOver = true;
    });
  queues.set(trx, turn);
  return turn;
};
