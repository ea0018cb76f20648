import type { StrapiApp } from '@strapi/strapi/admin';
import { useGuideFaultPanel, type SidePanel } from './components/GuideFaultPanel';

interface ContentManager {
  addEditViewSidePanel: (panels: SidePanel[]) => void;
}

/** Shows beside an article's form when its published guide could not be built. */
export const registerGuideFault = (app: StrapiApp): void => {
  const { addEditViewSidePanel } = app.getPlugin('content-manager').apis as unknown as ContentManager;
  addEditViewSidePanel([useGuideFaultPanel]);
};
