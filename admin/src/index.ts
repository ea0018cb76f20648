import type { StrapiApp } from '@strapi/strapi/admin';
import { registerFieldHints } from './field-hints';
import { PLUGIN_ID } from './plugin';
import { registerStringList } from './string-list';
import { messagesOf } from './translations';

export default {
  register(app: StrapiApp): void {
    registerStringList(app);
    app.registerPlugin({ id: PLUGIN_ID, name: PLUGIN_ID });
  },

  bootstrap(app: StrapiApp): void {
    registerFieldHints(app);
  },

  async registerTrads({ locales }: { locales: string[] }) {
    return locales.map((locale) => ({ locale, data: messagesOf(locale) }));
  },
};
