import { components } from '../../../../content-types';
import { heading, labelled, list, paragraph, text, titled } from '../page/nodes';
import { salaries as writeSalaries } from '../page/salaries';
import { choice, listOf, named, object, optionalProse, prose } from '../shape/fields';
import { salary } from '../shape/salary';
import { sectionKind } from './kind';

const demand = choice('GuideDemand', components['outlook-section'].attributes.demand);

const move = named(
  'GuideMove',
  object(
    {
      title: prose,
      text: optionalProse,
      kind: choice('GuideMoveKind', components['move-item'].attributes.kind),
    },
    'move-item'
  )
);

export const outlook = sectionKind({
  type: 'outlook',
  attribute: 'outlook',
  component: 'outlook-section',
  shape: () => ({ demand, salaries: listOf(salary), moves: listOf(move) }),
  hasContent: (content) =>
    content.demand !== 'unknown' || content.salaries.length > 0 || content.moves.length > 0,
  markdown(section, { words }) {
    const salaries = writeSalaries(section.salaries, words);
    // The title says what kind of move it is.
    const moves = list(section.moves.map((each) => titled(each.title, text(each.text))));
    return [
      ...(section.demand === 'unknown'
        ? []
        : paragraph(
            labelled(words.label('outlook.demand'), text(words.label(`outlook.demand.${section.demand}`)))
          )),
      ...(salaries.length > 0 ? heading(3, text(words.label('outlook.salaries'))) : []),
      ...salaries,
      ...(moves.length > 0 ? heading(3, text(words.label('outlook.moves'))) : []),
      ...moves,
    ];
  },
});
