import { uidOf, type Strapi } from '../../plugin';
import { createValidator } from '../../validation';
import type { Issue } from '../../validation/rules';
import type { Shape } from '../assemble/public-shape';
import type { Guide } from '../types';
import type { Row } from '../values';
import { assembleDraft } from './assemble-draft';
import { draftShape } from './draft-shape';
import { mergeFormValues } from './form-values';
import { removeInvalid } from './lenient-values';
import type { MayAccess } from './rights';

export interface OpenForm {
  /** Undefined for an article that is not stored yet. */
  documentId: string | undefined;
  locale: string;
  /** The values as the form has them. */
  values: Row;
  mayRead: MayAccess;
  mayWrite: MayAccess;
}

/** What a form would be if it were saved. */
export interface InspectedForm {
  /** Null if the site keeps the title or the slug of its articles from readers. */
  guide: Guide | null;
  /** The article in the public shape, without what could not be saved. Its relations have the documents that they lead to. */
  article: Row;
  /** What keeps the form from being saved, with paths as in the form. */
  issues: Issue[];
  /** Where in the article each section of the guide is written. */
  origins: string[];
  /** What was read of the article: without what the editor may not read. */
  shape: Shape;
}

/** The documentId of an article that has none yet, in its guide. */
const UNSAVED = 'unsaved';

/**
 * Assembles an article from the values of its form, which need not be saved, complete or valid. Nothing is stored. All
 * that follows the form while it is typed starts from here.
 */
export const inspectForm = async (
  strapi: Strapi,
  { documentId, locale, values, mayRead, mayWrite }: OpenForm
): Promise<InspectedForm> => {
  const shape = draftShape(strapi, mayRead);
  const stored = (
    documentId === undefined
      ? null
      : await strapi.db
          .query(uidOf('article'))
          .findOne({ where: { documentId, locale, publishedAt: null }, ...shape })
  ) as Row | null;
  const { row, resolve } = mergeFormValues(strapi, shape, { locale, values, stored, mayWrite });
  const issues = await createValidator(strapi)('article', row, { publishable: false, partial: false });
  removeInvalid(row, issues);
  await resolve();
  const article: Row = {
    ...row,
    documentId: documentId ?? UNSAVED,
    locale,
    updatedAt: new Date().toISOString(),
  };
  const { guide = null, origins = [] } = (await assembleDraft(strapi, article, shape)) ?? {};
  return { guide, origins, article, issues, shape };
};
