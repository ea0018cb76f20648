import { PUBLIC_TYPES } from '../../../../content-types';
import { hasDrafts, uidOf } from '../../plugin';
import { isRecord, type Model, type Models } from '../query-models';

/** The permission to read drafts; an administrator grants it to a role or an API token. */
export const PREVIEW_ACTION = 'plugin::career-field.article.preview';

export const PUBLISHED = { publishedAt: { $notNull: true } } as const;

const GUARDED: ReadonlySet<string> = new Set<string>(PUBLIC_TYPES.filter(hasDrafts).map(uidOf));

/** Whether drafts of this content type are hidden from readers. */
export const isGuarded = (uid: string): boolean => GUARDED.has(uid);

export const hasVersions = (model: Model | undefined): boolean => model?.options?.draftAndPublish === true;

/** The site's models, and the condition on the rows of components. */
export interface GuardContext {
  models: Models;
  /** Returns the uids of all content types and components. */
  uids: () => string[];
  /** Returns the condition on the ids of a component's rows, undefined for a component that is in no guarded type. */
  publishedComponents: (component: string) => unknown;
}

/** Joins conditions. Strapi reads a list of conditions as their conjunction. */
export const and = (...conditions: unknown[]): unknown => {
  const present = conditions
    .flat()
    .filter((condition) => isRecord(condition) && Object.keys(condition).length > 0);
  return present.length > 1 ? { $and: present } : present[0];
};
