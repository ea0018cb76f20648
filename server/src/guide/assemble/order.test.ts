import { NAMED_PARTS, type Part } from '../../config';
import type { FreeSection, PlacedSection } from '../sections';
import { inOrder } from './order';

const draft = (heading: string): PlacedSection => ({
  section: { type: 'text', heading, navLabel: null, body: null },
  ownAnchor: null,
  hideInToc: false,
  origin: heading,
});

const partsOf = (names: readonly Part[]) =>
  Object.fromEntries(names.map((name) => [name, draft(name)])) as Partial<Record<Part, PlacedSection>>;

const free = (after: FreeSection['after'], name = `after ${after}`): FreeSection => ({
  ...draft(name),
  after,
});

const order = (names: readonly Part[], sections: FreeSection[] = [], partOrder: Part[] = []) =>
  inOrder(partsOf(names), sections, partOrder).map(({ section }) => section.heading);

describe('the order of a guide', () => {
  it('is the plugin’s own', () => {
    expect(order(NAMED_PARTS)).toEqual([...NAMED_PARTS]);
  });

  it('is the site’s for the parts that it names; the others follow in the plugin’s order', () => {
    expect(order(NAMED_PARTS, [], ['faq', 'outlook'])).toEqual([
      'faq',
      'outlook',
      'definition',
      'employers',
      'areas',
      'studies',
      'access-requirements',
      'skills',
      'tasks',
      'working-conditions',
      'jobs-nearby',
      'jobs-listing',
      'related',
    ]);
  });

  it('puts free sections after their part, in the editors’ order, and those of the top first', () => {
    const sections = [
      free('tasks', 'one'),
      free('top', 'strip'),
      free('tasks', 'two'),
      free('related', 'last'),
    ];
    expect(order(['definition', 'tasks', 'related'], sections)).toEqual([
      'strip',
      'definition',
      'tasks',
      'one',
      'two',
      'related',
      'last',
    ]);
  });

  it('takes free sections along with their part', () => {
    expect(order(['definition', 'tasks'], [free('tasks')], ['tasks'])).toEqual([
      'tasks',
      'after tasks',
      'definition',
    ]);
  });

  it('keeps the place of a part that is not there', () => {
    expect(order(['definition', 'skills'], [free('areas'), free('definition')])).toEqual([
      'definition',
      'after definition',
      'after areas',
      'skills',
    ]);
  });

  it.each<[Part[], string[]]>([
    [
      ['jobs-nearby', 'outlook', 'jobs-listing'],
      ['jobs-nearby', 'outlook', 'jobs-listing', 'after jobs'],
    ],
    [
      ['jobs-nearby', 'outlook'],
      ['jobs-nearby', 'after jobs', 'outlook'],
    ],
    [
      ['tasks', 'outlook'],
      ['tasks', 'after jobs', 'outlook'],
    ],
  ])('puts what follows the jobs after the last half of them: %j', (names, expected) => {
    expect(order(names, [free('jobs')])).toEqual(expected);
  });
});
