import type { StrapiApp } from '@strapi/strapi/admin';
import { onCreated } from '../conflicts/open-forms';
import type { SidePanel } from '../panel/side-panel';
import { deleteCopiesOfCreated } from './copies';
import { useUnsavedCopy, useUnsavedPanel } from './UnsavedPanel';

interface ContentManager {
  addDocumentAction: (actions: (typeof useUnsavedCopy)[]) => void;
  addEditViewSidePanel: (change: (panels: SidePanel[]) => SidePanel[]) => void;
}

/** Copies what is typed into the browser's storage, and offers it after a closed tab, an expired login or a crash. */
export const registerUnsaved = (app: StrapiApp): void => {
  const apis = app.getPlugin('content-manager').apis as unknown as ContentManager;
  apis.addDocumentAction([useUnsavedCopy]);
  onCreated((model, sentAt) => deleteCopiesOfCreated(localStorage, model, sentAt));
  // Above all others, because typing goes on from what is restored.
  apis.addEditViewSidePanel((panels) => [useUnsavedPanel, ...panels]);
};
