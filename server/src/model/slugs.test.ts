import { cutSlug, isDerivedFrom, MAX_SLUG_LENGTH, numberSlug, toSlug } from './slugs';
import { isSlug } from './formats';

describe('the slug of a title', () => {
  it.each([
    ['de', 'Straßenbauer/in für Brücken & Ämter', 'strassenbauer-in-fuer-bruecken-und-aemter'],
    ['de-AT', 'Größe', 'groesse'],
    ['en', 'Führungskräfte', 'fuehrungskraefte'],
    [undefined, 'Öl', 'oel'],
    ['sv', 'Äldre människor på ön', 'aldre-manniskor-pa-on'],
    ['fi', 'Mökki', 'mokki'],
    ['tr', 'Müdür', 'mudur'],
    ['es', 'Lingüística', 'linguistica'],
    ['da', 'Håndværker på Øresund', 'haandvaerker-paa-oeresund'],
    ['fr', 'Élève à l’œuvre', 'eleve-a-l-oeuvre'],
    ['ru', 'Инженер', 'inzhener'],
    ['de', 'iOS-Entwicklung', 'ios-entwicklung'],
    ['de', '☃ – ?!', ''],
  ])('in the language %s: "%s"', (locale, title, slug) => {
    expect(toSlug(title, locale)).toBe(slug);
  });

  it('takes composed and decomposed letters for the same', () => {
    expect(toSlug('A\u0308mter', 'de')).toBe('aemter');
    expect(toSlug('A\u0308mter', 'sv')).toBe('amter');
  });
});

describe('a number at a slug', () => {
  it('keeps it within the length that the schema allows', () => {
    const long = toSlug('wort '.repeat(40), 'de');
    expect(numberSlug(long, 2).length).toBeLessThanOrEqual(MAX_SLUG_LENGTH);
    expect(isSlug(numberSlug(long, 2))).toBe(true);
    expect(isSlug(numberSlug(cutSlug('a'.repeat(200), MAX_SLUG_LENGTH), 12))).toBe(true);
  });

  it.each([
    ['backend', true],
    ['backend-2', true],
    ['backend-99', true],
    // Written by an editor: a year, a word, a version number.
    ['backend-2026', false],
    ['backend-02', false],
    ['backend-entwicklung', false],
    ['back', false],
    ['', false],
  ])('is distinguished from a number that an editor writes: %s', (slug, isDerived) => {
    expect(isDerivedFrom(slug, 'Backend', 'de')).toBe(isDerived);
  });

  it('is recognised after a title that fills the whole slug', () => {
    const title = 'wort '.repeat(40);
    expect(isDerivedFrom(numberSlug(toSlug(title, 'de'), 3), title, 'de')).toBe(true);
  });
});
