import type { Blocks, Guide, GuideQuestion, GuideSection } from './types';
import type { OutlinePosition } from '../rich-text';

type Write<Text> = (blocks: Blocks, position: OutlinePosition) => Text;

const writtenQuestions = <Text>(
  questions: GuideQuestion<Blocks>[],
  anchor: string,
  write: Write<Text>
): GuideQuestion<Text>[] =>
  questions.map((item) => ({ ...item, answer: item.answer && write(item.answer, { anchor, level: 4 }) }));

const writtenSection = <Text>(section: GuideSection, write: Write<Text>): GuideSection<Text> => {
  const { anchor } = section;
  const body = section.body && write(section.body, { anchor, level: 3 });
  switch (section.type) {
    case 'studies':
      return {
        ...section,
        body,
        answer: section.answer && write(section.answer, { anchor, level: 4 }),
        paths: section.paths.map((path) => ({
          ...path,
          description: path.description && write(path.description, { anchor, level: 4 }),
        })),
      };
    case 'faq':
      return { ...section, body, items: writtenQuestions(section.items, anchor, write) };
    default:
      return { ...section, body };
  }
};

/**
 * The same guide with each of its rich texts written in another way. Which texts there are is said here and nowhere
 * else; the compiler finds one that is forgotten.
 *
 * @param write called once a text, in the order of the page
 */
export const withTexts = <Text>(guide: Guide, write: Write<Text>): Guide<Text> => ({
  ...guide,
  sections: guide.sections.map((section) => writtenSection(section, write)),
  faq: writtenQuestions(guide.faq, 'faq', write),
});
