import type { StrapiApp } from '@strapi/strapi/admin';
import { useEditPanel } from './EditPanel';
import type { SidePanel } from './side-panel';

interface ContentManager {
  addEditViewSidePanel: (panels: SidePanel[]) => void;
}

/** Adds the panel beside the forms of the plugin's entries. */
export const registerPanel = (app: StrapiApp): void => {
  const { addEditViewSidePanel } = app.getPlugin('content-manager').apis as unknown as ContentManager;
  addEditViewSidePanel([useEditPanel]);
};
