import type { Part } from '../../config';
import { freeSections, namedParts, type GuideSection } from '../sections';
import type { ReadContext } from '../shape/fields';
import type { TocEntry } from '../types';
import type { Row } from '../values';
import { withAnchors } from './anchors';
import { inOrder } from './order';

/** All sections of an article as readers get them, and the table of contents that leads to them. */
export const sectionsIn = (
  article: Row,
  partOrder: Part[],
  context: ReadContext
): { sections: GuideSection[]; toc: TocEntry[] } => {
  const drafts = inOrder(namedParts(article, context), freeSections(article, context), partOrder);
  const sections = withAnchors(drafts);
  const toc = sections.flatMap(({ anchor, navLabel, heading }, index) => {
    const label = navLabel ?? heading;
    return label !== null && !drafts[index]!.hideInToc ? [{ anchor, label }] : [];
  });
  return { sections, toc };
};
