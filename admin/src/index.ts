import type { StrapiApp } from '@strapi/strapi/admin';
import { registerAddressInputs } from './addresses/register';
import { registerConflicts } from './conflicts/register';
import { registerEditLayout } from './form/edit-layout';
import { registerGuideIssues } from './guide-issues/register';
import { PLUGIN_ID } from './plugin';
import { sendDerivedAddresses } from './strapi-internals/derived-addresses';
import { adaptOwnSchemas } from './strapi-internals/own-schemas';
import { keepFormsOfRejectedSaves } from './strapi-internals/rejected-saves';
import { sendVersions } from './strapi-internals/saved-versions';
import { registerStringList } from './string-lists/register';
import { messagesOf } from './messages';

export default {
  register(app: StrapiApp): void {
    keepFormsOfRejectedSaves();
    sendDerivedAddresses();
    sendVersions();
    adaptOwnSchemas(app);
    registerStringList(app);
    registerAddressInputs(app);
    app.registerPlugin({ id: PLUGIN_ID, name: PLUGIN_ID });
  },

  bootstrap(app: StrapiApp): void {
    registerEditLayout(app);
    registerGuideIssues(app);
    registerConflicts(app);
  },

  async registerTrads({ locales }: { locales: string[] }) {
    return locales.map((locale) => ({ locale, data: messagesOf(locale) }));
  },
};
