import { joined, link, list, text, titled, type GuideAddress, type Line } from '../page/nodes';
import type { Words } from '../page/words';
import { reference, type GuideReference } from '../shape/documents';
import { from, listOf, named, object, optional, optionalProse, prose } from '../shape/fields';
import { sectionKind } from './kind';

const area = named(
  'GuideArea',
  object({ title: prose, text: optionalProse, guide: from('article', optional(reference)) }, 'area-item')
);

const otherGuide = (guide: GuideReference, words: Words, addressOf: GuideAddress): Line => [
  ...text('('),
  ...link(words.label('area.guide', { title: guide.title }), addressOf(guide)),
  ...text(')'),
];

export const areas = sectionKind({
  type: 'areas',
  attribute: 'areas',
  component: 'areas-section',
  shape: () => ({ items: listOf(area) }),
  markdown: ({ items }, { words, addressOf }) =>
    list(
      items.map((item) =>
        titled(
          item.title,
          joined(' ', [text(item.text), item.guide ? otherGuide(item.guide, words, addressOf) : []])
        )
      )
    ),
});
