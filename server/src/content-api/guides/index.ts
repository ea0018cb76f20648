export { FIND_GUIDE, FIND_GUIDES, GUIDE_ACTIONS } from './actions';
export { guideControllers } from './controllers';
export { guideRoutes } from './routes';
export { startGuideApi, stopGuideApi } from './start-guide-api';
export { createDeliveryService } from './stats';
