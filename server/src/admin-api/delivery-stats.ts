import { PLUGIN_ID, type Strapi } from '../plugin';
import { STATS_ACTION } from './permissions';

/** The service `delivery`, as far as it is used here. */
interface DeliveryService {
  stats(): Promise<object>;
}

export const deliveryStatsController = ({ strapi }: { strapi: Strapi }) => ({
  /** Responds with how this process serves guides. */
  async find(context: { body: unknown }): Promise<void> {
    const delivery: DeliveryService = strapi.plugin(PLUGIN_ID).service('delivery');
    context.body = { data: await delivery.stats() };
  },
});

/** For the admin panel: `GET /career-field/delivery-stats`. */
export const deliveryStatsRoutes = {
  type: 'admin' as const,
  routes: [
    {
      method: 'GET' as const,
      path: '/delivery-stats',
      handler: 'delivery-stats.find',
      config: {
        policies: [
          'admin::isAuthenticatedAdmin',
          { name: 'admin::hasPermissions', config: { actions: [STATS_ACTION] } },
        ],
      },
    },
  ],
};
