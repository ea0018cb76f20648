import { components } from '../../../content-types';

const { anchor, navLabel } = components['text-section'].attributes;

/** Letters that German writes with two. */
const DIGRAPHS: Record<string, string> = {
  ä: 'ae',
  ö: 'oe',
  ü: 'ue',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
};

/** Cuts a text between two words where that is possible. */
const cut = (text: string, length: number, separator: string): string => {
  if (text.length <= length) return text;
  const end = text.lastIndexOf(separator, length);
  return text.slice(0, end > 0 ? end : length);
};

/**
 * The anchor that a heading yields: lower-case ASCII words, joined by `-`, from the first letter on. Empty where nothing of
 * the heading is written in Latin letters; readers get one from the server then.
 */
export const toAnchor = (heading: string): string => {
  const words = heading
    .normalize('NFC')
    .toLowerCase()
    .replace(/[äöüßæœøł]/g, (letter) => DIGRAPHS[letter] ?? letter)
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/['’]/g, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+|-$/g, '');
  return cut(words, anchor.maxLength, '-');
};

/** The anchor, with a number where another section of the article has it. */
export const uniqueAnchor = (base: string, taken: ReadonlySet<string>): string => {
  if (base === '') return '';
  let unique = base;
  for (let number = 2; taken.has(unique); number += 1) {
    const end = `-${number}`;
    unique = `${cut(base, anchor.maxLength - end.length, '-')}${end}`;
  }
  return unique;
};

/** Whether an anchor is what a heading yields, bare or with a number. */
export const isAnchorOf = (value: string, heading: string): boolean => {
  const base = toAnchor(heading);
  return value === base || (base !== '' && value.replace(/-[1-9]\d?$/, '') === base);
};

/** The short title that a heading yields: as much of it as fits into the table of contents. */
export const toShortTitle = (heading: string): string =>
  cut(heading.trim(), navLabel.maxLength, ' ').replace(/[\s,;:–-]+$/, '');

/** The anchors of all sections of an article, by the path of their section. */
export const anchorsIn = (values: Record<string, unknown>): Map<string, string> => {
  const found = new Map<string, string>();
  const note = (path: string, section: unknown): void => {
    if (typeof section !== 'object' || section === null || !('anchor' in section)) return;
    if (typeof section.anchor === 'string' && section.anchor !== '') found.set(path, section.anchor);
  };
  for (const [part, value] of Object.entries(values)) {
    if (Array.isArray(value)) value.forEach((row, index) => note(`${part}.${index}`, row));
    else note(part, value);
  }
  return found;
};
