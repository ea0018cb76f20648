import type { StrapiApp } from '@strapi/strapi/admin';
import { useGuideIssuePanel, type SidePanel } from './GuideIssuePanel';

interface ContentManager {
  addEditViewSidePanel: (panels: SidePanel[]) => void;
}

/** Shows beside an article's form when its published guide could not be built. */
export const registerGuideIssues = (app: StrapiApp): void => {
  const { addEditViewSidePanel } = app.getPlugin('content-manager').apis as unknown as ContentManager;
  addEditViewSidePanel([useGuideIssuePanel]);
};
