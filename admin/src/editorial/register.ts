import type { StrapiApp } from '@strapi/strapi/admin';
import { warnBeforePublish } from './publish-warning';

type Action = Parameters<typeof warnBeforePublish>[0];

interface ContentManager {
  addDocumentAction: (change: (actions: Action[]) => Action[]) => void;
}

/** Asks before a language is published that is behind its original. */
export const registerEditorial = (app: StrapiApp): void => {
  const { addDocumentAction } = app.getPlugin('content-manager').apis as unknown as ContentManager;
  addDocumentAction((actions) => actions.map(warnBeforePublish));
};
