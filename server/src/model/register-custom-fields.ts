import { PLUGIN_ID, type Strapi } from '../plugin';

/** Registers a list of short texts, one a line in the form, so that editors need no JSON. */
export const registerCustomFields = (strapi: Strapi): void => {
  strapi.customFields.register({
    name: 'string-list',
    plugin: PLUGIN_ID,
    type: 'json',
    inputSize: { default: 6, isResizable: true },
  });
};
