import { align, type Similarity } from './align';
import { isObject } from './attributes';
import type { Attributes } from './document';

/**
 * A value that differs between the site and the file, both as a file would write them: rich text as Markdown, other
 * documents as their keys, images as their files' names.
 */
export interface FieldChange {
  /** Within the locale's attributes, such as `areas.items[0].title`; `status` for draft or published. */
  path: string;
  /** In the site now; `undefined` where it has nothing. */
  old: unknown;
  /** In the file; `undefined` where it says nothing. */
  new: unknown;
}

/** An image by what is in it; its name may be another one on the other side. */
export class ComparableImage {
  constructor(
    readonly name: string,
    readonly digest: string
  ) {}
}

const isAbsent = (value: unknown): boolean =>
  value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);

/** An image by its name, and by what is in it where that alone tells it from the other one. */
const named = (value: unknown, other: unknown): unknown => {
  if (!(value instanceof ComparableImage)) return value;
  const isNamesake =
    other instanceof ComparableImage && other.name === value.name && other.digest !== value.digest;
  return isNamesake ? `${value.name} (${value.digest.slice(0, 8)})` : value.name;
};

/** A value as a person reads it. */
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

/** A value as text: the same for the same content, in whatever way it has nothing somewhere. */
const textOf = (value: unknown): string =>
  JSON.stringify(value, function textOfItem(this: unknown, _name, item: unknown) {
    if (item instanceof ComparableImage) return { digest: item.digest };
    return isAbsent(item) && !Array.isArray(this) ? undefined : item;
  }) ?? '';

const isGroup = (value: unknown): value is Attributes =>
  isObject(value) && !(value instanceof ComparableImage);

const isListOfGroups = (value: unknown): value is Attributes[] =>
  Array.isArray(value) && value.length > 0 && value.every(isGroup);

/** The names of two groups, each after the one that it follows in its own. */
const namesOf = (old: Attributes, wanted: Attributes): string[] => {
  const names = Object.keys(old);
  let place = 0;
  for (const name of Object.keys(wanted)) {
    const known = names.indexOf(name);
    if (known < 0) names.splice(place, 0, name);
    place = (known < 0 ? place : known) + 1;
  }
  return names;
};

const compareGroups = (old: Attributes, wanted: Attributes, path: string): FieldChange[] =>
  namesOf(old, wanted).flatMap((name) => compare(old[name], wanted[name], path ? `${path}.${name}` : name));

/** How many attributes each two entries of lists have in common. */
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
 * Entries that belong together are compared; the others went, by their place in the site, or come, by their place in
 * the file.
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
    const place = `${path}[${from ?? to}]`;
    const change = {
      path: place,
      old: from === undefined ? undefined : shown(old[from], undefined),
      new: to === undefined ? undefined : shown(wanted[to], undefined),
    };
    // One that went from the place in the site at which another one comes in the file.
    const same = changes.find((each) => each.path === place);
    if (same) Object.assign(same, { old: same.old ?? change.old, new: same.new ?? change.new });
    else changes.push(change);
  }
  return changes;
};

/**
 * What differs between two descriptions of a document, down to single values. Lists of plain values are told whole.
 *
 * @param old what the site has
 * @param wanted what the file says
 */
export const compare = (old: unknown, wanted: unknown, path = ''): FieldChange[] => {
  if (isAbsent(old) && isAbsent(wanted)) return [];
  if (isListOfGroups(old) && isListOfGroups(wanted)) return compareLists(old, wanted, path);
  if (isGroup(old) && isGroup(wanted)) return compareGroups(old, wanted, path);
  if (textOf(old) === textOf(wanted)) return [];
  return [{ path, old: shown(old, wanted), new: shown(wanted, old) }];
};
