import { PUBLIC_TYPES } from '../../../content-types';
import { uidOf, type Strapi } from '../plugin';
import { fitDefaultLayouts } from '../strapi-internals/default-layouts';

/**
 * Fits the plugin's default forms and lists to the attributes that each type has in the site. A type without a form of
 * its own gets Strapi's, which has every attribute.
 */
export const fitLayouts = (strapi: Strapi): void => {
  for (const type of PUBLIC_TYPES) fitDefaultLayouts(strapi, uidOf(type));
};
