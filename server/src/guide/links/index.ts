import { configOf } from '../../config';
import type { Strapi } from '../../plugin';
import { addRegularTask } from '../../utils/regular-tasks';
import { HostPace } from './host-pace';
import { checkLinks, defaultRun, type LinkRun } from './run';
import { prepareLinks } from './store';

export { endPause } from './run';
export { countLinks, findBrokenLinks, listBrokenLinks, requestAllLinks, type CheckedLink } from './store';

/** Prepares the tables, and checks links regularly where the site wants that. */
export const startLinks = async (strapi: Strapi): Promise<void> => {
  await prepareLinks(strapi);
  addRegularTask(strapi, 'links', {
    isDue: async () => configOf(strapi).links.check,
    run: (signal) => checkLinks(strapi, defaultRun(signal)),
  });
};

/** Creates the service `links`. */
export const createLinkService = ({ strapi }: { strapi: Strapi }) => ({
  /**
   * Checks what is due now, in this process.
   *
   * @param options another clock, network or pause between two requests to a host
   */
  check: ({ pauseMs, ...options }: Partial<LinkRun> & { pauseMs?: number } = {}): Promise<void> =>
    checkLinks(strapi, {
      ...defaultRun(new AbortController().signal),
      ...(pauseMs === undefined ? {} : { pace: new HostPace(pauseMs) }),
      ...options,
    }),
});
