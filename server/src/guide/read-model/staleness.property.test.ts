import fc from 'fast-check';
import { addDays, dayOf } from '../../editorial/days';
import {
  articleIn,
  concerns,
  staleBy,
  toDependencies,
  type Dependent,
  type Invalidation,
  type StaleReason,
} from './staleness';

const ids = fc.constantFrom('a', 'b', 'c');
const languages = fc.constantFrom('de', 'en');

const names = fc.oneof(
  ids.map((id) => `skill:${id}`),
  ids.map((id) => `category:${id}`),
  fc.tuple(ids, fc.constantFrom('de', 'en', '*')).map(([id, locale]) => `article:${id} ${locale}`),
  fc.constantFrom('*', '*articles')
);

const invalidations = fc.array(fc.record({ name: names, sequence: fc.integer({ min: 0, max: 6 }) }), {
  maxLength: 8,
});

const guides: fc.Arbitrary<Dependent> = fc.record({
  article: ids,
  language: languages,
  basis: fc.integer({ min: 0, max: 6 }),
  dependencies: fc
    .uniqueArray(fc.tuple(fc.constantFrom('skill', 'category', 'article'), ids).map((pair) => pair.join(':')))
    .map(toDependencies),
});

/** What the documentation says, one invalidation at a time. */
const reasonFor = ({ name }: Invalidation, guide: Dependent): StaleReason | undefined => {
  if (name.startsWith('*')) return 'shown';
  const written = articleIn(name);
  if (!written) return guide.dependencies.includes(`|${name}|`) ? 'shown' : undefined;
  if (written.article === guide.article) return concerns(written, guide.language) ? 'own' : 'linked';
  const isShown = guide.dependencies.includes(`|article:${written.article}|`);
  return isShown && concerns(written, guide.language) ? 'linked' : undefined;
};

it('gives the most urgent reason of all invalidations above the basis', () => {
  fc.assert(
    fc.property(invalidations, guides, (open, guide) => {
      const reasons = open
        .filter(({ sequence }) => sequence > guide.basis)
        .map((invalidation) => reasonFor(invalidation, guide));
      const expected = (['own', 'shown', 'linked'] as const).find((reason) => reasons.includes(reason));
      expect(staleBy(open, guide)).toBe(expected);
    }),
    { numRuns: 2000 }
  );
});

it.each([
  [-1, 'own'],
  [0, 'own'],
  [1, undefined],
])('is stale from the day on which its figures change, without a write: %s days from now', (days, reason) => {
  const changesOn = addDays(dayOf(new Date()), days);
  const guide: Dependent = { article: 'a', language: 'de', basis: 6, dependencies: '', changesOn };
  expect(staleBy([], guide)).toBe(reason);
});
