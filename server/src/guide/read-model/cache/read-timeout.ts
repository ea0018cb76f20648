import { within } from '../../../utils/within';

/**
 * After how many milliseconds a read is given up. A connection that was lost silently, as behind a firewall that drops
 * it, never responds; the next reader begins another read with another connection.
 */
const MAX_READ_MS = 10_000;

/**
 * Waits for reads of the database.
 *
 * @param giveUp is called when they take too long
 * @throws an error like that of a database that does not respond, when they take too long
 */
export const withReadTimeout = async (reads: Promise<void>, giveUp: () => void): Promise<void> => {
  if ((await within(reads, MAX_READ_MS)) !== 'late') return;
  giveUp();
  const message = `The database has not responded within ${MAX_READ_MS} ms.`;
  throw Object.assign(new Error(message), { code: 'ETIMEDOUT' });
};
