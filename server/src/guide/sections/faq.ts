import type { z } from '../../strapi-internals/host-utils';
import type { Blocks } from '../../rich-text/blocks';
import { textsFor } from '../../../../texts';
import { heading, text } from '../page/nodes';
import { written } from '../page/written';
import { from, listOf, object, optional, prose } from '../shape/fields';
import { perVariant, type Delivered } from '../shape/rich-text';
import { partIn, sectionKind } from './kind';

/** A question with its answer. */
export const question = perVariant((texts) =>
  texts.named('Question', object({ question: prose, answer: optional(texts.richText) }, 'faq-item'))
);

export type GuideQuestion<Text = Blocks> = Delivered<z.infer<ReturnType<typeof question>>, Text>;

export const faq = sectionKind({
  type: 'faq',
  attribute: 'faq',
  shape: (texts) => ({ items: from('faq', listOf(question(texts))) }),
  draft: ({ faq: items }, context, kind) =>
    partIn(kind, { faq: items }, context, {
      computed: { heading: textsFor(context.locale).guide.faq },
      anchorBase: 'faq',
    }),
  markdown: ({ items }) =>
    items.flatMap((item) => [...heading(3, text(item.question)), ...written(item.answer)]),
});
