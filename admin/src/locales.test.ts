import { localeName, ownLocale } from './locales';

describe('the language of a new guide', () => {
  it.each([
    [['en', 'de'], 'de', 'en', 'de'],
    [['en', 'de-AT', 'de-CH'], 'de', 'en', 'de-AT'],
    [['en', 'fr'], 'de', 'fr', 'fr'],
    [['en', 'fr'], 'de', 'de', 'en'],
    [['en', 'fr'], 'de', undefined, 'en'],
  ])('of %j, with a panel in %s and a page in %s, is %s', (locales, panel, present, expected) => {
    expect(ownLocale(locales, panel, present)).toBe(expected);
  });

  it('has a name in the language of the panel', () => {
    expect(localeName('en', 'de')).toBe('Englisch');
    expect(localeName('not a locale', 'de')).toBe('not a locale');
  });
});
