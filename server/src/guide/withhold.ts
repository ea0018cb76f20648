import { hasDrafts, uidOf, type Strapi } from '../plugin';
import type { PublicType } from '../../../content-types';
import { reasonOf } from './read-model/rebuild/retries';
import type { Guide, GuideCard, GuideSection } from './types';

type Shown = Record<PublicType, Set<string>>;

const emptyShown = (): Shown => ({
  category: new Set(),
  skill: new Set(),
  'study-path': new Set(),
  employer: new Set(),
  article: new Set(),
});

/** The documents that a guide shows, beside its own article. */
export const documentsIn = ({ category, breadcrumbs, related, sections }: Guide): Shown => {
  const shown = emptyShown();
  const addCard = (card: GuideCard): void => {
    shown.article.add(card.documentId);
    if (card.category) shown.category.add(card.category.documentId);
  };
  for (const each of [...breadcrumbs, ...(category ? [category] : [])]) shown.category.add(each.documentId);
  related.forEach(addCard);
  for (const section of sections) {
    switch (section.type) {
      case 'employers':
        section.employers.forEach(({ documentId }) => shown.employer.add(documentId));
        break;
      case 'areas':
        section.items.forEach(({ guide }) => guide && shown.article.add(guide.documentId));
        break;
      case 'studies':
        section.paths.forEach(({ documentId }) => shown['study-path'].add(documentId));
        break;
      case 'skills':
        section.items.forEach(({ skill }) => shown.skill.add(skill.documentId));
        break;
      case 'related':
        section.guides.forEach(addCard);
        break;
    }
  }
  return shown;
};

/** The same guide without the documents that are not there any more. */
const without = (guide: Guide, isThere: (type: PublicType, documentId: string) => boolean): Guide => {
  const cards = (shown: GuideCard[]): GuideCard[] =>
    shown
      .filter(({ documentId }) => isThere('article', documentId))
      .map((card) =>
        card.category && !isThere('category', card.category.documentId) ? { ...card, category: null } : card
      );
  const trim = (section: GuideSection): GuideSection => {
    switch (section.type) {
      case 'employers':
        return {
          ...section,
          employers: section.employers.filter(({ documentId }) => isThere('employer', documentId)),
        };
      case 'areas':
        return {
          ...section,
          items: section.items.map((item) =>
            item.guide && !isThere('article', item.guide.documentId) ? { ...item, guide: null } : item
          ),
        };
      case 'studies':
        return {
          ...section,
          paths: section.paths.filter(({ documentId }) => isThere('study-path', documentId)),
        };
      case 'skills':
        return { ...section, items: section.items.filter(({ skill }) => isThere('skill', skill.documentId)) };
      case 'related':
        return { ...section, guides: cards(section.guides) };
      default:
        return section;
    }
  };
  const { category } = guide;
  return {
    ...guide,
    category: category && isThere('category', category.documentId) ? category : null,
    breadcrumbs: guide.breadcrumbs.filter(({ documentId }) => isThere('category', documentId)),
    sections: guide.sections.map(trim),
    related: cards(guide.related),
  };
};

/** The guide with a JSON-LD of its own, or without any if that fails: readers get the page in any case. */
export const describeAgain = (
  guide: Guide,
  describe: (guide: Guide) => Guide['jsonLd'],
  report: (message: string) => void
): Guide => {
  try {
    return { ...guide, jsonLd: describe(guide) };
  } catch (error) {
    report(
      `[career-field] The JSON-LD of guide ${guide.documentId} (${guide.locale}) could not be built without what was withdrawn, so it is served without JSON-LD: ${reasonOf(error)}`
    );
    return { ...guide, jsonLd: { '@context': 'https://schema.org', '@graph': [] } };
  }
};

/**
 * Takes documents out of a stored guide that were deleted or unpublished since it was built: a guide whose rebuild
 * fails stays served, what was withdrawn does not.
 *
 * @param describe builds the JSON-LD, which names what the guide shows
 */
export const withholdWithdrawn = async (
  strapi: Strapi,
  guide: Guide,
  describe: (guide: Guide) => Guide['jsonLd']
): Promise<Guide> => {
  const shown = documentsIn(guide);
  const there = emptyShown();
  for (const type of Object.keys(shown) as PublicType[]) {
    if (shown[type].size === 0) continue;
    const rows = (await strapi.db.query(uidOf(type)).findMany({
      where: {
        documentId: { $in: [...shown[type]] },
        locale: guide.locale,
        ...(hasDrafts(type) && { publishedAt: { $notNull: true } }),
      },
      select: ['documentId'],
    })) as { documentId: string }[];
    for (const { documentId } of rows) there[type].add(documentId);
  }
  const isWhole = (Object.keys(shown) as PublicType[]).every((type) => shown[type].size === there[type].size);
  if (isWhole) return guide;
  const left = without(guide, (type, documentId) => there[type].has(documentId));
  return describeAgain(left, describe, (message) => void strapi.log.error(message));
};
