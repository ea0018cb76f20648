import { itemPart, type ItemText, type LocaleText, type PartTexts, type Version } from './types';

/** Returns the keys of a list with so many items. */
export const keysOf = ({ keys }: Pick<Version, 'keys'>, list: string, length: number): string[] => {
  const stored = (keys[list] ?? []).slice(0, length);
  const used = new Set(stored);
  const all = [...stored];
  // A list that was never changed, or that was changed without the document service.
  for (let number = 0; all.length < length; number += 1) {
    const key = `i${number}`;
    if (!used.has(key)) all.push(key);
  }
  return all;
};

/** Returns the text of each part. */
export const partTexts = (text: LocaleText, version: Pick<Version, 'keys'>): PartTexts => {
  const parts = new Map(Object.entries(text.fields).filter(([, value]) => value !== ''));
  for (const [list, items] of Object.entries(text.lists)) {
    const keys = keysOf(version, list, items.length);
    items.forEach((item, index) => {
      if (item.text !== '') parts.set(itemPart(list, keys[index]!), item.text);
    });
  }
  return parts;
};

/**
 * Finds for each item of a list after a save which one it was before.
 *
 * An equal text is the same item, wherever it is now; otherwise an equal id is, since an import keeps the ids at their
 * positions. Without any known id, as in a draft that was discarded, what is left is paired in its order.
 *
 * @returns the index before, or undefined for a new item
 */
const matchItems = (before: readonly ItemText[], after: readonly ItemText[]): (number | undefined)[] => {
  const found: (number | undefined)[] = after.map(() => undefined);
  const open = new Set(before.keys());
  const match = (isSame: (one: ItemText, other: ItemText) => boolean): void => {
    after.forEach((item, index) => {
      if (found[index] !== undefined) return;
      for (const candidate of open) {
        if (!isSame(before[candidate]!, item)) continue;
        found[index] = candidate;
        open.delete(candidate);
        return;
      }
    });
  };
  const hasSameId = (one: ItemText, other: ItemText): boolean => one.id !== undefined && one.id === other.id;
  match((one, other) => hasSameId(one, other) && one.text === other.text);
  match((one, other) => one.text === other.text && one.text !== '');
  match(hasSameId);
  const ids = new Set(before.map(({ id }) => id));
  if (!after.some(({ id }) => id !== undefined && ids.has(id))) match(() => true);
  return found;
};

/** The source of a language, as far as lists are concerned. */
interface SourceList {
  keys: readonly string[];
  /** Whether the language has not dealt with an item of the source yet. */
  isOpen: (key: string) => boolean;
}

/**
 * Returns the key of an item of the source that a new item translates: the one that follows the same item there.
 *
 * @param previous the key of the item before the new one
 */
const linkedKey = (
  { keys, isOpen }: SourceList,
  previous: string | undefined,
  used: ReadonlySet<string>
): string | undefined => {
  const key = keys[previous === undefined ? 0 : keys.indexOf(previous) + 1];
  if (previous !== undefined && !keys.includes(previous)) return undefined;
  return key !== undefined && !used.has(key) && isOpen(key) ? key : undefined;
};

export interface ListChange {
  before: readonly ItemText[];
  keysBefore: readonly string[];
  after: readonly ItemText[];
  source?: SourceList | undefined;
  newKey: () => string;
}

/** Returns the keys of the items of a list after a save. */
export const followKeys = ({ before, keysBefore, after, source, newKey }: ListChange): string[] => {
  const matched = matchItems(before, after).map((index) =>
    index === undefined ? undefined : keysBefore[index]
  );
  const used = new Set(matched.filter((key) => key !== undefined));
  const keys: string[] = [];
  for (const known of matched) {
    const key = known ?? (source && linkedKey(source, keys.at(-1), used)) ?? newKey();
    used.add(key);
    keys.push(key);
  }
  return keys;
};
