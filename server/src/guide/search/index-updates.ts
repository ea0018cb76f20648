import type { GuideIndexEntry } from '../guide-index';
import type { TextIndex } from './text-index';

/** After so many changes, as a share of its guides, a text index is rebuilt: it never drops a word. */
const MAX_INDEX_CHANGES = 0.5;
/** With more changes at once, as a share of the guides, a rebuild is as fast as an update. */
export const MAX_UPDATE_CHANGES = 0.2;

/** A text index that may be filled later. */
export interface Index {
  text: TextIndex;
  /** The guides that are not indexed yet. */
  pending: GuideIndexEntry[];
  /** How many guides were added and removed since it was built. */
  changes: number;
}

/** Indexes the first of the pending guides. */
export const indexPending = (index: Index, count: number): void => {
  for (const entry of index.pending.splice(0, count)) index.text.add(entry);
};

/**
 * Updates a text index to later guides.
 *
 * @param removed the entries that are no longer among the guides
 * @param added the entries that were not among them
 * @returns undefined if a new index is better
 */
export const updateIndex = (
  index: Index,
  {
    before,
    entries,
    removed,
    added,
  }: Record<'before' | 'removed' | 'added', GuideIndexEntry[]> & {
    entries: readonly GuideIndexEntry[];
  }
): Index | undefined => {
  // A renamed category changes many entries and no text that is searched.
  const texts = new Set(entries.map(({ searchText }) => searchText));
  const indexed = new Set(before.map(({ searchText }) => searchText));
  const removedTexts = removed.filter(({ searchText }) => !texts.has(searchText));
  const addedTexts = added.filter(({ searchText }) => !indexed.has(searchText));
  const changes = removedTexts.length + addedTexts.length;
  const isOutgrown = index.changes + changes > entries.length * MAX_INDEX_CHANGES;
  if (isOutgrown || changes > entries.length * MAX_UPDATE_CHANGES) return undefined;
  const pending = new Set(index.pending.map(({ searchText }) => searchText));
  for (const entry of removedTexts) if (!pending.has(entry.searchText)) index.text.remove(entry);
  return {
    text: index.text,
    pending: [...index.pending.filter(({ searchText }) => texts.has(searchText)), ...addedTexts],
    changes: index.changes + changes,
  };
};
