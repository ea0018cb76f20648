import { uidOf, type Strapi } from '../../plugin';
import { Assembler, guideKey } from '../assemble';
import type { Guide } from '../types';
import type { Row } from '../values';
import { assembleDraft } from './assemble-draft';
import { draftShape } from './draft-shape';
import type { MayAccess } from './rights';

/** Which draft: by its document or by its slug, in one language. */
export type DraftAddress = { locale: string } & ({ documentId: string } | { slug: string });

/**
 * Reads the draft of an article as a guide.
 *
 * @param mayRead leaves out what a role may not read; without it, the draft is shown as a whole
 * @returns undefined if there is no such article in this language
 */
export const findDraft = async (
  strapi: Strapi,
  address: DraftAddress,
  mayRead?: MayAccess
): Promise<Guide | undefined> => {
  const shape = draftShape(strapi, mayRead);
  const row = (await strapi.db
    .query(uidOf('article'))
    .findOne({ where: { ...address, publishedAt: null }, ...shape })) as Row | null;
  return (row && (await assembleDraft(strapi, row, shape)))?.guide;
};

/** Assembles what is published of an article at present. */
export const findPublished = async (
  strapi: Strapi,
  article: string,
  locale: string
): Promise<Guide | undefined> => {
  const key = { article, locale };
  return (await new Assembler(strapi).assemble([key])).get(guideKey(key))?.guide;
};

/** Reads an article with what the conditions of a role test: its locale, and its author with roles. */
export const findDraftOwner = (strapi: Strapi, documentId: string, locale: string): Promise<Row | null> =>
  strapi.db.query(uidOf('article')).findOne({
    where: { documentId, locale, publishedAt: null },
    populate: { createdBy: { populate: { roles: true } } },
  }) as Promise<Row | null>;
