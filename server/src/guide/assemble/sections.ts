import type { Blocks, GuideSection } from '../types';
import { blocksIn } from './blocks';
import { textIn, type Row } from '../values';

/** A section on its way into a guide: with what the order, the anchors and the table of contents need to know. */
export interface SectionDraft {
  /** Its anchor is given when all sections are known. */
  section: SectionWithoutAnchor;
  /** The editors' own anchor; without one it is made from `anchorBase` or the heading. */
  ownAnchor: string | null;
  /** For what the plugin names itself, so that its anchor is the same in every language. */
  anchorBase?: string;
  hideInToc: boolean;
}

type Without<Section, Name extends PropertyKey> = Section extends unknown ? Omit<Section, Name> : never;

export type SectionWithoutAnchor = Without<GuideSection, 'anchor'>;

/** What a kind of section has beside what all have. */
export type SectionContent = Without<SectionWithoutAnchor, keyof SectionHead>;

export interface SectionHead {
  heading: string | null;
  navLabel: string | null;
  body: Blocks | null;
}

/** What all sections of an article start with. */
export const headIn = (row: Row): SectionHead => ({
  heading: textIn(row.heading),
  navLabel: textIn(row.navLabel),
  body: blocksIn(row.body),
});

export const draftOf = (row: Row, head: SectionHead, content: SectionContent): SectionDraft => ({
  // TypeScript does not see that a head and the content of a kind are together a section of that kind.
  section: { ...head, ...content } as SectionWithoutAnchor,
  ownAnchor: textIn(row.anchor),
  hideInToc: row.hideInToc === true,
});
