import { image as writeImage, joined, link, paragraph, text } from '../page/nodes';
import { flag, optional, optionalProse, optionalText } from '../shape/fields';
import { image } from '../shape/image';
import { sectionKind } from './kind';

export const promo = sectionKind({
  type: 'promo',
  attribute: 'sections',
  component: 'promo-section',
  shape: () => ({ label: optionalProse, url: optionalText, sponsored: flag, image: optional(image) }),
  markdown: ({ label, url, sponsored, image: shown }, { words }) => [
    ...writeImage(shown, words),
    ...paragraph(
      joined(' ', [
        url ? link(label ?? '', url) : text(label),
        sponsored ? text(`(${words.label('sponsored')})`) : [],
      ])
    ),
  ],
});
