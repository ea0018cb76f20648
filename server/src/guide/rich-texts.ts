import type { OutlinePosition } from '../rich-text';
import { schemaOf } from './sections';
import { mapValues } from './shape/walk';
import type { Blocks, Guide, GuideQuestion, GuideSection } from './types';

type Write<Text> = (blocks: Blocks, position: OutlinePosition) => Text;

const replaceTexts = <Text>(section: GuideSection, write: (blocks: Blocks) => Text): GuideSection<Text> =>
  mapValues(schemaOf(section), section, {
    isWanted: (role) => role === 'rich-text',
    replace: (blocks) => write(blocks as Blocks),
  }) as GuideSection<Text>;

/** Headings continue the outline of the page: within what has a title of its own, they start one level lower. */
const writtenSection = <Text>(section: GuideSection, write: Write<Text>): GuideSection<Text> => {
  const { anchor, body } = section;
  return replaceTexts(section, (blocks) => write(blocks, { anchor, level: blocks === body ? 3 : 4 }));
};

const writtenQuestions = <Text>(
  questions: GuideQuestion[],
  anchor: string,
  write: Write<Text>
): GuideQuestion<Text>[] =>
  questions.map((item) => ({ ...item, answer: item.answer && write(item.answer, { anchor, level: 4 }) }));

/**
 * The same guide with each of its rich texts written in another format. The shapes of the sections say which texts
 * there are.
 *
 * @param write called once a text, in the order of the page
 */
export const withTexts = <Text>(guide: Guide, write: Write<Text>): Guide<Text> => ({
  ...guide,
  sections: guide.sections.map((section) => writtenSection(section, write)),
  faq: writtenQuestions(guide.faq, 'faq', write),
});
