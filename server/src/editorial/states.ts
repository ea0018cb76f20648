import { registeredAttributes } from '../model/attributes';
import { uidOf, type Strapi } from '../plugin';
import { ensureIndex } from '../strapi-internals/indexes';
import { countBehind } from './parity/follow';
import { NO_PARITY, type Parity } from './parity/types';

/** The editorial state of an article in one language, as it is stored. */
export interface EditorialState {
  id: number;
  key: string;
  article: string;
  language: string;
  reviewedAt: string | null;
  reviewer: string | null;
  intervalMonths: number | null;
  dueAt: string | null;
  source: string | null;
  behind: number | null;
  parity: Parity | null;
}

type Values = Partial<Omit<EditorialState, 'id' | 'key' | 'article' | 'language'>> & {
  /** Ids of administrators. */
  responsible?: number | null;
  reviewedBy?: number | null;
};

const stateKey = (article: string, language: string): string => `${article} ${language}`;

const query = (strapi: Strapi) => strapi.db.query(uidOf('editorial-state'));

/** Creates the indexes of the table. */
export const prepareStates = async (strapi: Strapi): Promise<void> => {
  const uid = uidOf('editorial-state');
  await ensureIndex(strapi, uid, 'key', { suffix: 'key_unique', isUnique: true });
  await ensureIndex(strapi, uid, 'article', { suffix: 'article' });
  await ensureIndex(strapi, uid, 'dueAt', { suffix: 'due_at' });
};

/** Reads the states of an article by language. A language without one is absent. */
export const findStates = async (
  strapi: Strapi,
  article: string,
  populate: readonly string[] = []
): Promise<Map<string, EditorialState>> => {
  const rows = (await query(strapi).findMany({
    where: { article },
    populate: [...populate],
  })) as EditorialState[];
  return new Map(rows.map((row) => [row.language, row]));
};

/** Stores values of the state of an article in one language. Others keep their values. */
export const storeState = async (
  strapi: Strapi,
  article: string,
  language: string,
  values: Values
): Promise<void> => {
  const key = stateKey(article, language);
  const data = values as Record<string, unknown>;
  const found = (await query(strapi).findOne({ where: { key }, select: ['id'] })) as { id: number } | null;
  if (found) await query(strapi).update({ where: { id: found.id }, data });
  else await query(strapi).create({ data: { ...data, key, article, language } });
};

export const storeParity = (
  strapi: Strapi,
  article: string,
  language: string,
  parity: Parity
): Promise<void> => storeState(strapi, article, language, { parity, behind: countBehind(parity) });

/** Records that languages of an article are made from each other as they are. */
export const resetParity = async (strapi: Strapi, article: string, languages: string[]): Promise<void> => {
  await query(strapi).updateMany({
    where: { article, language: { $in: languages } },
    data: { parity: NO_PARITY, behind: 0 } as never,
  });
};

/**
 * Returns the days of reviews, as readers get them.
 *
 * @param keys `<documentId> <language>` of articles
 */
export const findReviewDays = async (strapi: Strapi, keys: string[]): Promise<Map<string, string>> => {
  // A site that keeps the whole component from readers keeps the day, too.
  const { editorial } = registeredAttributes(strapi)(uidOf('article'));
  if (!editorial || editorial.private === true) return new Map();
  const rows = (await query(strapi).findMany({
    where: { key: { $in: keys }, reviewedAt: { $notNull: true } },
    select: ['key', 'reviewedAt'],
  })) as { key: string; reviewedAt: string }[];
  return new Map(rows.map(({ key, reviewedAt }) => [key, reviewedAt]));
};

/** Deletes the states of languages that an article no longer has. */
export const deleteStates = async (strapi: Strapi, article: string, left: string[]): Promise<void> => {
  const where = left.length === 0 ? { article } : { article, language: { $notIn: left } };
  await query(strapi).deleteMany({ where });
};
