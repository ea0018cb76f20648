import { guidesOf } from '../../guide';
import type { Strapi } from '../../plugin';
import { guideApiOf } from './guide-api';

/** The service `delivery`: how this process serves guides. */
export const createDeliveryService = ({ strapi }: { strapi: Strapi }) => ({
  /** Returns the counts of hits and misses since bootstrap. */
  async stats() {
    const { cache, fastPath } = guideApiOf(strapi);
    const guides = guidesOf(strapi);
    return {
      guides: { ...guides.stats(), guides: await guides.count() },
      responses: cache.stats(),
      fastLane: fastPath?.stats() ?? null,
    };
  },
});
