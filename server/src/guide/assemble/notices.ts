import { collectValues } from '../shape/walk';
import { schemaOf } from '../sections';
import type { GuideImage, GuideNotice, GuideSection } from '../types';
import { textsFor } from '../../../../texts';

const imagesIn = (section: GuideSection): GuideImage[] =>
  collectValues(schemaOf(section), section, { isWanted: (role) => role === 'image' });

/** What readers must know of a guide: which images are generated, and where these are. */
export const noticesOf = (
  hero: GuideImage | null,
  sections: GuideSection[],
  locale: string
): GuideNotice[] => {
  const shown = [
    { place: 'hero', images: hero ? [hero] : [] },
    ...sections.map((section) => ({ place: section.anchor, images: imagesIn(section) })),
  ];
  const generated = shown
    .map(({ place, images }) => ({ place, count: images.filter(({ aiGenerated }) => aiGenerated).length }))
    .filter(({ count }) => count > 0);
  const total = generated.reduce((sum, { count }) => sum + count, 0);
  if (total === 0) return [];
  const texts = textsFor(locale).guide;
  return [
    {
      kind: 'ai-generated-image',
      text: texts[total === 1 ? 'aiGeneratedImage.one' : 'aiGeneratedImage.other'],
      places: generated.map(({ place }) => place),
    },
  ];
};
