import type { StrapiApp } from '@strapi/strapi/admin';
import { pluginMessageId } from '../../messages';
import { PERMISSIONS } from '../../permissions';
import { PLUGIN_ID } from '../../plugin';

/** Adds the page of settings, for who may see it. */
export const registerSettings = (app: StrapiApp): void =>
  app.addSettingsLink('global', {
    id: PLUGIN_ID,
    to: PLUGIN_ID,
    intlLabel: { id: pluginMessageId('settings.title'), defaultMessage: 'Career field' },
    permissions: PERMISSIONS.readSettings,
    Component: () => import('./SettingsPage'),
  });
