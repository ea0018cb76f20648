import { plainText } from '../../rich-text';
import type { Blocks } from '../../rich-text/blocks';
import { kindOf, schemaOf } from '../sections';
import type { Role } from '../shape/fields';
import { collectValues } from '../shape/walk';
import type { Guide, GuideSection } from '../types';
import { countWords } from './words';

const WORDS_A_MINUTE = 200;

const isText = (role: Role): boolean => role === 'prose' || role === 'rich-text';
/** Other articles are links here, and read there. */
const isElsewhere = (role: Role): boolean => role === 'article' || role === 'image';

const isStrings = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((item) => typeof item === 'string');

const wordsIn = (value: unknown): string => {
  if (typeof value === 'string') return value;
  if (isStrings(value)) return value.join('\n');
  // The cells of a table, or rich text.
  return Array.isArray(value) && value.every(isStrings)
    ? value.flat().join('\n')
    : plainText(value as Blocks);
};

const textsOf = (section: GuideSection): string[] =>
  kindOf(section).isUnread
    ? []
    : collectValues<unknown>(schemaOf(section), section, {
        isWanted: isText,
        isClosed: isElsewhere,
      }).map(wordsIn);

/** How long it takes to read a guide, in whole minutes, at least one. */
export const readingMinutes = ({
  locale,
  title,
  headline,
  lead,
  sections,
}: Pick<Guide, 'locale' | 'title' | 'headline' | 'lead' | 'sections'>): number => {
  const texts = [title, headline ?? '', lead ?? '', ...sections.flatMap(textsOf)];
  return Math.max(1, Math.round(countWords(texts.join('\n'), locale) / WORDS_A_MINUTE));
};
