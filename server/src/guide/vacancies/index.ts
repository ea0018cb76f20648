import type { Strapi } from '../../plugin';
import { addRegularTask } from '../../utils/regular-tasks';
import { prepareCounts } from './counts';
import { countVacancies, isCountingDue } from './run';

export { findCounts, type VacancyCount } from './counts';
export { readCounting, requestCounting, type CountingState } from './run';

/** Prepares the table, and counts vacancies regularly where the site has a function for that. */
export const startVacancies = async (strapi: Strapi): Promise<void> => {
  await prepareCounts(strapi);
  addRegularTask(strapi, 'vacancies', {
    isDue: () => isCountingDue(strapi),
    run: (signal) => countVacancies(strapi, signal),
  });
};

/** Creates the service `vacancies`. */
export const createVacancyService = ({ strapi }: { strapi: Strapi }) => ({
  /**
   * Counts now, in this process, for the guides whose number is due.
   *
   * @param now the clock
   */
  count: (now?: () => Date): Promise<void> => countVacancies(strapi, new AbortController().signal, now),
});
