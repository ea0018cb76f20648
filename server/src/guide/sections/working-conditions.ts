import { components } from '../../../../content-types';
import { joined, labelled, list, text, type Line } from '../page/nodes';
import type { Words } from '../page/words';
import {
  choice,
  described,
  listOf,
  named,
  object,
  optionalNumber,
  optionalProse,
  proseList,
  requiredChoice,
} from '../shape/fields';
import { sectionKind } from './kind';

const { remote, travel } = components['working-conditions-section'].attributes;

const workPattern = named(
  'GuideWorkPattern',
  object(
    {
      kind: requiredChoice('GuideWorkPatternKind', components['work-pattern'].attributes.kind),
      note: optionalProse,
    },
    'work-pattern'
  )
);

const remoteChoice = choice('GuideRemoteWork', remote);
const travelChoice = choice('GuideTravel', travel);

const hours = (min: number | null, max: number | null, words: Words): string => {
  if (min === null && max === null) return '';
  if (max === null) return words.label('conditions.hours.from', { min: words.number(min!) });
  if (min === null) return words.label('conditions.hours.to', { max: words.number(max) });
  const values = { min: words.number(min), max: words.number(max) };
  return words.label(min === max ? 'conditions.hours.exact' : 'conditions.hours.range', values);
};

const lineOf = (lines: Line[]): Line => joined(', ', lines);

export const workingConditions = sectionKind({
  type: 'working-conditions',
  attribute: 'workingConditions',
  component: 'working-conditions-section',
  shape: () => ({
    weeklyHoursMin: described(optionalNumber, 'Hours a week, from.'),
    weeklyHoursMax: described(optionalNumber, 'Hours a week, to.'),
    patterns: listOf(workPattern),
    places: proseList,
    remote: remoteChoice,
    travel: travelChoice,
  }),
  markdown: (section, { words }) =>
    list([
      labelled(
        words.label('conditions.hours'),
        text(hours(section.weeklyHoursMin, section.weeklyHoursMax, words))
      ),
      labelled(
        words.label('conditions.patterns'),
        lineOf(
          section.patterns.map(({ kind, note }) =>
            text(words.label(`conditions.pattern.${kind}`) + (note ? ` (${note})` : ''))
          )
        )
      ),
      labelled(words.label('conditions.places'), lineOf(section.places.map((place) => text(place)))),
      labelled(
        words.label('conditions.remote'),
        text(section.remote && words.label(`conditions.remote.${section.remote}`))
      ),
      labelled(
        words.label('conditions.travel'),
        text(section.travel && words.label(`conditions.travel.${section.travel}`))
      ),
    ]),
});
