import type { StrapiApp } from '@strapi/strapi/admin';
import { registerEditLayout } from './edit-layout';
import { PLUGIN_ID } from './plugin';
import { adaptOwnSchemas } from './strapi-internals/own-schemas';
import { keepFormsOfRejectedSaves } from './strapi-internals/rejected-saves';
import { registerStringList } from './string-list';
import { messagesOf } from './translations';

export default {
  register(app: StrapiApp): void {
    keepFormsOfRejectedSaves();
    adaptOwnSchemas(app);
    registerStringList(app);
    app.registerPlugin({ id: PLUGIN_ID, name: PLUGIN_ID });
  },

  bootstrap(app: StrapiApp): void {
    registerEditLayout(app);
  },

  async registerTrads({ locales }: { locales: string[] }) {
    return locales.map((locale) => ({ locale, data: messagesOf(locale) }));
  },
};
