import type { StrapiApp } from '@strapi/strapi/admin';
import { registerAddressInputs } from './addresses/register';
import { registerConflicts } from './conflicts/register';
import { registerEditorial } from './editorial/register';
import { registerEditLayout } from './form/edit-layout';
import { registerFormInputs } from './form/register';
import { registerPanel } from './panel/register';
import { PLUGIN_ID } from './plugin';
import { registerGuides } from './pages/guides/register';
import { registerSettings } from './pages/settings/register';
import { sendDerivedAddresses } from './strapi-internals/derived-addresses';
import { sayWhatWasFilledIn } from './strapi-internals/filled-forms';
import { adaptOwnSchemas } from './strapi-internals/own-schemas';
import { keepFormsOfRejectedSaves } from './strapi-internals/rejected-saves';
import { sendVersions } from './strapi-internals/saved-versions';
import { registerStringList } from './string-lists/register';
import { messagesOf } from './messages';
import { registerUnsaved } from './unsaved/register';
import { registerUsage } from './usage/register';

export default {
  register(app: StrapiApp): void {
    keepFormsOfRejectedSaves();
    sendDerivedAddresses();
    sendVersions();
    sayWhatWasFilledIn();
    adaptOwnSchemas(app);
    registerStringList(app);
    registerAddressInputs(app);
    registerFormInputs(app);
    registerGuides(app);
    registerSettings(app);
    app.registerPlugin({ id: PLUGIN_ID, name: PLUGIN_ID });
  },

  bootstrap(app: StrapiApp): void {
    registerEditLayout(app);
    registerPanel(app);
    registerConflicts(app);
    registerUsage(app);
    registerEditorial(app);
    registerUnsaved(app);
  },

  async registerTrads({ locales }: { locales: string[] }) {
    return locales.map((locale) => ({ locale, data: messagesOf(locale) }));
  },
};
