import { PUBLIC_TYPES } from '../../../content-types';
import { uidOf, type Strapi } from '../plugin';
import { removeMissingFromLayouts } from '../strapi-internals/default-layouts';

/** Removes attributes that a site's own version of a type lacks from the plugin's default form and list. */
export const fitLayouts = (strapi: Strapi): void => {
  for (const type of PUBLIC_TYPES) removeMissingFromLayouts(strapi, uidOf(type));
};
