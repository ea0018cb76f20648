import { isRecord } from '../utils/is-record';

/**
 * Values out of rows of the database layer. A site may have its own version of a type, in which an attribute is private
 * or gone, so whatever is not there reads as unknown.
 */

/** A row or component, as the database layer gives it. */
export type Row = Record<string, unknown>;

export const rowIn = (value: unknown): Row | null => (isRecord(value) ? value : null);

export const rowsIn = (value: unknown): Row[] => (Array.isArray(value) ? value.filter(isRecord) : []);

/** A text that says something, or null. */
export const textIn = (value: unknown): string | null =>
  typeof value === 'string' && value.trim() !== '' ? value : null;

export const textsIn = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((entry): entry is string => textIn(entry) !== null) : [];

export const numberIn = (value: unknown): number | null => {
  if (typeof value !== 'number' && typeof value !== 'string') return null;
  const number = Number(value);
  return value !== '' && Number.isFinite(number) ? number : null;
};

export const booleanIn = (value: unknown): boolean | null => (typeof value === 'boolean' ? value : null);

/** One of some choices; a site's own version of a type may have others, which the API does not know. */
export const choiceIn = <Choice extends string>(choices: readonly Choice[], value: unknown): Choice | null =>
  (choices as readonly unknown[]).includes(value) ? (value as Choice) : null;

/** A moment as ISO 8601. */
export const momentIn = (value: unknown): string | null => {
  if (typeof value !== 'string' && typeof value !== 'number' && !(value instanceof Date)) return null;
  const moment = new Date(value);
  return Number.isNaN(moment.valueOf()) ? null : moment.toISOString();
};

/** A day as `YYYY-MM-DD`. */
export const dayIn = (value: unknown): string | null => {
  if (value instanceof Date) return momentIn(value)?.slice(0, 10) ?? null;
  return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}/.test(value) ? value.slice(0, 10) : null;
};
