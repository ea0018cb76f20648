import { factories } from '@strapi/strapi';
import { contentTypes as schemas, PUBLIC_TYPES } from '../../content-types';
import { controllers } from './api/controllers';
import { routes } from './api/routes';
import { bootstrap } from './bootstrap';
import { config } from './config';
import { destroy } from './destroy';
import { createGuidesService } from './guide';
import { uidOf } from './plugin';
import { register } from './register';
import { createSeedingService } from './seeding';

// Copies, because Strapi writes into the schemas that it is given.
const contentTypes = Object.fromEntries(
  Object.entries(schemas).map(([name, schema]) => [name, { schema: structuredClone(schema) }])
);

const services = {
  ...Object.fromEntries(PUBLIC_TYPES.map((type) => [type, factories.createCoreService(uidOf(type))])),
  guides: createGuidesService,
  seeding: createSeedingService,
};

export default {
  register,
  bootstrap,
  destroy,
  config,
  contentTypes,
  controllers,
  routes,
  services,
  policies: {},
  middlewares: {},
};
