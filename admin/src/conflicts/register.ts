import type { StrapiApp } from '@strapi/strapi/admin';
import { ConflictDialog } from './ConflictDialog';
import { PLUGIN_ID } from '../plugin';
import { useOpenForm } from './use-open-form';

interface ContentManager {
  apis: { addDocumentAction: (actions: (typeof useOpenForm)[]) => void };
  injectComponent: (
    page: string,
    zone: string,
    component: { name: string; Component: () => unknown }
  ) => void;
}

/** Detects what others have saved since a form was opened, and shows both versions. */
export const registerConflicts = (app: StrapiApp): void => {
  const contentManager = app.getPlugin('content-manager') as unknown as ContentManager;
  contentManager.apis.addDocumentAction([useOpenForm]);
  for (const [page, zone] of [
    ['editView', 'right-links'],
    ['preview', 'actions'],
  ] as const) {
    contentManager.injectComponent(page, zone, {
      name: `${PLUGIN_ID}-conflicts`,
      Component: ConflictDialog,
    });
  }
};
