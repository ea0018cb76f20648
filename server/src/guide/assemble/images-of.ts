import type { GuideImage, GuideSection } from '../types';

/** The pictures that a section shows. */
export const imagesOf = (section: GuideSection): GuideImage[] => {
  switch (section.type) {
    case 'employers':
      return section.employers.flatMap(({ logo }) => logo ?? []);
    case 'related':
      return section.guides.flatMap(({ image }) => image ?? []);
    case 'quote':
      return section.portrait ? [section.portrait] : [];
    case 'media':
    case 'promo':
      return section.image ? [section.image] : [];
    default:
      return [];
  }
};
