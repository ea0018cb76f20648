import { stringify } from 'yaml';
import type { FieldChange } from '../server/src/import/report';
import { difference } from './difference';
import { clean, counted, type Paint, type Style } from './text';

/** Lines of one field; `--json` has the whole text. */
const MAX_LINES = 12;

/** Whether a value is a list of keys, names or other plain values. */
const isPlainList = (value: unknown): value is unknown[] =>
  Array.isArray(value) && value.every((item) => typeof item !== 'object');

/** Returns a value as a file writes it, line by line. */
const linesOf = (value: unknown): string[] => {
  if (value === undefined || value === null) return [];
  if (isPlainList(value)) return value.map((item) => clean(String(item)).replaceAll('\n', ' '));
  if (value === '') return ['(empty)'];
  const text = typeof value === 'object' ? stringify(value, { lineWidth: 0 }) : String(value);
  return clean(text).trimEnd().split('\n');
};

/** Returns both sides of a field, line by line. A short list of keys or names is one line, which shows the order. */
const sidesOf = ({ old, new: now }: FieldChange, width: number): string[][] => {
  const sides = [old, now].map((value) => ({ lines: linesOf(value), isList: isPlainList(value) }));
  const isShort = sides.every(
    ({ lines, isList }) => lines.length === 0 || (isList && lines.join(', ').length <= width)
  );
  return sides.map(({ lines }) => (isShort && lines.length > 0 ? [lines.join(', ')] : lines));
};

const STYLES: Record<string, Style> = { '-': 'red', '+': 'green', ' ': 'dim' };

/**
 * Describes one field: its path, the value of the site after `-`, and that of the file after `+`.
 *
 * @param options the locale, if the document has several
 */
export const describeChange = (
  change: FieldChange,
  { locale, width, paint }: { locale?: string | undefined; width: number; paint: Paint }
): string[] => {
  const [before = [], after = []] = sidesOf(change, width);
  const lines = difference(before, after, width).map(({ sign, text }) =>
    paint(STYLES[sign] ?? 'dim', `        ${sign} ${text}`)
  );
  const more = lines.length - MAX_LINES;
  return [
    `      ${locale ? `${locale}: ` : ''}${clean(change.path)}`,
    ...lines.slice(0, MAX_LINES),
    ...(more > 0 ? [paint('dim', `          … ${counted(more, 'more line')}`)] : []),
  ];
};
