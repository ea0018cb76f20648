import type { Core } from '@strapi/strapi';

/** Waits for Strapi's events of earlier writes: each follows the commit and a query. */
export const untilEventsSent = async (strapi: Core.Strapi): Promise<void> => {
  const { pool } = strapi.db.connection.client;
  for (let idle = 0; idle < 5; idle += 1) {
    await new Promise((resolve) => setTimeout(resolve, 20));
    if (pool.numUsed() + pool.numPendingAcquires() > 0) idle = -1;
  }
};
