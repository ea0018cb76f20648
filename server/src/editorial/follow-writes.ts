import { randomBytes } from 'node:crypto';
import { onDocumentWrite, type DocumentWrite } from '../model/document-writes';
import type { Strapi } from '../plugin';
import { defaultLocale } from '../strapi-internals/site-locales';
import { adoptReviews } from './adopt-review';
import { localesOfArticle, readLanguages, readTexts, type ArticleLanguages } from './article-languages';
import { filledFrom } from './filled-from';
import { isImported } from './import-scope';
import { requireUpToDate } from './require-up-to-date';
import { followDiscard, followPublish, followRemoval, followSave } from './parity/follow';
import { EMPTY_TEXT, type Parity } from './parity/types';
import { deleteStates, findStates, storeParity, storeState } from './states';

/** Six characters: unique among the items of one list. */
const newKey = (): string => `k${randomBytes(4).toString('hex').slice(0, 6)}`;

const storeAll = async (strapi: Strapi, article: string, changed: Map<string, Parity>): Promise<void> => {
  for (const [locale, parity] of changed) await storeParity(strapi, article, locale, parity);
};

/** Returns the languages that a write is about, of those that the article has. */
const writtenLocales = async (
  strapi: Strapi,
  { params: { locale } }: DocumentWrite,
  known: readonly string[]
): Promise<string[]> => {
  if (locale === '*') return [...known];
  return [locale ?? (await defaultLocale(strapi))].flat();
};

/** Whether the text of a language has to be compared: it has a source, or others may be made from it. */
const isFollowed = (article: string, locale: string, { locales }: ArticleLanguages): boolean =>
  locales.some((other) => other !== locale && !(isImported(article, other) && isImported(article, locale)));

const followUpdate = async (
  strapi: Strapi,
  article: string,
  locale: string,
  next: () => Promise<unknown>
): Promise<unknown> => {
  const languages = await readLanguages(strapi, article);
  if (!isFollowed(article, locale, languages)) return next();
  const siteDefault = await defaultLocale(strapi);
  const isNew = !languages.locales.includes(locale);
  const chosen = languages.sourceOf(locale);
  const filled = filledFrom(strapi, article);
  const from = filled !== locale && filled !== null && languages.locales.includes(filled) ? filled : null;
  const usual = chosen ?? (isNew && languages.locales.includes(siteDefault) ? siteDefault : null);
  // A new language is made from the one that it was filled in from.
  const source = isNew && from !== null ? from : usual;
  const before = await languages.withTexts([locale, source, from]);
  const result = await next();
  const after = (await readTexts(strapi, article, [locale])).get(locale);
  if (!after) return result;
  if (source !== usual) await storeState(strapi, article, locale, { source });
  const change = { source, after, from: from ?? source };
  await storeAll(strapi, article, followSave(before, locale, change, newKey));
  return result;
};

const followDiscards = async (
  strapi: Strapi,
  article: string,
  write: DocumentWrite,
  next: () => Promise<unknown>
): Promise<unknown> => {
  const languages = await readLanguages(strapi, article);
  const locales = await writtenLocales(strapi, write, languages.locales);
  if (languages.locales.length < 2) return next();
  const before = await languages.withTexts(locales);
  const result = await next();
  const texts = await readTexts(strapi, article, locales);
  for (const locale of locales) {
    const changed = followDiscard(before, locale, texts.get(locale) ?? EMPTY_TEXT);
    await storeAll(strapi, article, changed);
    for (const [other, parity] of changed) {
      const known = before.get(other);
      if (known) before.set(other, { ...known, parity });
    }
  }
  return result;
};

const followPublications = async (strapi: Strapi, article: string, write: DocumentWrite): Promise<void> => {
  const states = await findStates(strapi, article);
  const locales = await writtenLocales(strapi, write, await localesOfArticle(strapi, article));
  await adoptReviews(strapi, article, locales);
  for (const locale of locales) {
    const parity = states.get(locale)?.parity;
    if (parity?.published) await storeParity(strapi, article, locale, followPublish(parity));
  }
};

const followDeletion = async (strapi: Strapi, article: string): Promise<void> => {
  const states = await findStates(strapi, article);
  if (states.size === 0) return;
  const left = await localesOfArticle(strapi, article);
  await deleteStates(strapi, article, left);
  const deleted = [...states.keys()].filter((locale) => !left.includes(locale));
  for (const [locale, { parity }] of states) {
    if (!left.includes(locale) || !parity) continue;
    const changed = deleted.reduce(followRemoval, parity);
    if (JSON.stringify(changed) !== JSON.stringify(parity))
      await storeParity(strapi, article, locale, changed);
  }
};

/** The copy is made from what the original is made from, and nobody has reviewed it. */
const followClone = async (strapi: Strapi, article: string, result: unknown): Promise<void> => {
  const copy = (result as { documentId?: string } | null)?.documentId;
  if (copy === undefined) return;
  const states = await findStates(strapi, article, ['responsible']);
  if (states.size === 0) return;
  const copied = await localesOfArticle(strapi, copy);
  for (const [locale, state] of states) {
    if (!copied.includes(locale)) continue;
    const { parity, source, intervalMonths, behind } = state;
    const { responsible } = state as { responsible?: { id: number } | null };
    await storeState(strapi, copy, locale, {
      parity,
      source,
      intervalMonths,
      behind,
      responsible: responsible?.id ?? null,
    });
  }
};

const step = async (strapi: Strapi, write: DocumentWrite, next: () => Promise<unknown>): Promise<unknown> => {
  const { documentId } = write.params;
  if (write.type !== 'article') return next();
  if (documentId === undefined) {
    const result = await next();
    const { data, locale } = write.params;
    const created = (result as { documentId?: string } | null)?.documentId;
    if (created !== undefined && data?.editorial) {
      await adoptReviews(strapi, created, [locale ?? (await defaultLocale(strapi))].flat());
    }
    return result;
  }
  switch (write.action) {
    case 'create':
    case 'update': {
      const [locale] = await writtenLocales(strapi, write, []);
      const result = await followUpdate(strapi, documentId, locale!, next);
      if (write.params.data?.editorial) await adoptReviews(strapi, documentId, [locale!]);
      return result;
    }
    case 'discardDraft':
      return followDiscards(strapi, documentId, write, next);
    case 'publish': {
      const known = await localesOfArticle(strapi, documentId);
      await requireUpToDate(strapi, documentId, await writtenLocales(strapi, write, known));
      const result = await next();
      await followPublications(strapi, documentId, write);
      return result;
    }
    default: {
      const result = await next();
      if (write.action === 'delete') await followDeletion(strapi, documentId);
      if (write.action === 'clone') await followClone(strapi, documentId, result);
      return result;
    }
  }
};

/**
 * Keeps the editorial state of articles in step with their writes: which parts are behind their original, in the draft
 * and in what is published. It is no part of the article, so nothing is written to that.
 */
export const followArticleWrites = (strapi: Strapi): void => {
  onDocumentWrite(strapi, (write, next) => step(strapi, write, next));
};
