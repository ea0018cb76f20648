import { strings } from '../../strapi-internals/host-utils';
import { components } from '../../../../content-types';
import type { GuideSection } from '../types';
import type { SectionDraft } from '../sections/kind';

const MAX_LENGTH = components['text-section'].attributes.anchor.maxLength;

/** The anchor of a section that has none of its own: from its heading as Strapi makes an address from a title. */
const derived = ({ section, anchorBase }: SectionDraft): string => {
  if (anchorBase) return anchorBase;
  const slug = strings
    .nameToSlug(section.heading ?? '', { decamelize: false })
    .slice(0, MAX_LENGTH - 20)
    .replace(/-$/, '');
  if (slug === '') return section.type;
  // An anchor starts with a letter, so that it is also usable as a CSS selector.
  return /^[a-z]/.test(slug) ? slug : `${section.type}-${slug}`;
};

/**
 * Gives each section an anchor that is unique in the guide. The editors' own anchors win, whatever the order, because
 * others link to them; the others come from headings, numbered where two are alike.
 */
export const withAnchors = (drafts: SectionDraft[]): GuideSection[] => {
  const anchors = new Map<SectionDraft, string>();
  const taken = new Set<string>();
  for (const draft of drafts) {
    if (draft.ownAnchor === null || taken.has(draft.ownAnchor)) continue;
    taken.add(draft.ownAnchor);
    anchors.set(draft, draft.ownAnchor);
  }
  return drafts.map((draft) => {
    let anchor = anchors.get(draft);
    if (anchor === undefined) {
      const base = derived(draft);
      anchor = base;
      for (let number = 2; taken.has(anchor); number += 1) anchor = `${base}-${number}`;
      taken.add(anchor);
    }
    return { ...draft.section, anchor } as unknown as GuideSection;
  });
};
