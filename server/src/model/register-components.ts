import { COMPONENT_CATEGORY, components, type ComponentSchema } from '../../../content-types';
import type { Strapi } from '../plugin';
import { registerComponent } from '../strapi-internals/component-registry';

/** Registers the plugin's components; one that the site has made its own stays the site's. */
export const registerComponents = (strapi: Strapi): void => {
  for (const [name, schema] of Object.entries<ComponentSchema>(components)) {
    registerComponent(strapi, COMPONENT_CATEGORY, name, schema);
  }
};
