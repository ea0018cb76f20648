import { factories } from '@strapi/strapi';
import { PUBLIC_TYPES } from '../../../content-types';
import { uidOf } from '../plugin';
import { guideControllers } from './guides';

export type CoreController = Record<string, (context: PreviewContext) => Promise<unknown>>;

export interface PreviewContext {
  query: Record<string, unknown>;
}

/**
 * Answers an article's draft. Whoever may use this route holds the preview permission, which also opens
 * `status=draft` elsewhere (see `draft-guard.ts`).
 */
async function preview(this: CoreController, context: PreviewContext): Promise<unknown> {
  context.query = { ...context.query, status: 'draft' };
  return this.findOne?.(context);
}

const coreControllers = Object.fromEntries(
  PUBLIC_TYPES.map((type) => [
    type,
    factories.createCoreController(uidOf(type), () => (type === 'article' ? { preview } : {})),
  ])
);

export const controllers = { ...coreControllers, ...guideControllers };
