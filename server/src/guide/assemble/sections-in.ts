import type { Part } from '../../config';
import type { GuideCard, GuideSection, TocEntry } from '../types';
import { withAnchors } from './anchors';
import { freeSections } from './free-sections';
import { namedParts } from './named-parts';
import { inOrder } from './order';
import type { Row } from '../values';

interface SectionsContext {
  partOrder: Part[];
  cardOf: (article: string) => GuideCard | undefined;
}

/** All sections of an article as readers get them, and the table of contents that leads to them. */
export const sectionsIn = (
  article: Row,
  { partOrder, cardOf }: SectionsContext
): { sections: GuideSection[]; toc: TocEntry[] } => {
  const parts = namedParts(article, { locale: String(article.locale), cardOf });
  const drafts = inOrder(parts, freeSections(article), partOrder);
  const sections = withAnchors(drafts);
  const toc = sections.flatMap(({ anchor, navLabel, heading }, index) => {
    const label = navLabel ?? heading;
    return label !== null && !drafts[index]!.hideInToc ? [{ anchor, label }] : [];
  });
  return { sections, toc };
};
