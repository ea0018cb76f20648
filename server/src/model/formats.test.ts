import {
  CODE_EXAMPLES,
  CODE_FORMATS,
  isAnchor,
  isCurrency,
  isRegion,
  isSafeUrl,
  isSlug,
  isStorableText,
} from './formats';
import { components } from '../../../content-types';

const ESCO_OCCUPATION = 'http://data.europa.eu/esco/occupation/f2b15a0e-e65a-438a-affb-29b9d50b77d1';

describe('isSafeUrl', () => {
  it.each([
    'https://example.org',
    'http://example.org/path?query=1#part',
    'HTTPS://EXAMPLE.ORG/',
    'https://bücher.example/straße',
    'https://[2001:db8::1]:8443/',
    'https://example.org//double',
    'https://example.org/a:b',
    'mailto:team@example.org',
    'mailto:team@example.org?subject=Backend',
    'tel:+4930123456',
    '/',
    '/jobs?q=backend',
    '/jobs#near',
    '/javascript:alert(1)',
    '?q=backend',
    '#tasks',
  ])('accepts %j', (url) => {
    expect(isSafeUrl(url)).toBe(true);
  });

  // Optimized by V8 after many calls, `URL.canParse` rejects umlauts in some versions of Node.
  it('accepts umlauts after many calls', () => {
    const results = Array.from({ length: 20_000 }, () => isSafeUrl('https://bücher.example/straße'));
    expect(results.filter((isSafe) => !isSafe)).toEqual([]);
  });

  it.each([
    // Schemes that run code or hold it.
    'javascript:alert(1)',
    'JavaScript:alert(1)',
    'JAVASCRIPT://example.org/%0aalert(1)',
    'data:text/html,<script>alert(1)</script>',
    'DATA:text/html;base64,PHNjcmlwdD4=',
    'vbscript:msgbox(1)',
    'VBScript:msgbox(1)',
    // Browsers drop tabs and line breaks wherever they stand, and white space at the ends.
    'java\tscript:alert(1)',
    'java\nscript:alert(1)',
    'java\r\nscript:alert(1)',
    'javascript\t:alert(1)',
    ' javascript:alert(1)',
    '\tjavascript:alert(1)',
    '\u0000javascript:alert(1)',
    '\u0001javascript:alert(1)',
    '\u00a0javascript:alert(1)',
    'https://example.org/\n',
    'https://exa\tmple.org',
    ' https://example.org',
    'https://example.org ',
    'https://example.org/a b',
    'https://example.org/\u007f',
    '/\t/example.org',
    '/\n/example.org',
    // Another site, though it looks like a path.
    '//example.org',
    '//example.org/path',
    '///example.org',
    '/\\example.org',
    '\\\\example.org',
    '\\/example.org',
    '/path\\..\\example.org',
    'https:\\\\example.org',
    'https:/\\example.org',
    // Not complete.
    '',
    ' ',
    'http:',
    'https:',
    'http://',
    'https://?q=1',
    'http:example.org',
    'https:/example.org',
    'mailto:',
    'mailto:?subject=Backend',
    'tel:',
    // Relative to the page, which would mean something else on every page.
    'jobs',
    'jobs/backend',
    './jobs',
    '../jobs',
    'example.org',
    'www.example.org/path',
    // Other schemes.
    'ftp://example.org',
    'file:///etc/passwd',
    'blob:https://example.org/1',
    'view-source:https://example.org',
    'filesystem:https://example.org/temporary/1',
    'sms:+4930123456',
    'urn:isbn:1',
  ])('refuses %j', (url) => {
    expect(isSafeUrl(url)).toBe(false);
  });
});

describe('isSlug', () => {
  it.each(['backend', 'backend-developer', '3d-artist', 'a', '1', 'c-1-2'])('accepts %j', (slug) => {
    expect(isSlug(slug)).toBe(true);
  });

  it.each([
    '',
    '-',
    '-backend',
    'backend-',
    'backend--developer',
    'Backend',
    'backend developer',
    'backend_developer',
    'büro',
    'backend/developer',
    'backend.html',
    '../backend',
    'backend\n',
    'ｂackend',
  ])('refuses %j', (slug) => {
    expect(isSlug(slug)).toBe(false);
  });

  it('does not backtrack in text that is written to make it', () => {
    // Work that grows with the square of these lengths would not end within hours.
    expect(isSlug(`${'a'.repeat(4_000_000)}!`)).toBe(false);
    expect(isSlug(`${'a-'.repeat(2_000_000)}!`)).toBe(false);
  });
});

describe('isAnchor', () => {
  it.each(['tasks', 'what-you-do', 'h2', 'a', 'a--b', 'a-'])('accepts %j', (anchor) => {
    expect(isAnchor(anchor)).toBe(true);
  });

  it.each(['', '2nd', '-tasks', 'Tasks', 'what you do', 'aufgäben', 'a.b', '#tasks', 'a_b', 'tasks\n'])(
    'refuses %j',
    (anchor) => {
      expect(isAnchor(anchor)).toBe(false);
    }
  );
});

