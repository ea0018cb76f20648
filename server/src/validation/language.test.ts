import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Strapi } from '../plugin';
import { requestLanguage, translate } from './language';
import { textsFor } from '../../../texts';

const german: Record<string, string> = textsFor('de').errors;
const english: Record<string, string> = textsFor('en').errors;

const SOURCES = path.resolve(__dirname, '../../../server/src');

describe('translate', () => {
  it('puts values into the sentence of each language', () => {
    expect(translate('number.max', { max: 8 })).toBe('The number must not be above 8.');
    expect(translate('number.max', { max: 8 }, 'en')).toBe('The number must not be above 8.');
    expect(translate('number.max', { max: 8 }, 'de')).toBe('Die Zahl darf nicht über 8 liegen.');
    expect(translate('table.cells', { cells: 1, columns: 2 })).toBe(
      'This row has 1 cells, but the table has 2 columns.'
    );
  });

  it('takes values as they are, whatever they look like', () => {
    expect(translate('blocks.link', { url: 'javascript:$&{url}$1' })).toBe(
      english['blocks.link']?.replace('{url}', () => 'javascript:$&{url}$1')
    );
    expect(translate('number.min', { min: 0 })).toBe('The number must not be below 0.');
  });

  it('leaves a placeholder for which there is no value', () => {
    expect(translate('number.max')).toBe('The number must not be above {max}.');
    expect(translate('number.max', { min: 1 })).toBe('The number must not be above {max}.');
  });

  it('returns what is no key as the sentence that it is', () => {
    expect(translate('Something {else} is wrong.', { else: 'x' }, 'de')).toBe('Something {else} is wrong.');
    expect(translate('no.such.key')).toBe('no.such.key');
    expect(translate('')).toBe('');
  });
});

describe('requestLanguage', () => {
  const ask = (context: unknown): string =>
    requestLanguage({ requestContext: { get: () => context } } as unknown as Strapi);

  const request = (header?: string, preferedLanguage?: string | null) => ({
    state: preferedLanguage === undefined ? {} : { user: { preferedLanguage } },
    get: (name: string) => (name.toLowerCase() === 'accept-language' ? header : undefined),
  });

  it('is English outside a request', () => {
    expect(ask(undefined)).toBe('en');
  });

  it('is the language of the profile, whatever the browser prefers', () => {
    expect(ask(request('en', 'de'))).toBe('de');
    expect(ask(request('de', 'en'))).toBe('en');
    expect(ask(request('en', 'de-AT'))).toBe('de');
    expect(ask(request('en', 'DE'))).toBe('de');
  });

  it.each([null, '', 'fr', 'zh-Hans'])('is that of the browser where the profile says %j', (preferred) => {
    expect(ask(request('de', preferred))).toBe('de');
    expect(ask(request('en', preferred))).toBe('en');
  });

  it.each([
    ['de', 'de'],
    ['en', 'en'],
    ['DE-de', 'de'],
    ['de-CH, fr;q=0.9', 'de'],
    ['fr-FR, fr;q=0.9, de;q=0.1', 'de'],
    ['de;q=0.5, en;q=0.9', 'en'],
    ['en;q=0.5,de;q=0.9', 'de'],
    ['en; q=0.3, de; q=0.7', 'de'],
    // Without a weight it is 1.
    ['en;q=0.9, de', 'de'],
    // Of two with the same weight, the first.
    ['de, en', 'de'],
    ['en, de', 'en'],
    ['fr, es', 'en'],
    ['*', 'en'],
    ['', 'en'],
    [',;,', 'en'],
    [undefined, 'en'],
  ])('with the header %j is %s', (header, language) => {
    expect(ask(request(header))).toBe(language);
  });

  // RFC 9110, 12.4.2: a weight of 0 means "not acceptable".
  it('is not one that the browser rules out', () => {
    expect(ask(request('fr, de;q=0'))).toBe('en');
  });

  it('is English in a context that has neither a user nor headers, such as that of a job', () => {
    expect(ask({})).toBe('en');
  });
});

describe('the messages', () => {
  const sources = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .map((file) => ({ file, source: readFileSync(path.join(SOURCES, file), 'utf8') }));

  const literalsIn = ({ source }: { source: string }): string[] =>
    [...source.matchAll(/'([a-z]+\.[a-zA-Z]+)'/g)].map(([, key]) => key ?? '');

  it('are all used, and every one that is used is there', () => {
    // Only messages look like this in the rules; elsewhere in the sources a key may stand among other things.
    const inRules = sources.filter(({ file }) => file.startsWith('validation')).flatMap(literalsIn);
    expect(inRules.length).toBeGreaterThan(30);
    const unknown = inRules.filter((key) => !(key in english));
    expect(unknown).toEqual([]);

    const used = new Set(sources.flatMap(literalsIn));
    expect(Object.keys(english).filter((key) => !used.has(key))).toEqual([]);
  });

  it.each([...Object.entries(english), ...Object.entries(german)])(
    '%s is a whole sentence',
    (_key, message) => {
      expect(message).toMatch(/^[A-ZÄÖÜ{].*[.?!]$/s);
    }
  );
});
