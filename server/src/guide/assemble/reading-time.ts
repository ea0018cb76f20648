import { plainText } from '../../rich-text';
import { countWords } from './words';
import type { Guide, GuideSection } from '../types';

const WORDS_A_MINUTE = 200;

/** What a reader reads of a section. What only leads elsewhere, such as the cards of other guides, is not read here. */
const textsOf = (section: GuideSection): (string | null)[] => {
  const head = [section.heading, plainText(section.body)];
  switch (section.type) {
    case 'employers':
      return [...head, ...section.employers.flatMap(({ name, description }) => [name, description])];
    case 'areas':
    case 'tasks':
      return [...head, ...section.items.flatMap(({ title, text }) => [title, text])];
    case 'studies':
      return [
        ...head,
        section.question,
        plainText(section.answer),
        ...section.paths.flatMap((path) => [
          path.title,
          path.qualification,
          path.entryRequirements,
          ...path.subjects,
          plainText(path.description),
        ]),
      ];
    case 'skills':
      return [...head, ...section.items.flatMap(({ skill, note }) => [skill.name, skill.description, note])];
    case 'outlook':
      return [...head, ...section.moves.flatMap(({ title, text }) => [title, text])];
    case 'jobs-listing':
    case 'promo':
      return [...head, section.label];
    case 'faq':
      return [...head, ...section.items.flatMap(({ question, answer }) => [question, plainText(answer)])];
    case 'quote':
      return [...head, section.quote, section.person, section.role];
    case 'media':
      return [...head, section.transcript];
    case 'facts':
      return [...head, ...section.facts.flatMap(({ label, value }) => [label, value])];
    case 'related':
      return [];
    case 'table':
      return [...head, section.caption, ...section.columns, ...section.rows.flat()];
    default:
      return head;
  }
};

/** How long it takes to read a guide, in whole minutes, at least one. */
export const readingMinutes = ({
  locale,
  title,
  headline,
  lead,
  sections,
}: Pick<Guide, 'locale' | 'title' | 'headline' | 'lead' | 'sections'>): number => {
  const texts = [title, headline, lead, ...sections.flatMap(textsOf)].filter((text) => text !== null);
  return Math.max(1, Math.round(countWords(texts.join('\n'), locale) / WORDS_A_MINUTE));
};
