import type { GuideIndex, GuideIndexEntry } from '../guide-index';
import { parseEntry, type EntryData } from './stored-guide';
import type { Dependent } from './staleness';
import type { StoredGuide } from './table';
import { categoryOf, chainOf, hasSameTerms, termsOf, type NamedType, type Terms } from './vocabulary';

/** A guide that is in memory, without its payload. */
export interface KnownGuide extends Dependent {
  entry: GuideIndexEntry;
  hash: string;
  build: string;
  /** Its content cannot be turned into a guide any more; this is the last good one. */
  isFaulty: boolean;
  /** What its entry looks up. */
  names: Record<NamedType, string[]>;
}

const idsOf = (terms: { documentId: string }[]): string[] => terms.map(({ documentId }) => documentId);

/**
 * An entry with the names as they are now; the same object where nothing is different.
 *
 * @param before the terms that the entry has its names from, if they were looked up already
 */
export const withTerms = (known: KnownGuide, terms: Terms, before?: Terms): GuideIndexEntry => {
  const { entry, names } = known;
  if (before && hasSameTerms(before, terms, names)) return entry;
  const category = names.category.at(-1) ?? null;
  const named = {
    categories: chainOf(terms, category),
    skills: termsOf(terms, 'skill', names.skill),
    studyPaths: termsOf(terms, 'study-path', names['study-path']),
  };
  const { categories, skills, studyPaths } = entry;
  if (JSON.stringify(named) === JSON.stringify({ categories, skills, studyPaths })) return entry;
  const skillNames = named.skills.map(({ name }) => name);
  return {
    ...entry,
    ...named,
    card: { ...entry.card, category: categoryOf(terms, category) },
    searchText:
      JSON.stringify(skillNames) === JSON.stringify(entry.searchText.skills)
        ? entry.searchText
        : { ...entry.searchText, skills: skillNames },
  };
};

/** A stored row as it is kept in memory, or undefined for one that is no guide. */
export const toKnownGuide = (row: StoredGuide, terms: Terms): KnownGuide | undefined => {
  if (row.state === 'removed' || row.state === 'failed' || row.entry === null) return undefined;
  const { hash, ...data } = parseEntry(row.entry) as EntryData;
  // A row of an earlier release that was only announced.
  if (hash === undefined) return undefined;
  const { id, key, article, language, version } = row;
  const known: KnownGuide = {
    article,
    language,
    basis: row.basis,
    dependencies: row.dependencies,
    build: row.build,
    hash,
    isFaulty: row.failure !== null,
    names: {
      category: idsOf(data.categories),
      skill: idsOf(data.skills),
      'study-path': idsOf(data.studyPaths),
    },
    entry: { id, key, article, locale: language, version, ...data },
  };
  return { ...known, entry: withTerms(known, terms) };
};

export const createGuideIndex = (
  locale: string,
  revision: string,
  entries: readonly GuideIndexEntry[],
  changedAt: string | undefined
): GuideIndex => {
  let slugs: Map<string, GuideIndexEntry> | undefined;
  let previousSlugs: Map<string, GuideIndexEntry> | undefined;
  return {
    locale,
    revision,
    entries,
    changedAt,
    bySlug(slug) {
      slugs ??= new Map(entries.map((entry) => [entry.slug, entry]));
      return slugs.get(slug);
    },
    byPreviousSlug(slug) {
      previousSlugs ??= new Map(
        entries.flatMap((entry) => entry.previousSlugs.map((previous) => [previous, entry] as const))
      );
      return previousSlugs.get(slug);
    },
  };
};
