import { lookUpSlug } from './find-guide';
import { guideIndexOf, entry } from '../../../../tests/support/unit/guide-index';

const entries = [
  entry(1, { locale: 'de', slug: 'backend', previousSlugs: ['server'] }),
  entry(2, { locale: 'en', slug: 'backend', previousSlugs: ['back-end'] }),
  entry(3, { locale: 'en', slug: 'server', previousSlugs: [] }),
  entry(4, { locale: 'de', slug: 'frontend', previousSlugs: ['backend', 'back-end'] }),
];

it.each<[string[], string, number | undefined, boolean | undefined]>([
  [['de'], 'backend', 1, false],
  [['en'], 'backend', 2, false],
  [['de-AT', 'de', 'en'], 'backend', 1, false],
  [['de-AT', 'en', 'de'], 'backend', 2, false],
  [['de'], 'server', 1, true],
  // In use in a later language of the chain: still before what is no longer in use.
  [['de', 'en'], 'server', 3, false],
  [['de', 'en'], 'back-end', 4, true],
  [['en', 'de'], 'back-end', 2, true],
  [['fr'], 'backend', undefined, undefined],
  [['en'], 'frontend', undefined, undefined],
  [['en'], '', undefined, undefined],
])(
  'in the languages %j the slug %j leads to %s (an earlier one: %s)',
  async (chain, slug, id, isPrevious) => {
    const found = await lookUpSlug(async (locale) => guideIndexOf(entries, locale), chain, slug);
    expect([found?.entry.id, found?.isPrevious]).toEqual([id, isPrevious]);
  }
);
