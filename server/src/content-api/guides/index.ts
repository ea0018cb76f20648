export { GUIDE_ACTIONS } from './actions';
export { guideControllers } from './controllers';
export { guideRoutes } from './routes';
export { stopGuideApi } from './guide-api';
export { startGuideApi } from './start-guide-api';
export { createDeliveryService } from './stats';
