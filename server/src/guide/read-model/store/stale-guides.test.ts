import { groupByLocale } from './stale-guides';

it('looks for a written article in guides of its language, and for other documents in all', () => {
  expect(groupByLocale(['skill:java', 'article:a en', 'article:b en', 'article:c *', 'file:7'])).toEqual([
    { locale: '*', dependencies: ['skill:java', 'article:c', 'file:7'] },
    { locale: 'en', dependencies: ['article:a', 'article:b'] },
  ]);
});
