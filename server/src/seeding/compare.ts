import { isObject } from './attributes';
import type { FieldChange } from './report';

/** An image by what is in it; its name may be another one on the other side. */
export class Picture {
  constructor(
    readonly name: string,
    readonly digest: string
  ) {}
}

const isAbsent = (value: unknown): boolean =>
  value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);

/** An image by its name, and by what is in it where that alone tells it from the other one. */
const named = (value: unknown, other: unknown): unknown => {
  if (!(value instanceof Picture)) return value;
  const isNamesake = other instanceof Picture && other.name === value.name && other.digest !== value.digest;
  return isNamesake ? `${value.name} (${value.digest.slice(0, 8)})` : value.name;
};

/** A value as a person reads it. */
const shown = (value: unknown, other: unknown): unknown => {
  if (isAbsent(value)) return undefined;
  if (!Array.isArray(value)) return named(value, other);
  return value.map((item, index) => named(item, Array.isArray(other) ? other[index] : undefined));
};

/** A single value or a list of them, as text: the same for the same content. */
const textOf = (value: unknown): string =>
  JSON.stringify(value, (_name, item: unknown) => (item instanceof Picture ? { digest: item.digest } : item));

const isLeaf = (value: unknown): boolean => !isObject(value) || value instanceof Picture;

const isListOfGroups = (value: unknown): value is unknown[] =>
  Array.isArray(value) && value.length > 0 && value.every((item) => !isLeaf(item));

/**
 * What differs between two descriptions of a document, down to single values. Lists of plain values are told whole.
 *
 * @param old what the site has
 * @param wanted what the file says
 */
export const compare = (old: unknown, wanted: unknown, path = ''): FieldChange[] => {
  if (isAbsent(old) && isAbsent(wanted)) return [];
  if (isListOfGroups(old) && isListOfGroups(wanted)) {
    const length = Math.max(old.length, wanted.length);
    return Array.from({ length }, (_, index) =>
      compare(old[index], wanted[index], `${path}[${index}]`)
    ).flat();
  }
  if (isObject(old) && isObject(wanted) && !isLeaf(old) && !isLeaf(wanted)) {
    const names = [...new Set([...Object.keys(old), ...Object.keys(wanted)])];
    return names.flatMap((name) => compare(old[name], wanted[name], path ? `${path}.${name}` : name));
  }
  if (textOf(old) === textOf(wanted)) return [];
  return [{ path, old: shown(old, wanted), new: shown(wanted, old) }];
};
