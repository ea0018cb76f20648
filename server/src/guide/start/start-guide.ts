import { uidOf, type Strapi } from '../../plugin';
import type { MayAccess } from '../drafts/rights';
import type { Row } from '../values';
import { IMPORTED } from './candidates';
import { copyOfArticle } from './copy-article';
import { preparedParts } from './prepared-parts';

const ARTICLE = uidOf('article');

/** What a new guide starts with. */
export type GuideStart =
  | { kind: 'empty' }
  | { kind: 'article'; documentId: string; what: 'structure' | 'contents' }
  | { kind: 'occupation'; documentId: string };

export interface NewGuide {
  title: string;
  locale: string;
  /** The numeric id of the administrator. */
  user: number | string;
  mayWrite: MayAccess;
}

type Data = Row;

const dataOf = ({ title, user, mayWrite }: NewGuide, parts: Data): Data => ({
  ...parts,
  ...(mayWrite('title') ? { title } : {}),
  updatedBy: user,
});

const create = async (strapi: Strapi, guide: NewGuide, given: Data): Promise<string> => {
  const { locale, user, mayWrite } = guide;
  const parts = { ...given, ...preparedParts(strapi, given, locale, mayWrite) };
  const { documentId } = await strapi
    .documents(ARTICLE)
    .create({ locale, data: { ...dataOf(guide, parts), createdBy: user } as never });
  return documentId;
};

/** Creates a draft with all parts prepared, and returns its documentId. */
export const startEmpty = (strapi: Strapi, guide: NewGuide): Promise<string> => create(strapi, guide, {});

/**
 * Creates a draft like another article in the same language.
 *
 * @param mayRead of the other article
 * @returns undefined if there is no such article
 */
export const startFromArticle = async (
  strapi: Strapi,
  guide: NewGuide,
  { documentId, what }: { documentId: string; what: 'structure' | 'contents' },
  mayRead: MayAccess
): Promise<string | undefined> => {
  const mayAccess: MayAccess = (path) => mayRead(path) && guide.mayWrite(path);
  const copy = await copyOfArticle(strapi, { documentId, locale: guide.locale }, what, mayAccess);
  return copy ? create(strapi, guide, copy) : undefined;
};

/** Reads the draft of an article, as far as its start needs it. */
const findDraft = async (strapi: Strapi, where: object): Promise<Row | null> =>
  (await strapi.db.query(ARTICLE).findOne({
    where: { publishedAt: null, ...where },
    populate: true,
  })) as Row | null;

/**
 * Prepares the parts of an imported occupation in a language. What is there stays; where the language is missing, it gets
 * the codes of the others.
 */
export const startFromOccupation = async (
  strapi: Strapi,
  guide: NewGuide,
  documentId: string
): Promise<string> => {
  const { locale, mayWrite } = guide;
  const stored = await findDraft(strapi, { documentId, locale });
  const given =
    stored ?? (await copyOfArticle(strapi, { documentId, ...IMPORTED }, 'occupation', mayWrite)) ?? {};
  const parts = preparedParts(strapi, given, locale, mayWrite);
  const data = dataOf(guide, stored ? parts : { ...given, ...parts, createdBy: guide.user });
  await strapi.documents(ARTICLE).update({ documentId, locale, data: data as never });
  return documentId;
};
