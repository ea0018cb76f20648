import { stopGuideApi } from './content-api/guides';
import { guidesOf } from './guide';
import { endStartAlone } from './maintenance/start-alone';
import type { Strapi } from './plugin';

/** Everything that the plugin holds belongs to the Strapi that is being torn down with it. */
export const destroy = async ({ strapi }: { strapi: Strapi }): Promise<void> => {
  await endStartAlone(strapi);
  stopGuideApi(strapi);
  await guidesOf(strapi).stop();
};
