import { uidOf, type Strapi } from '../../plugin';
import type { Row } from '../values';

/** An article that a new guide can start from, with what the conditions of a role test. */
export interface StartCandidate {
  documentId: string;
  locale: string;
  title: string;
  row: Row;
}

/** Rows that are read; more of them are found by a longer search. */
const MAX_ROWS = 100;

/** The article is the occupation of that code: no match is exact otherwise. Imports of ESCO create such articles. */
export const IMPORTED = { occupation: { codes: { scheme: 'esco', match: 'exact' } } };

const findRows = async (strapi: Strapi, where: object, orderBy: object): Promise<Row[]> =>
  (await strapi.db.query(uidOf('article')).findMany({
    where: { publishedAt: null, title: { $notNull: true }, ...where },
    populate: { createdBy: { populate: { roles: true } } },
    orderBy,
    limit: MAX_ROWS,
  })) as Row[];

const candidateOf = (row: Row): StartCandidate => ({
  documentId: String(row.documentId),
  locale: String(row.locale),
  title: String(row.title),
  row,
});

const titled = (search: string): object => (search === '' ? {} : { title: { $containsi: search } });

/** Finds articles in a language by their titles, those changed last first. */
export const findArticlesToCopy = async (
  strapi: Strapi,
  { locale, search }: { locale: string; search: string }
): Promise<StartCandidate[]> =>
  (await findRows(strapi, { locale, ...titled(search) }, { updatedAt: 'desc' })).map(candidateOf);

/**
 * Finds imported occupations by their names, those in the language first. One whose guide is published in the language is
 * not found, and one that exists in several languages once.
 *
 * `documentId` looks for one of them.
 */
export const findOccupations = async (
  strapi: Strapi,
  { locale, search, documentId }: { locale: string; search: string; documentId?: string }
): Promise<StartCandidate[]> => {
  const where = { ...titled(search), ...IMPORTED, ...(documentId === undefined ? {} : { documentId }) };
  const rows = [
    ...(await findRows(strapi, { ...where, locale }, { title: 'asc' })),
    ...(await findRows(strapi, { ...where, locale: { $ne: locale } }, { title: 'asc' })),
  ].map(candidateOf);
  const byDocument = new Map<string, StartCandidate>();
  for (const candidate of rows) {
    if (!byDocument.has(candidate.documentId)) byDocument.set(candidate.documentId, candidate);
  }
  const published = (await strapi.db.query(uidOf('article')).findMany({
    where: { documentId: { $in: [...byDocument.keys()] }, locale, publishedAt: { $notNull: true } },
    select: ['documentId'],
  })) as { documentId: string }[];
  for (const { documentId } of published) byDocument.delete(documentId);
  return [...byDocument.values()];
};

/** Whether the site has imported occupations at all. */
export const hasOccupations = async (strapi: Strapi): Promise<boolean> =>
  (await strapi.db.query(uidOf('article')).findOne({
    where: { publishedAt: null, ...IMPORTED },
    select: ['id'],
  })) !== null;

export const hasArticles = async (strapi: Strapi): Promise<boolean> =>
  (await strapi.db.query(uidOf('article')).findOne({ where: { publishedAt: null }, select: ['id'] })) !==
  null;
