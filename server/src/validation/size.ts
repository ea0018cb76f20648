import { createValidationError } from './errors';
import type { Strapi } from '../plugin';

/**
 * The values that one request may write: each number, text, list and object. The shipped Backend guide has some 3,000.
 *
 * Strapi and the rules go through all of them, and the process handles no other request in the meantime. So they are
 * counted first, which takes milliseconds.
 */
export const MAX_VALUES = 25_000;

/** Counts values up to a limit. Its own stack keeps hostile nesting from exhausting the call stack. */
const countValues = (value: unknown, limit: number): number => {
  let count = 0;
  const stack = [value];
  while (stack.length > 0 && count <= limit) {
    const next = stack.pop();
    count += 1;
    if (typeof next !== 'object' || next === null) continue;
    for (const name in next) {
      if (stack.length > limit) return limit + 1;
      stack.push((next as Record<string, unknown>)[name]);
    }
  }
  return count;
};

/**
 * @param data the attributes that are to be written
 * @throws ValidationError at the attribute that exceeds the limit
 */
export const rejectTooManyValues = (strapi: Strapi, data: unknown): void => {
  if (typeof data !== 'object' || data === null) return;
  let left = MAX_VALUES;
  for (const [field, value] of Object.entries(data)) {
    left -= countValues(value, left);
    if (left < 0) {
      throw createValidationError(strapi, [
        { field, message: 'data.tooMuch', values: { max: MAX_VALUES.toLocaleString('en') } },
      ]);
    }
  }
};
