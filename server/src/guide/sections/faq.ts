import type { z } from '../../strapi-internals/host-utils';
import type { Blocks } from '../../rich-text/blocks';
import { textsFor } from '../../../../texts';
import { heading, text } from '../page/nodes';
import { written } from '../page/written';
import { from, listOf, object, optional, prose } from '../shape/fields';
import type { Delivered, Texts } from '../shape/rich-text';
import { partIn, sectionKind } from './kind';

const questionIn = (texts: Texts) =>
  texts.named('Question', object({ question: prose, answer: optional(texts.richText) }, 'faq-item'));

const questions = new WeakMap<Texts, ReturnType<typeof questionIn>>();

/** A question with its answer. */
export const question = (texts: Texts): ReturnType<typeof questionIn> => {
  const schema = questions.get(texts) ?? questionIn(texts);
  questions.set(texts, schema);
  return schema;
};

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
