import type { Strapi } from '../../../server/src/plugin';
import { pluginModels, registryOf, type Model } from '../../../server/src/strapi-internals/registered-models';

export type { Model };

/**
 * The one thing that the units under test read from Strapi: which models it has.
 *
 * @param site models of the site; one with a uid of the plugin replaces the plugin's, as an extension does
 */
export const createStrapiStandIn = (site: Model[] = []): Strapi =>
  registryOf([...pluginModels(), ...site]) as unknown as Strapi;
