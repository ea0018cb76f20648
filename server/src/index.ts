import { factories, type Core } from '@strapi/strapi';
import { contentTypes as schemas, PUBLIC_TYPES } from '../../content-types';
import { adminControllers, adminRoutes } from './admin-api';
import { controllers } from './content-api/controllers';
import { createDeliveryService } from './content-api/guides';
import { routes } from './content-api/routes';
import { bootstrap } from './bootstrap';
import { config } from './config';
import { destroy } from './destroy';
import { createScheduleService } from './editorial/schedule';
import { createGuidesService } from './guide';
import { createLinkService } from './guide/links';
import { createVacancyService } from './guide/vacancies';
import { uidOf } from './plugin';
import { register } from './register';
import { createSeedingService } from './services/seeding';
import { createFilesService } from './import/files-only';

// Copies, because Strapi writes into the schemas that it is given.
const contentTypes = Object.fromEntries(
  Object.entries(schemas).map(([name, schema]) => [name, { schema: structuredClone(schema) }])
);

const services = {
  ...Object.fromEntries(PUBLIC_TYPES.map((type) => [type, factories.createCoreService(uidOf(type))])),
  delivery: createDeliveryService,
  guides: createGuidesService,
  links: createLinkService,
  schedule: createScheduleService,
  seeding: createSeedingService,
  vacancies: createVacancyService,
  files: createFilesService,
};

/**
 * What Strapi loads. The types say only what Strapi asks for: everything inside is not part of what this package promises,
 * and its types would need files that are not in the package.
 */
interface ServerPlugin {
  register: (context: { strapi: Core.Strapi }) => void;
  bootstrap: (context: { strapi: Core.Strapi }) => Promise<void>;
  destroy: (context: { strapi: Core.Strapi }) => Promise<void>;
  config: { default: object; validator: (config: unknown) => void };
  contentTypes: Record<string, { schema: object }>;
  controllers: object;
  routes: object;
  services: object;
  policies: object;
  middlewares: object;
}

const plugin: ServerPlugin = {
  register,
  bootstrap,
  destroy,
  config,
  contentTypes,
  controllers: { ...controllers, ...adminControllers },
  routes: { ...routes, ...adminRoutes },
  services,
  policies: {},
  middlewares: {},
};

export default plugin;
