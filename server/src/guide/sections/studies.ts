import { heading, text } from '../page/nodes';
import { studyPath as writeStudyPath } from '../page/study-paths';
import { written } from '../page/written';
import { studyPath } from '../shape/documents';
import { listOf, optional, optionalProse } from '../shape/fields';
import { sectionKind } from './kind';

export const studies = sectionKind({
  type: 'studies',
  attribute: 'studies',
  component: 'studies-section',
  shape: (texts) => ({
    question: optionalProse,
    answer: optional(texts.richText),
    paths: listOf(studyPath(texts)),
  }),
  markdown: ({ question, answer, paths }, { words }) => [
    ...heading(3, text(question)),
    ...written(answer),
    ...paths.flatMap((path) => writeStudyPath(path, words)),
  ],
});
