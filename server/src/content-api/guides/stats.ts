import { guidesOf } from '../../guide';
import type { Strapi } from '../../plugin';
import { deliveryOf } from './delivery';

/** The service `delivery`: how guides are served by this process. */
export const createDeliveryService = ({ strapi }: { strapi: Strapi }) => ({
  /** Returns the counts of hits and misses since bootstrap. */
  async stats() {
    const { answers, fastLane } = deliveryOf(strapi);
    const guides = guidesOf(strapi);
    return {
      guides: { ...guides.stats(), guides: await guides.count() },
      answers: answers.stats(),
      fastLane: fastLane?.stats() ?? null,
    };
  },
});
