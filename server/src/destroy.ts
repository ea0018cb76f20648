import { stopGuideApi } from './content-api/guides';
import { guidesOf } from './guide';
import { endStartAlone } from './maintenance/start-alone';
import type { Strapi } from './plugin';
import { stopRegularTasks } from './utils/regular-tasks';

/** Everything that the plugin holds belongs to the Strapi that is being torn down with it. */
export const destroy = async ({ strapi }: { strapi: Strapi }): Promise<void> => {
  await endStartAlone(strapi);
  await stopRegularTasks(strapi);
  stopGuideApi(strapi);
  await guidesOf(strapi).stop();
};
