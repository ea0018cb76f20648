import { PUBLIC_TYPES, type PublicType } from '../../../content-types';
import { uidOf, type Strapi } from '../plugin';
import { defaultLocale } from '../strapi-internals/site-locales';
import { documentId } from './document';
import { isKey } from './parse';

/** One row of a document; the draft and the published version are two rows. */
export interface Entry {
  documentId: string;
  locale: string | null;
  slug: string | null;
}

/** The keys of a site's documents. */
export interface Keys {
  /** Returns the key of a document, or undefined if it does not exist. */
  keyOf: (type: PublicType, document: string) => string | undefined;
  /** Returns every document of a type, in the order of the keys. */
  documentsOf: (type: PublicType) => { key: string; document: string }[];
}

/** Compares by code units rather than by a language's rules, for the same order on every machine. */
export const byName = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

const ENTRY_PAGE = 2000;

const entriesOf = async (strapi: Strapi, type: PublicType): Promise<Entry[]> => {
  const entries: Entry[] = [];
  for (let offset = 0; ; offset += ENTRY_PAGE) {
    const page = (await strapi.db.query(uidOf(type)).findMany({
      select: ['documentId', 'locale', 'slug'],
      orderBy: { id: 'asc' },
      offset,
      limit: ENTRY_PAGE,
    })) as Entry[];
    entries.push(...page);
    if (page.length < ENTRY_PAGE) return entries;
  }
};

/**
 * Assigns every document of one type a key: the one that it was imported with, otherwise its slug, that of the preferred
 * locale first, if it is a valid key. The document's id follows a slug that is another document's key, and replaces a
 * missing slug.
 *
 * @param recorded the keys that documents were imported with, by document
 */
export const assignKeys = (
  entries: Entry[],
  recorded: Map<string, string>,
  preferred: string
): Map<string, string> => {
  const slugs = new Map<string, string | undefined>();
  const rank = ({ locale }: Entry): string => (locale === preferred ? '' : String(locale));
  for (const { documentId: document, slug } of entries.toSorted((one, other) =>
    byName(rank(one), rank(other))
  )) {
    if (slugs.get(document) === undefined) slugs.set(document, isKey(slug) ? slug : undefined);
  }
  const keys = new Map<string, string>();
  for (const document of slugs.keys()) {
    const key = recorded.get(document);
    if (key !== undefined) keys.set(document, key);
  }
  const taken = new Set(keys.values());
  for (const [document, slug] of [...slugs].sort(([one], [other]) => byName(one, other))) {
    if (keys.has(document)) continue;
    const id = document.toLowerCase();
    const key = [slug, `${slug}-${id}`].find((each) => slug && isKey(each) && !taken.has(each)) ?? id;
    keys.set(document, key);
    taken.add(key);
  }
  return keys;
};

/** Finds the key of every document of the site, see `assignKeys`. */
export const loadKeys = async (strapi: Strapi): Promise<Keys> => {
  const preferred = await defaultLocale(strapi);
  const records = (await strapi.db
    .query(uidOf('seed-record'))
    .findMany({ select: ['key', 'targetDocument'] })) as { key: string; targetDocument: string }[];
  const keys = new Map<PublicType, Map<string, string>>();
  for (const type of PUBLIC_TYPES) {
    const prefix = documentId(type, '');
    const recorded = records
      .filter(({ key }) => key.startsWith(prefix))
      .map(({ key, targetDocument }): [string, string] => [targetDocument, key.slice(prefix.length)]);
    keys.set(type, assignKeys(await entriesOf(strapi, type), new Map(recorded), preferred));
  }
  return {
    keyOf: (type, document) => keys.get(type)?.get(document),
    documentsOf: (type) =>
      [...(keys.get(type) ?? [])]
        .map(([document, key]) => ({ key, document }))
        .sort((one, other) => byName(one.key, other.key)),
  };
};
