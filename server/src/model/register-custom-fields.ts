import { PLUGIN_ID, type Strapi } from '../plugin';

/** A list of short texts that an editor writes one a line, so that nobody has to know JSON. */
export const registerCustomFields = (strapi: Strapi): void => {
  strapi.customFields.register({
    name: 'string-list',
    plugin: PLUGIN_ID,
    type: 'json',
    inputSize: { default: 6, isResizable: true },
  });
};
