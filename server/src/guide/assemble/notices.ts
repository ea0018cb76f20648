import { textsFor } from '../../../../texts';
import type { GuideImage, GuideNotice, GuideSection } from '../types';
import { imagesOf } from './images-of';

/** What readers must be told of a guide: that pictures were generated, and where these are. */
export const noticesOf = (
  hero: GuideImage | null,
  sections: GuideSection[],
  locale: string
): GuideNotice[] => {
  const shown = [
    { place: 'hero', images: hero ? [hero] : [] },
    ...sections.map((section) => ({ place: section.anchor, images: imagesOf(section) })),
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
