import type { Strapi } from '../../plugin';
import { addRegularTask } from '../../utils/regular-tasks';
import { runSchedule } from './run';
import { hasDue, prepareSchedule } from './store';

export { followScheduled } from './follow-writes';
export { cancel, findScheduled, schedule, type ScheduledPublication } from './store';

/** Prepares the table, and publishes what is due each minute. */
export const startSchedule = async (strapi: Strapi): Promise<void> => {
  await prepareSchedule(strapi);
  addRegularTask(strapi, 'schedule', {
    isDue: () => hasDue(strapi, new Date().toISOString()),
    run: (signal) => runSchedule(strapi, signal),
  });
};

/** Creates the service `schedule`. */
export const createScheduleService = ({ strapi }: { strapi: Strapi }) => ({
  /**
   * Publishes and unpublishes what is due, in this process.
   *
   * @param now the time that counts
   */
  run: (now?: Date): Promise<void> => runSchedule(strapi, new AbortController().signal, now),
});
