import type { StrapiApp } from '@strapi/strapi/admin';
import { Briefcase } from '@strapi/icons';
import { pluginMessageId } from '../../messages';
import { PERMISSIONS } from '../../permissions';
import { PLUGIN_ID } from '../../plugin';
import { GUIDES_PAGE } from './address';

/** Adds the page of all guides to the main menu, and the widget of the home page, for who may see them. */
export const registerGuides = (app: StrapiApp): void => {
  const title = { id: pluginMessageId('guides.title'), defaultMessage: 'Career fields' };
  app.addMenuLink({
    to: GUIDES_PAGE,
    icon: Briefcase,
    intlLabel: title,
    permissions: PERMISSIONS.readOverview as never,
    Component: () => import('./Pages'),
  });
  app.widgets.register({
    id: 'needs',
    pluginId: PLUGIN_ID,
    // Without an icon the home page stays empty.
    icon: Briefcase,
    title: { id: pluginMessageId('widget.title'), defaultMessage: 'Career fields: what needs you' },
    link: {
      label: { id: pluginMessageId('widget.all'), defaultMessage: 'All articles' },
      href: `/${GUIDES_PAGE}`,
    },
    permissions: PERMISSIONS.readOverview,
    component: () => import('./NeedsWidget').then((module) => module.default),
  });
};
