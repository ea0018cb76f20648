import type { GuideStudyPath } from '../shape/documents';
import { heading, joined, labelled, list, text, type Line, type Nodes } from './nodes';
import { furtherLink } from './sources';
import { written } from './written';
import type { Words } from './words';

const duration = (
  { durationMonthsMin, durationMonthsMax }: GuideStudyPath<string>,
  words: Words
): string | null => {
  const min = durationMonthsMin === null ? '' : words.number(durationMonthsMin);
  const max = durationMonthsMax === null ? '' : words.number(durationMonthsMax);
  if (!min && !max) return null;
  if (!max) return words.label('path.duration.from', { min });
  if (!min) return words.label('path.duration.to', { max });
  return words.label(min === max ? 'path.duration.months' : 'path.duration.range', { min, max });
};

const facts = (path: GuideStudyPath<string>, words: Words): Line[] => [
  labelled(words.label('path.kind'), text(path.kind && words.label(`path.kind.${path.kind}`))),
  labelled(words.label('path.qualification'), text(path.qualification)),
  labelled(words.label('path.eqf'), text(path.eqfLevel === null ? null : words.number(path.eqfLevel))),
  labelled(words.label('path.duration'), text(duration(path, words))),
  labelled(words.label('path.requirements'), text(path.entryRequirements)),
  labelled(
    words.label('path.subjects'),
    joined(
      ', ',
      path.subjects.map((subject) => text(subject))
    )
  ),
];

/** A way into the field: what it is, in a list, then in words, then where to read on. */
export const studyPath = (path: GuideStudyPath<string>, words: Words): Nodes => [
  ...heading(3, text(path.title)),
  ...list(facts(path, words)),
  ...written(path.description),
  ...list(path.links.map((given) => furtherLink(given, words))),
];
