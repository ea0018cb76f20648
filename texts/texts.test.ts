import { readdirSync } from 'node:fs';
import de from './de.json';
import en from './en.json';
import { fieldText, fillIn, isLanguage, languageOf, nameOf, textsFor } from './index';

/** Every text by its path, such as `page.about`. */
const flat = (value: object, path: string[] = []): [string, string][] =>
  Object.entries(value).flatMap(([key, entry]: [string, unknown]): [string, string][] =>
    typeof entry === 'string' ? [[[...path, key].join(' '), entry]] : flat(entry as object, [...path, key])
  );

const english = new Map(flat(en));
const german = new Map(flat(de));

const placeholders = (text = ''): string[] => (text.match(/\{\w+\}/g) ?? []).sort();

describe('the texts', () => {
  it('are loaded from each file of the folder', () => {
    const languages = readdirSync(__dirname).flatMap((file) => /^(\w+)\.json$/.exec(file)?.[1] ?? []);
    expect(languages.length).toBeGreaterThan(1);
    expect(languages.filter((language) => !isLanguage(language))).toEqual([]);
  });

  it('are the same in every language', () => {
    expect([...german.keys()].sort()).toEqual([...english.keys()].sort());
  });

  it('are empty nowhere but in a hint, and then in every language', () => {
    const empty = (texts: Map<string, string>): string[] =>
      [...texts].filter(([, text]) => text.trim() === '').map(([path]) => path);
    expect(empty(english).filter((path) => !path.endsWith(' hint'))).toEqual([]);
    expect(empty(german)).toEqual(empty(english));
  });

  it('have the same placeholders in every language', () => {
    const differing = [...english].filter(
      ([path, text]) => placeholders(text).join() !== placeholders(german.get(path)).join()
    );
    expect(differing).toEqual([]);
  });
});

describe('the language of a locale', () => {
  it.each([
    ['de', 'de'],
    ['de-AT', 'de'],
    ['DE_de', 'de'],
    ['en-GB', 'en'],
    ['fr', 'en'],
    ['', 'en'],
    ['constructor', 'en'],
  ])('%j is %s', (locale, language) => {
    expect(languageOf(locale)).toBe(language);
    expect(textsFor(locale).guide.faq).toBe({ de: 'Häufige Fragen', en: en.guide.faq }[language]);
  });
});

describe('the texts of a field', () => {
  it('are those of its component before those that every section has', () => {
    expect(fieldText('plugin::career-field.article', 'title', 'de')?.label).toBe('Titel');
    expect(fieldText('career-field.areas-section', 'anchor', 'de')?.label).toBe('Anker');
    expect(fieldText('career-field.faq-item', 'anchor', 'de')).toBeUndefined();
  });

  it.each(['api::article.article', 'shared.image', 'career-field.unknown', ''])(
    'are not given for "%s"',
    (uid) => {
      expect(fieldText(uid, 'title', 'de')).toBeUndefined();
      expect(nameOf(uid, 'de')).toBeUndefined();
    }
  );
});

describe('a text with placeholders', () => {
  it('takes values as they are and leaves placeholders without one', () => {
    expect(fillIn('{a} and {b} of {c}', { a: '$&{b}', b: 0 })).toBe('$&{b} and 0 of {c}');
    expect(fillIn('{toString}', {})).toBe('{toString}');
  });
});
