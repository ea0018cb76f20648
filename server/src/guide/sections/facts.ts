import { joined, labelled, link, list, text } from '../page/nodes';
import { listOf, named, object, optionalDay, optionalText, prose } from '../shape/fields';
import { sectionKind } from './kind';

const fact = named(
  'GuideFact',
  object({ label: prose, value: prose, sourceUrl: optionalText, asOf: optionalDay }, 'fact-item')
);

export const facts = sectionKind({
  type: 'facts',
  attribute: 'sections',
  component: 'facts-section',
  shape: () => ({ facts: listOf(fact) }),
  markdown: (section, { words }) =>
    list(
      section.facts.map(({ label, value, sourceUrl, asOf }) =>
        joined(' ', [
          labelled(label, text(value)),
          asOf ? text(`(${words.label('as-of', { date: words.day(asOf) })})`) : [],
          sourceUrl ? [...text('('), ...link(words.label('source'), sourceUrl), ...text(')')] : [],
        ])
      )
    ),
});
