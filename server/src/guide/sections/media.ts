import { image as writeImage, link, paragraph, paragraphs } from '../page/nodes';
import { optional, optionalProse, optionalText } from '../shape/fields';
import { image } from '../shape/image';
import { sectionKind } from './kind';

export const media = sectionKind({
  type: 'media',
  attribute: 'sections',
  component: 'media-section',
  shape: () => ({ image: optional(image), videoUrl: optionalText, transcript: optionalProse }),
  markdown: (section, { words }) => [
    ...writeImage(section.image, words),
    ...(section.videoUrl ? paragraph(link(words.label('video'), section.videoUrl)) : []),
    ...paragraphs(section.transcript),
  ],
});
