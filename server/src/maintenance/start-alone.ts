import { setTimeout as wait } from 'node:timers/promises';
import type { Strapi } from '../plugin';
import { tryLockOf, type Release } from '../strapi-internals/database-lock';
import { beforeSchemaSync, hasStarted, willChangeSchema } from '../strapi-internals/schema-sync';

const POLL_MS = 100;

/** A start that hangs must not keep the others from ever starting. */
const MAX_WAIT_MS = 10 * 60_000;

const held = new WeakMap<Strapi, Release>();

/** Lets the next process start. */
export const endStartAlone = async (strapi: Strapi): Promise<void> => {
  const release = held.get(strapi);
  held.delete(strapi);
  await release?.();
};

const acquire = async (strapi: Strapi): Promise<void> => {
  if (!(await willChangeSchema(strapi))) return;
  const tryLock = tryLockOf(strapi, 'start');
  const until = Date.now() + MAX_WAIT_MS;
  let release = await tryLock();
  if (!release) {
    strapi.log.info('[career-field] Waiting until another process of this site has changed the tables.');
  }
  while (!release && Date.now() < until) {
    await wait(POLL_MS);
    release = await tryLock();
  }
  if (!release) {
    strapi.log.warn('[career-field] Another process has been starting for ten minutes; starting beside it.');
    return;
  }
  held.set(strapi, release);
  const releaseOnceStarted = setInterval(() => {
    if (held.has(strapi) && !hasStarted(strapi)) return;
    clearInterval(releaseOnceStarted);
    void endStartAlone(strapi);
  }, POLL_MS);
  // A start that fails ends the process, and with it the connection that holds the lock.
  releaseOnceStarted.unref();
};

/**
 * Lets one process at a time go through a start that changes tables: the first one with the plugin, and the first one
 * after an upgrade. Two at once would create the same table or column, and one of them would end. The others wait until
 * the first has started, and then find nothing to change. A start that changes nothing takes no lock.
 */
export const startAlone = (strapi: Strapi): void => {
  beforeSchemaSync(strapi, async () => {
    try {
      await acquire(strapi);
    } catch (error) {
      // What keeps the lock from being taken, such as a limit of connections, is no reason not to start.
      strapi.log.warn(
        `[career-field] Starting without a lock: ${error instanceof Error ? error.message : String(error)}. ` +
          'Run one process at the first start and after an upgrade.'
      );
    }
  });
};
