export { FIND_GUIDE, FIND_GUIDES, GUIDE_ACTIONS } from './actions';
export { guideControllers } from './controllers';
export { startDelivery, stopDelivery } from './delivery';
export { guideRoutes } from './routes';
export { createDeliveryService } from './stats';
