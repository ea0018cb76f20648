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

/** A value as a person reads it. */
const shown = (value: unknown, other: unknown): unknown => {
  if (!(value instanceof Picture)) return isAbsent(value) ? undefined : value;
  const isNamesake = other instanceof Picture && other.name === value.name;
  return isNamesake ? `${value.name} (${value.digest.slice(0, 8)})` : value.name;
};

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
  if (old instanceof Picture && wanted instanceof Picture && old.digest === wanted.digest) return [];
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
  if (JSON.stringify(old) === JSON.stringify(wanted) && !(old instanceof Picture)) return [];
  return [{ path, old: shown(old, wanted), new: shown(wanted, old) }];
};
