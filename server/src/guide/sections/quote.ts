import { image as writeImage, paragraph, paragraphs, quote as writeQuote, text } from '../page/nodes';
import { optional, optionalProse } from '../shape/fields';
import { image } from '../shape/image';
import { sectionKind } from './kind';

export const quote = sectionKind({
  type: 'quote',
  attribute: 'sections',
  component: 'quote-section',
  shape: () => ({
    quote: optionalProse,
    person: optionalProse,
    role: optionalProse,
    portrait: optional(image),
  }),
  markdown: (section, { words }) => [
    ...writeQuote(paragraphs(section.quote)),
    ...paragraph(text([section.person, section.role].filter(Boolean).join(', '))),
    ...writeImage(section.portrait, words),
  ],
});
