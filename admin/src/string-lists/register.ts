import type { StrapiApp } from '@strapi/strapi/admin';
import type { ComponentType } from 'react';
import { PLUGIN_ID } from '../plugin';
import { pluginMessageId } from '../messages';

/** The admin half of the custom field that `server/src/model/register-custom-fields.ts` names. */
export const registerStringList = (app: StrapiApp): void => {
  app.customFields.register({
    name: 'string-list',
    pluginId: PLUGIN_ID,
    type: 'json',
    intlLabel: { id: pluginMessageId('string-list.label'), defaultMessage: 'List of texts' },
    intlDescription: { id: pluginMessageId('string-list.description'), defaultMessage: 'One text per line' },
    components: {
      // Strapi's type of an input knows none of the props that it gives to one.
      Input: async () => {
        const { StringListInput } = await import('./StringListInput');
        return { default: StringListInput as ComponentType };
      },
    },
  });
};
