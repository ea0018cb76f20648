import { adminResource } from './admin-resource';
import { PLUGIN_ID, type Strapi } from '../plugin';
import { STATS_ACTION } from './permissions';

/** The service `delivery`, as far as it is used here. */
interface DeliveryService {
  stats(): Promise<object>;
}

/** For the admin panel: `GET /career-field/delivery-stats`. */
export const deliveryStatsResource = adminResource('delivery-stats', {
  /** Responds with how this process serves guides. */
  find: {
    method: 'GET',
    path: '/delivery-stats',
    permissions: [STATS_ACTION],
    async respond(strapi: Strapi, context: { body: unknown }): Promise<void> {
      const delivery: DeliveryService = strapi.plugin(PLUGIN_ID).service('delivery');
      context.body = { data: await delivery.stats() };
    },
  },
});
