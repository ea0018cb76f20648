import { kindOf, type GuideSection, type SectionType } from '../sections';
import type { PageContext } from '../sections/kind';
import { heading, text, type Nodes } from './nodes';
import type { Label, Words } from './words';
import { written } from './written';

/** A callout is headed by its tone. */
type Labelled = Exclude<SectionType, 'callout'>;

const headingOf = (section: GuideSection<string>, words: Words): string =>
  kindOf(section).markdownHeading?.(section, words) ??
  section.heading ??
  section.navLabel ??
  words.label(`section.${section.type as Labelled}` satisfies Label);

/** A section as a part of the page: its heading, its text, and what it is made of. */
export const section = (given: GuideSection<string>, page: PageContext): Nodes => [
  ...heading(2, text(headingOf(given, page.words))),
  ...written(given.body),
  ...kindOf(given).markdown(given, page),
];
