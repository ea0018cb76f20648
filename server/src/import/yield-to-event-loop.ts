import { setImmediate } from 'node:timers/promises';

/**
 * Gives the process a turn for everything else: requests to the site, a signal to end. SQLite answers at once, and so
 * an import would keep a whole site waiting until its last document.
 */
export const yieldToEventLoop = (): Promise<void> => setImmediate();
