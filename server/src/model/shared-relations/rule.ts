/**
 * The rule for a relation that all locales of a document share: a locale that could not see a target when it was written
 * never removes it; only a change that somebody made to the relation travels.
 *
 * A *selection* is the ordered list of documentIds that was chosen for the document. Each locale shows of it what it can
 * see, so what a locale shows says nothing about the rest of the selection.
 */

/** A write of one locale, as the documents that it showed before and shows afterwards. */
export interface Change {
  before: readonly string[];
  after: readonly string[];
  /** The documents of the selection that this locale can see. */
  visible: ReadonlySet<string>;
}

const isSame = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((document, index) => document === other[index]);

/** Inserts into a list what only the other one has, each after the document that it follows there. */
const insertMissing = (list: readonly string[], other: readonly string[]): string[] => {
  const merged = [...new Set(list)];
  other.forEach((document, index) => {
    if (merged.includes(document)) return;
    const previous = other.slice(0, index).findLast((each) => merged.includes(each));
    merged.splice(previous === undefined ? 0 : merged.indexOf(previous) + 1, 0, document);
  });
  return merged;
};

/**
 * Returns the selection after a write.
 *
 * @param isSingle whether the relation shows one target. A new target then stands before those that the writer could not
 *   see: locales that cannot see the new one keep showing theirs.
 */
export const applyChange = (
  selection: readonly string[],
  { before, after, visible }: Change,
  isSingle: boolean
): string[] => {
  if (isSame(before, after)) return [...selection];
  const isRemoved = (document: string): boolean =>
    !after.includes(document) && (before.includes(document) || (isSingle && visible.has(document)));
  const rest = selection.filter((document) => !isRemoved(document));
  return isSingle ? [...new Set([...after, ...rest])] : insertMissing(after, rest);
};

/** Returns what a locale shows of a selection. */
export const shownOf = (
  selection: readonly string[],
  visible: ReadonlySet<string>,
  isSingle: boolean
): string[] => {
  const shown = selection.filter((document) => visible.has(document));
  return isSingle ? shown.slice(0, 1) : shown;
};

/**
 * Returns the change that the first write of a locale makes. It starts with what the document shows there, so that an
 * empty form of a new translation takes nothing away.
 *
 * @param written what the row names
 * @param isWhole whether that was given as the whole of the relation, rather than as an addition
 */
export const firstChange = (
  selection: readonly string[],
  visible: ReadonlySet<string>,
  written: readonly string[],
  { isSingle, isWhole }: { isSingle: boolean; isWhole: boolean }
): Change => {
  const before = shownOf(selection, visible, isSingle);
  if (isWhole) return { before, after: written, visible };
  if (isSingle) return { before, after: written.length > 0 ? written : before, visible };
  return { before, after: [...new Set([...before, ...written])], visible };
};

/**
 * Completes a selection with documents that rows show and it lacks: they were written before selections were stored, or
 * by a writer that bypasses the document service.
 *
 * @param lists what the rows of the document show, the row that is written first
 */
export const completeSelection = (
  selection: readonly string[],
  lists: readonly (readonly string[])[],
  isSingle: boolean
): string[] => {
  const known = new Set(selection);
  return lists.reduce<string[]>(
    (completed, list) => {
      if (list.every((document) => known.has(document))) return completed;
      return isSingle
        ? [...new Set([...list.filter((document) => !known.has(document)), ...completed])]
        : insertMissing(completed, list);
    },
    [...selection]
  );
};
