/** Values of a form: what a part gets when it is taken over from another language. */

type Values = Record<string, unknown>;

const isObject = (value: unknown): value is Values =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const valueAt = (values: unknown, path: string): unknown =>
  path.split('.').reduce<unknown>((value, step) => (value as Values | undefined)?.[step], values);

const isEmpty = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  value === '' ||
  (Array.isArray(value) &&
    value.every((each) => isEmpty(valueAt(each, 'text') ?? valueAt(each, 'children'))));

/** Entries of a list are parts of their own; a part has only its own fields. */
const isListOfParts = (value: unknown): boolean =>
  Array.isArray(value) && value.some((each) => isObject(each) && '__temp_key__' in each);

const isOwnField = ([name, value]: [string, unknown]): boolean =>
  !['id', '__component', '__temp_key__', 'anchor', 'hideInToc'].includes(name) && !isListOfParts(value);

export interface TakeOver {
  /** The path in the form and its new value. */
  path: string;
  value: unknown;
  /** Whether it replaces something that is written. */
  replaces: boolean;
}

/**
 * Returns how a part is taken over.
 *
 * @param given the whole entry in the other language
 * @param path where the part is in the form; null for an entry of a list that this language does not have
 * @param isComplete whether fields that are written are replaced, too
 */
export const takeOver = (
  values: Values,
  given: Values,
  { path, sourcePath }: { path: string | null; sourcePath: string },
  isComplete: boolean
): TakeOver => {
  const value = valueAt(given, sourcePath);
  if (path === null) {
    const list = /^(.*)\.(\d+)$/.exec(sourcePath);
    if (!list) return { path: sourcePath, value, replaces: false };
    const items = [...((valueAt(values, list[1]!) as unknown[] | undefined) ?? [])];
    items.splice(Number(list[2]), 0, value);
    return { path: list[1]!, value: items, replaces: false };
  }
  const present = valueAt(values, path);
  if (!isObject(value) || !isObject(present)) {
    return { path, value: isComplete || isEmpty(present) ? value : present, replaces: !isEmpty(present) };
  }
  const own = Object.entries(value).filter(isOwnField);
  const written = own.filter(([name, each]) => !isEmpty(present[name]) && !isEmpty(each));
  const kept = new Set(isComplete ? [] : written.map(([name]) => name));
  const filled = own.filter(([name, each]) => !kept.has(name) && !isEmpty(each));
  return { path, value: { ...present, ...Object.fromEntries(filled) }, replaces: written.length > 0 };
};
