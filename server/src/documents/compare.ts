import { align, type Similarity } from './align';
import { isObject } from './attributes';
import type { Attributes } from './document';

/**
 * A value that differs between the site and the file, both in the notation of files: rich text as Markdown, other
 * documents as their keys, images as their files' names.
 */
export interface FieldChange {
  /** Within the locale's attributes, such as `areas.items[0].title`; `status` for draft or published. */
  path: string;
  /** The site's value; `undefined` if it has none. */
  old: unknown;
  /** The file's value; `undefined` if it has none. */
  new: unknown;
}

/** An image that is compared by its content; the site and the file may name it differently. */
export class ComparableImage {
  constructor(
    readonly name: string,
    readonly digest: string
  ) {}
}

const isAbsent = (value: unknown): boolean =>
  value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);

/** Returns the name of an image, with a part of the digest if another image has the same name. */
const named = (value: unknown, other: unknown): unknown => {
  if (!(value instanceof ComparableImage)) return value;
  const isNamesake =
    other instanceof ComparableImage && other.name === value.name && other.digest !== value.digest;
  return isNamesake ? `${value.name} (${value.digest.slice(0, 8)})` : value.name;
};

/** Returns a value for display. */
const shown = (value: unknown, other: unknown): unknown => {
  if (isAbsent(value)) return undefined;
  return readable(value, other);
};

const readable = (value: unknown, other: unknown): unknown => {
  if (value instanceof ComparableImage) return named(value, other);
  if (Array.isArray(value)) {
    return value.map((item, index) => readable(item, Array.isArray(other) ? other[index] : undefined));
  }
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, readable(item, undefined)]));
};

/** Returns a value as text for comparison: null, an empty text and an empty list are equal to a missing value. */
const textOf = (value: unknown): string =>
  JSON.stringify(value, function textOfItem(this: unknown, _name, item: unknown) {
    if (item instanceof ComparableImage) return { digest: item.digest };
    return isAbsent(item) && !Array.isArray(this) ? undefined : item;
  }) ?? '';

const isGroup = (value: unknown): value is Attributes =>
  isObject(value) && !(value instanceof ComparableImage);

const isListOfGroups = (value: unknown): value is Attributes[] =>
  Array.isArray(value) && value.length > 0 && value.every(isGroup);

/** Returns the names of two groups, each after its predecessor in its own group. */
const namesOf = (old: Attributes, wanted: Attributes): string[] => {
  const names = Object.keys(old);
  let index = 0;
  for (const name of Object.keys(wanted)) {
    const known = names.indexOf(name);
    if (known < 0) names.splice(index, 0, name);
    index = (known < 0 ? index : known) + 1;
  }
  return names;
};

const compareGroups = (old: Attributes, wanted: Attributes, path: string): FieldChange[] =>
  namesOf(old, wanted).flatMap((name) => compare(old[name], wanted[name], path ? `${path}.${name}` : name));

/** Returns the similarity of two entries: the number of attributes that they have in common. */
const similarityOf = (old: Attributes[], wanted: Attributes[]): Similarity => {
  const textsOf = (group: Attributes): Map<string, string> =>
    new Map(
      Object.entries(group).flatMap(([name, value]) =>
        isAbsent(value) ? [] : [[name, textOf(value)] as const]
      )
    );
  const [olds, wanteds] = [old.map(textsOf), wanted.map(textsOf)];
  return (one, other) => {
    let count = 0;
    for (const [name, text] of olds[one]!) if (wanteds[other]!.get(name) === text) count += 1;
    return count;
  };
};

/**
 * Compares the entries that correspond. The others are reported as removed, by their position in the site, or as added,
 * by their position in the file.
 */
const compareLists = (old: Attributes[], wanted: Attributes[], path: string): FieldChange[] => {
  const [texts, wantedTexts] = [old.map(textOf), wanted.map(textOf)];
  const pairs = align(
    old.length,
    wanted.length,
    similarityOf(old, wanted),
    (one, other) => texts[one] === wantedTexts[other]
  );
  const changes: FieldChange[] = [];
  for (const [from, to] of pairs) {
    if (from !== undefined && to !== undefined) {
      changes.push(...compareGroups(old[from]!, wanted[to]!, `${path}[${from}]`));
      continue;
    }
    const entryPath = `${path}[${from ?? to}]`;
    const change = {
      path: entryPath,
      old: from === undefined ? undefined : shown(old[from], undefined),
      new: to === undefined ? undefined : shown(wanted[to], undefined),
    };
    // The removed entry and an added one may have the same position.
    const same = changes.find((each) => each.path === entryPath);
    if (same) Object.assign(same, { old: same.old ?? change.old, new: same.new ?? change.new });
    else changes.push(change);
  }
  return changes;
};

/**
 * Returns the differences between two descriptions of a document, down to single values. Lists of plain values are
 * reported whole.
 *
 * @param old the site's values
 * @param wanted the file's values
 */
export const compare = (old: unknown, wanted: unknown, path = ''): FieldChange[] => {
  if (isAbsent(old) && isAbsent(wanted)) return [];
  if (isListOfGroups(old) && isListOfGroups(wanted)) return compareLists(old, wanted, path);
  if (isGroup(old) && isGroup(wanted)) return compareGroups(old, wanted, path);
  if (textOf(old) === textOf(wanted)) return [];
  return [{ path, old: shown(old, wanted), new: shown(wanted, old) }];
};
