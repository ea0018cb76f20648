import type { Part } from '../../config';
import { freeSections, namedParts, type GuideSection } from '../sections';
import type { ReadContext } from '../shape/fields';
import type { TocEntry } from '../types';
import type { Row } from '../values';
import { withAnchors } from './anchors';
import { inOrder } from './order';

/**
 * All sections of an article as readers get them, with the paths of the components that they are read from, and the table
 * of contents that leads to them.
 */
export const sectionsIn = (
  article: Row,
  partOrder: Part[],
  context: ReadContext
): { sections: GuideSection[]; origins: string[]; toc: TocEntry[] } => {
  const drafts = inOrder(namedParts(article, context), freeSections(article, context), partOrder);
  const sections = withAnchors(drafts);
  const toc = sections.flatMap(({ anchor, navLabel, heading }, index) => {
    const label = navLabel ?? heading;
    return label !== null && !drafts[index]!.hideInToc ? [{ anchor, label }] : [];
  });
  return { sections, origins: drafts.map(({ origin }) => origin), toc };
};
