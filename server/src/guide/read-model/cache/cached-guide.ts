import { byFacet, byNamedType, NAMED_TYPES, type NamedType } from '../../filters';
import type { GuideIndexEntry } from '../../guide-index';
import type { Dependent } from '../staleness';
import { hasGuide, type StoredGuide } from '../store/guide-row';
import { parseEntry, type EntryData } from '../stored-guide';
import { categoryOf, chainOf, hasSameTerms, termsOf, type Terms } from '../vocabulary';

/** A cached guide, without its payload. */
export interface CachedGuide extends Dependent {
  entry: GuideIndexEntry;
  hash: string;
  build: string;
  /** Its content cannot be turned into a guide any more; this is the last good one. */
  hasFailed: boolean;
  /** The documents whose names its entry looks up. */
  names: Record<NamedType, string[]>;
}

const idsOf = (terms: { documentId: string }[]): string[] => terms.map(({ documentId }) => documentId);

/**
 * Returns the entry with the present names; the same object if none has changed.
 *
 * @param before the terms that the entry has its names from, if they were looked up already
 */
export const withTerms = (guide: CachedGuide, terms: Terms, before?: Terms): GuideIndexEntry => {
  const { entry, names } = guide;
  if (before && hasSameTerms(before, terms, names)) return entry;
  const category = names.category.at(-1) ?? null;
  const named = byFacet(({ type }) =>
    type === 'category' ? chainOf(terms, category) : termsOf(terms, type, names[type])
  );
  if (JSON.stringify(named) === JSON.stringify(byFacet(({ facet }) => entry[facet]))) return entry;
  const skillNames = named.skills.map(({ name }) => name);
  return {
    ...entry,
    ...named,
    card: { ...entry.card, category: categoryOf(terms, category) },
    // The same object if its texts are the same: the search compares it by identity.
    searchText:
      JSON.stringify(skillNames) === JSON.stringify(entry.searchText.skills)
        ? entry.searchText
        : { ...entry.searchText, skills: skillNames },
  };
};

/** Returns a stored row as it is cached, or undefined if readers do not get it. */
export const toCachedGuide = (row: StoredGuide, terms: Terms): CachedGuide | undefined => {
  if (!hasGuide(row) || row.entry === null) return undefined;
  const { hash, ...data } = parseEntry(row.entry) as EntryData;
  // A row of an earlier release that was not built yet.
  if (hash === undefined) return undefined;
  const { id, key, article, language, version } = row;
  const guide: CachedGuide = {
    article,
    language,
    basis: row.basis,
    dependencies: row.dependencies,
    changesOn: row.changesOn,
    build: row.build,
    hash,
    hasFailed: row.failure !== null,
    // A row of an earlier release may lack a facet; it is rebuilt.
    names: byNamedType(({ facet }) => idsOf(data[facet] ?? [])),
    entry: { id, key, article, locale: language, version, ...data },
  };
  return { ...guide, entry: withTerms(guide, terms) };
};

/** Returns the documents whose names some guides look up, each once. */
export const namesOf = (guides: Iterable<CachedGuide>): Record<NamedType, string[]> => {
  const names = byNamedType(() => new Set<string>());
  for (const guide of guides) {
    for (const type of NAMED_TYPES) {
      for (const document of guide.names[type]) names[type].add(document);
    }
  }
  return byNamedType(({ type }) => [...names[type]]);
};
