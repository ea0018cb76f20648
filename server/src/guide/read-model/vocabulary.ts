import { uidOf, type Strapi } from '../../plugin';
import { publicShape } from '../assemble/public-shape';
import { rowIn, textIn, type Row } from '../values';
import { byNamedType, NAMED_TYPES, type NamedType } from '../filters';
import type { GuideCategory, GuideTerm } from '../types';
import { ANYTHING } from './staleness';

/** The attributes that hold the names that lists look up. */
const NAMES: Record<NamedType, string> = byNamedType(({ name }) => name);

interface Term extends GuideTerm {
  /** The parent of a category. */
  parent: string | null;
}

/** The documents of one language that lists are filtered by, at one moment. */
export type Terms = Record<NamedType, ReadonlyMap<string, Term>>;

const toTerm = (type: NamedType, row: Row): Term | null => {
  const [documentId, slug, name] = [textIn(row.documentId), textIn(row.slug), textIn(row[NAMES[type]])];
  const parent = textIn(rowIn(row.parent)?.documentId);
  return documentId && slug && name ? { documentId, slug, name, parent } : null;
};

/** Returns the document of an invalidation, if lists look up its name. */
const namedIn = (name: string): { type: NamedType; documentId: string } | undefined => {
  const [type = '', documentId] = name.split(':');
  return documentId !== undefined && type in NAMES ? { type: type as NamedType, documentId } : undefined;
};

/** With more documents, all of the type are read. */
const MAX_DOCUMENTS = 200;

/** Reads the terms of a type. @param documents undefined for all */
const readTerms = async (
  strapi: Strapi,
  type: NamedType,
  locale: string,
  documents?: string[]
): Promise<Map<string, Term>> => {
  const names = type === 'category' ? ['name', 'slug', 'parent'] : [NAMES[type], 'slug'];
  const { select, populate } = publicShape(strapi, uidOf(type), names);
  const rows = (await strapi.db.query(uidOf(type)).findMany({
    where: { locale, ...(documents && { documentId: { $in: documents } }) },
    select,
    populate,
  })) as Row[];
  return new Map(
    rows.flatMap((row) => {
      const term = toTerm(type, row);
      return term ? [[term.documentId, term]] : [];
    })
  );
};

/** Reads the names that lists look up. */
export const createTermReader = (strapi: Strapi) => {
  /** Returns terms in which those of some documents are read again. */
  const reread = async (
    terms: Terms,
    type: NamedType,
    locale: string,
    documents: string[]
  ): Promise<Terms> => {
    if (documents.length > MAX_DOCUMENTS) return { ...terms, [type]: await readTerms(strapi, type, locale) };
    const now = await readTerms(strapi, type, locale, documents);
    const changed = new Map(terms[type]);
    for (const document of documents) {
      const term = now.get(document);
      if (term) changed.set(document, term);
      else changed.delete(document);
    }
    return { ...terms, [type]: changed };
  };

  return {
    /** Returns all terms of a language. */
    async all(locale: string): Promise<Terms> {
      const terms: Partial<Record<NamedType, Map<string, Term>>> = {};
      for (const type of NAMED_TYPES) terms[type] = await readTerms(strapi, type, locale);
      return terms as Terms;
    },

    /**
     * Returns the terms after some writes.
     *
     * @returns the same object if no term was written
     */
    async after(terms: Terms, locale: string, written: string[]): Promise<Terms> {
      if (written.some((name) => name.startsWith(ANYTHING))) return this.all(locale);
      let later = terms;
      for (const type of NAMED_TYPES) {
        const documents = written.flatMap((name) => {
          const found = namedIn(name);
          return found?.type === type ? [found.documentId] : [];
        });
        if (documents.length > 0) later = await reread(later, type, locale, documents);
      }
      return later;
    },

    /** Returns the terms with those of some documents that were created since, and their ancestors. */
    async complete(terms: Terms, locale: string, wanted: Record<NamedType, string[]>): Promise<Terms> {
      let later = terms;
      for (const type of NAMED_TYPES) {
        let missing = wanted[type].filter((document) => !later[type].has(document));
        while (missing.length > 0) {
          later = await reread(later, type, locale, missing);
          const { [type]: known } = later;
          missing = missing.flatMap((document) => {
            const parent = known.get(document)?.parent;
            return parent && !known.has(parent) ? [parent] : [];
          });
        }
      }
      return later;
    },
  };
};

/** Whether some terms are unchanged: a term that was not written is the same object. */
export const hasSameTerms = (before: Terms, now: Terms, names: Record<NamedType, string[]>): boolean =>
  NAMED_TYPES.every(
    (type) =>
      before[type] === now[type] || names[type].every((id) => before[type].get(id) === now[type].get(id))
  );

export type TermReader = ReturnType<typeof createTermReader>;

const plain = ({ documentId, slug, name }: Term): GuideTerm => ({ documentId, slug, name });

/** Returns a category and its ancestors, the root first; each category of a cycle once. */
export const chainOf = (terms: Terms, documentId: string | null): GuideTerm[] => {
  const chain: GuideTerm[] = [];
  const seen = new Set<string>();
  for (let at = documentId; at !== null && !seen.has(at);) {
    seen.add(at);
    const term = terms.category.get(at);
    if (term) chain.unshift(plain(term));
    at = term?.parent ?? null;
  }
  return chain;
};

export const categoryOf = (terms: Terms, documentId: string | null): GuideCategory | null => {
  const term = documentId === null ? undefined : terms.category.get(documentId);
  return term ? { documentId: term.documentId, name: term.name, slug: term.slug } : null;
};

/** Returns terms by their ids, without those that do not exist any more. */
export const termsOf = (terms: Terms, type: NamedType, documents: string[]): GuideTerm[] =>
  documents.flatMap((document) => {
    const term = terms[type].get(document);
    return term ? [plain(term)] : [];
  });
