import { LRUCache } from 'lru-cache';
import { PARTS } from '../../../../content-types';
import type { Strapi } from '../../plugin';
import { createArticleReader } from '../assemble/read-articles';
import { guideKey, type GuideKey } from '../key';
import { namedParts } from '../sections';
import { rowIn, rowsIn, textIn, type Row } from '../values';

/** Which parts of a guide say something, by their attributes in the article and in the order of its form. */
export interface Completeness {
  filled: string[];
  empty: string[];
}

type IsFilled = (value: unknown) => boolean;

const hasItems: IsFilled = (value) => rowsIn(value).length > 0;

/** The parts beside the sections that a guide should have, and when they say something. */
const HEAD: Record<string, IsFilled> = {
  lead: (value) => textIn(value) !== null,
  category: (value) => rowIn(value) !== null,
  hero: (value) => rowIn(rowIn(value)?.file) !== null,
  occupation: (value) => textIn(rowIn(value)?.name) !== null,
};

const FOOT: Record<string, IsFilled> = { related: hasItems, sources: hasItems };

/**
 * Returns which parts of an article say something. Parts that the editor or the readers may not see do not count.
 *
 * @param article in the public shape
 */
export const completenessOf = (article: Row): Completeness => {
  const sections = new Set(
    Object.values(namedParts(article, { locale: String(article.locale) })).map(({ origin }) => origin)
  );
  const isSection: IsFilled = (name) => sections.has(String(name));
  const parts = new Map<string, boolean>();
  for (const [name, isFilled] of Object.entries(HEAD)) parts.set(name, isFilled(article[name]));
  for (const name of PARTS.filter((part) => part !== 'top')) parts.set(name, isSection(name));
  for (const [name, isFilled] of Object.entries(FOOT)) parts.set(name, isFilled(article[name]));
  const counted = [...parts].filter(([name]) => Object.hasOwn(article, name));
  const namesOf = (isFilled: boolean): string[] =>
    counted.flatMap(([name, own]) => (own === isFilled ? [name] : []));
  return { filled: namesOf(true), empty: namesOf(false) };
};

/** How many parts of a stored article say something, of so many that it can have. */
export interface PartCount {
  filled: number;
  parts: number;
}

/** A draft as it was stored at a time. */
export interface StoredDraft extends GuideKey {
  /** ISO 8601. */
  modifiedAt: string;
}

const timeOf = (value: unknown): string => new Date(value as string | number | Date).toISOString();

/** Drafts whose parts are counted already: counting reads whole articles. */
const counted = new LRUCache<string, PartCount>({ max: 50_000 });

/** Returns the name of a draft as it was stored at a time. */
export const storedName = ({ modifiedAt, ...key }: StoredDraft): string => `${guideKey(key)} ${modifiedAt}`;

/** Returns how many parts a draft has; undefined if they were not counted since it was stored. */
export const knownPartCount = (draft: StoredDraft): PartCount | undefined => counted.get(storedName(draft));

/** Counts the parts of drafts, by `<article> <locale>`. One that does not exist in its language is absent. */
export const countParts = async (strapi: Strapi, keys: GuideKey[]): Promise<Map<string, PartCount>> => {
  const rows = await createArticleReader(strapi).wholeDrafts(keys);
  const counts = new Map<string, PartCount>();
  for (const key of keys) {
    const row = rows.get(guideKey(key));
    if (!row) continue;
    const { filled, empty } = completenessOf(row);
    const count = { filled: filled.length, parts: filled.length + empty.length };
    counts.set(guideKey(key), count);
    counted.set(storedName({ ...key, modifiedAt: timeOf(row.updatedAt) }), count);
  }
  return counts;
};
