import { addressController, addressRoutes } from './addresses';
import { deliveryStatsController, deliveryStatsRoutes } from './delivery-stats';
import { guideFaultController, guideFaultRoutes } from './guide-faults';

export { registerAdminActions } from './permissions';

export const adminControllers = {
  address: addressController,
  'delivery-stats': deliveryStatsController,
  'guide-fault': guideFaultController,
};

export const adminRoutes = {
  addresses: addressRoutes,
  'delivery-stats': deliveryStatsRoutes,
  'guide-faults': guideFaultRoutes,
};