describe('isStorableText', () => {
  it.each(['', 'Größe', 'line\nbreak\ttab', '👩‍💻', '\ud83d\ude00', '\u0001', '\ufffe'])(
    'accepts %j',
    (text) => {
      expect(isStorableText(text)).toBe(true);
    }
  );

  it.each([
    ['a null character', 'a\u0000b'],
    ['a null character alone', '\u0000'],
    ['the first half of a pair', 'a\ud83d'],
    ['the second half of a pair', '\ude00b'],
    ['halves in the wrong order', '\ude00\ud83d'],
  ])('refuses %s', (_what, text) => {
    expect(isStorableText(text)).toBe(false);
  });
});

describe('isCurrency', () => {
  it.each(['EUR', 'CHF', 'USD', 'GBP', 'PLN', 'JPY'])('accepts %j', (currency) => {
    expect(isCurrency(currency)).toBe(true);
  });

  it.each(['', 'EURO', 'eur', 'Eur', 'EU', 'XYZ', '€', 'E', ' EUR', 'EUR ', 'EUR\n', '978'])(
    'refuses %j',
    (currency) => {
      expect(isCurrency(currency)).toBe(false);
    }
  );
});

describe('isRegion', () => {
  it.each(['DE', 'AT', 'CH', 'US', 'GB', 'DE-BY', 'DE-BE', 'US-CA', 'CH-ZH', 'AT-9', 'FR-75', 'FR-ARA'])(
    'accepts %j',
    (region) => {
      expect(isRegion(region)).toBe(true);
    }
  );

  it.each([
    '',
    'D',
    'DEU',
    'de',
    'De',
    'de-BY',
    'DE-by',
    'DE-',
    'DE_BY',
    'DE-ABCD',
    'DE BY',
    'DE-BY-M',
    'DE\n',
    '276',
    'AA',
    'QM',
    'XX',
  ])('refuses %j', (region) => {
    expect(isRegion(region)).toBe(false);
  });

  // Unicode has names for more than ISO 3166-1 has countries: "unknown", locales for tests, groups of countries, and
  // codes that are withdrawn or were never assigned. The United Kingdom is GB.
  it.each(['ZZ', 'XA', 'XB', 'EU', 'EZ', 'UN', 'QO', 'UK', 'SU', 'DD', 'YU'])('refuses %j', (region) => {
    expect(isRegion(region)).toBe(false);
  });
});

describe('codes of official classifications', () => {
  // Those that the reference guide names are among them.
  it.each([
    ['esco', '2512.4'],
    ['esco', '2513.5'],
    ['esco', '2512'],
    ['esco', '2512.4.1.10'],
    ['esco', 'S1.2.3'],
    ['isco-08', '2512'],
    ['isco-08', '0110'],
    ['isco-08', '2'],
    ['kldb-2010', '4341'],
    ['kldb-2010', '43414'],
    ['kldb-2010', '01104'],
    ['onet-soc', '15-1252.00'],
    ['onet-soc', '11-1011.03'],
  ])('%s has %j', (scheme, code) => {
    expect(CODE_FORMATS[scheme]?.code.test(code)).toBe(true);
  });

  it.each([
    ['esco', ''],
    ['esco', '2512.'],
    ['esco', '.4'],
    ['esco', '2512..4'],
    ['esco', 'software developer'],
    ['esco', '2512,4'],
    ['isco-08', '25125'],
    ['isco-08', '251x'],
    ['isco-08', '2512.4'],
    ['isco-08', ''],
    ['isco-08', ' 2512'],
    ['kldb-2010', '434141'],
    ['kldb-2010', 'B 43414'],
    ['kldb-2010', ''],
    ['onet-soc', '15-1252'],
    ['onet-soc', '151252.00'],
    ['onet-soc', '15-1252.0'],
    ['onet-soc', '15-1252.000'],
    ['onet-soc', '15-12520.00'],
    ['onet-soc', '15-1252x00'],
  ])('%s has no %j', (scheme, code) => {
    expect(CODE_FORMATS[scheme]?.code.test(code)).toBe(false);
  });

  it.each([ESCO_OCCUPATION, ESCO_OCCUPATION.replace('/occupation/', '/skill/')])('ESCO has %j', (uri) => {
    expect(CODE_FORMATS.esco?.uri?.test(uri)).toBe(true);
  });

  it.each([
    ESCO_OCCUPATION.replace('http:', 'https:'),
    ESCO_OCCUPATION.replace('data.europa.eu', 'dataxeuropa.eu'),
    ESCO_OCCUPATION.replace('/occupation/', '/isco/'),
    ESCO_OCCUPATION.slice(0, -1),
    `${ESCO_OCCUPATION}0`,
    `${ESCO_OCCUPATION}?version=1`,
    'http://data.europa.eu/esco/occupation/2512.4',
    'http://data.europa.eu/esco/occupation/',
  ])('ESCO has no %j', (uri) => {
    expect(CODE_FORMATS.esco?.uri?.test(uri)).toBe(false);
  });

  it('shows an example that is right, for every classification with a format', () => {
    expect(Object.keys(CODE_EXAMPLES).sort()).toEqual(Object.keys(CODE_FORMATS).sort());
    for (const [scheme, example] of Object.entries(CODE_EXAMPLES)) {
      expect(`${scheme} ${CODE_FORMATS[scheme]?.code.test(example)}`).toBe(`${scheme} true`);
    }
  });

  it('knows every scheme that an editor can choose, but for one of her own', () => {
    const schemes = components['taxonomy-code'].attributes.scheme.enum.filter(
      (scheme) => scheme !== 'custom'
    );
    expect(Object.keys(CODE_FORMATS).sort()).toEqual([...schemes].sort());
  });
});
