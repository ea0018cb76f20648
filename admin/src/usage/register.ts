import type { StrapiApp } from '@strapi/strapi/admin';
import { warnBeforeDelete, type DocumentAction } from './delete-warning';

interface ContentManager {
  addDocumentAction: (change: (actions: DocumentAction[]) => DocumentAction[]) => void;
}

/** Shows which entries reference an entry before it is deleted. */
export const registerUsage = (app: StrapiApp): void => {
  const { addDocumentAction } = app.getPlugin('content-manager').apis as unknown as ContentManager;
  addDocumentAction((actions) => actions.map(warnBeforeDelete));
};
