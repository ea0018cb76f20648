import { PUBLIC_TYPES, type PublicType } from '../../../content-types';
import { uidOf, type Strapi } from '../plugin';
import { documentId } from './document';

interface Entry {
  documentId: string;
  locale: string | null;
  slug: string | null;
}

/** The keys of a site's documents. */
export interface Keys {
  /** The key of a document, or undefined for one that is not there. */
  keyOf: (type: PublicType, document: string) => string | undefined;
  /** Every document of a type, in the order of its keys. */
  documentsOf: (type: PublicType) => { key: string; document: string }[];
}

const isKey = (slug: string | null): slug is string => slug !== null && /^[a-z0-9]+(-[a-z0-9]+)*$/.test(slug);

/** By code units, not by a language's rules: the same order on every machine. */
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
 * Finds the key of every document: the one that it came with, else its address, in the site's default locale if it has
 * one there. An address that is another one's key already is told apart by the document's id.
 */
export const loadKeys = async (strapi: Strapi): Promise<Keys> => {
  const preferred = (await strapi.plugin('i18n').service('locales').getDefaultLocale()) as string;
  const records = (await strapi.db
    .query(uidOf('seed-record'))
    .findMany({ select: ['key', 'targetDocument'] })) as { key: string; targetDocument: string }[];
  const recorded = new Map(records.map(({ key, targetDocument }) => [targetDocument, key]));
  const keys = new Map<PublicType, Map<string, string>>();

  for (const type of PUBLIC_TYPES) {
    const slugs = new Map<string, string | null>();
    const entries = await entriesOf(strapi, type);
    const rank = ({ locale }: Entry): string => (locale === preferred ? '' : String(locale));
    for (const entry of entries.sort((one, other) => byName(rank(one), rank(other)))) {
      if (!slugs.get(entry.documentId)) slugs.set(entry.documentId, isKey(entry.slug) ? entry.slug : null);
    }
    const ofType = new Map<string, string>();
    const taken = new Set<string>();
    for (const document of slugs.keys()) {
      const id = recorded.get(document);
      if (!id?.startsWith(documentId(type, ''))) continue;
      const key = id.slice(documentId(type, '').length);
      ofType.set(document, key);
      taken.add(key);
    }
    for (const [document, slug] of [...slugs].sort(([one], [other]) => byName(one, other))) {
      if (ofType.has(document)) continue;
      const suffix = document.toLowerCase();
      const key = slug === null ? suffix : taken.has(slug) ? `${slug}-${suffix}` : slug;
      ofType.set(document, key);
      taken.add(key);
    }
    keys.set(type, ofType);
  }
  return {
    keyOf: (type, document) => keys.get(type)?.get(document),
    documentsOf: (type) =>
      [...(keys.get(type) ?? [])]
        .map(([document, key]) => ({ key, document }))
        .sort((one, other) => byName(one.key, other.key)),
  };
};
