import { languageTag } from './language-tag';

/**
 * The start of a text on one line, cut after a word.
 *
 * @param length in UTF-16 units, the ellipsis among them
 */
export const excerpt = (text: string, length: number, locale: string): string => {
  const line = text.replace(/\s+/g, ' ').trim();
  if (line.length <= length) return line;
  const boundaries = new Intl.Segmenter(languageTag(locale), { granularity: 'word' });
  let end = 0;
  for (const { index, segment } of boundaries.segment(line)) {
    if (index + segment.length > length - 1) break;
    end = index + segment.length;
  }
  // A first word that is longer than all that is allowed is cut within, but not within a character.
  const start = end > 0 ? line.slice(0, end) : line.slice(0, length - 1).replace(/[\uD800-\uDBFF]$/, '');
  return `${start.replace(/[\s\p{P}]+$/u, '')}…`;
};
