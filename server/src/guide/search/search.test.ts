import { createSearch, FIELD_WEIGHTS, type GuideQuery } from './index';
import { guideIndexOf, guide, type GuideSketch } from '../../../../tests/support/unit/searched-guides';

/** Returns the titles that a query finds, in order. */
const titles = (
  sketches: GuideSketch[],
  q: string,
  more: Partial<GuideQuery> = {},
  locale = 'de'
): string[] =>
  createSearch(guideIndexOf(sketches.map(guide), locale))
    .list({ page: 1, pageSize: 100, q, ...more })
    .entries.map(({ card }) => card.title);

/** Whether a query finds a text, and not an unrelated one. */
const finds = (text: string, q: string): boolean => {
  const found = titles([{ title: text }, { title: 'Unbeteiligt' }], q);
  expect(found).not.toContain('Unbeteiligt');
  return found.includes(text);
};

describe('spellings', () => {
  const same = [
    ['Gärtner', 'Gaertner', 'Gartner', 'GÄRTNER', 'Ga\u0308rtner'],
    ['Größe', 'Groesse', 'Grosse', 'GRÖSSE', 'Größe'.normalize('NFD')],
    ['Köche', 'Koeche', 'Koche'],
    ['Café', 'Cafe', 'Cafe\u0301', 'ＣＡＦＥ'],
    ['Michael', 'Michäl', 'michael'],
    ['Aerospace', 'Ärospace', 'aerospace'],
    ['Rørlægger', 'Rorlagger', 'roerlaegger'],
    ['Gärtnerei', 'Gärt\u00ADne\u00ADrei', 'Ga\u200Bert\u200Bne\u200Brei'],
    ['Säer', 'Saeer', 'Saer'],
  ];

  it.each(same.flatMap((words) => words.flatMap((text) => words.map((q) => [text, q] as const))))(
    '%s is found with %s',
    (text, q) => {
      expect(finds(text, q)).toBe(true);
    }
  );

  it('a guessed spelling ranks below the word', () => {
    expect(titles([{ title: 'Poet' }, { title: 'Pot' }], 'poet')).toEqual(['Poet', 'Pot']);
    expect(titles([{ title: 'Poet' }, { title: 'Pot' }], 'pot')).toEqual(['Pot', 'Poet']);
  });

  it.each([
    ['Aerospace', 'ar'],
    ['Architekt', 'aer'],
  ])('%s is not found with the prefix %s', (text, q) => {
    expect(finds(text, q)).toBe(false);
  });

  it.each([
    ['C++', 'c++', 'C#'],
    ['C#', 'C#', 'C++'],
  ])('%s is found with %s, and %s is not', (text, q, other) => {
    expect(titles([{ title: text }, { title: other }], q)).toEqual([text]);
  });
});

describe('words', () => {
  it.each([
    ['Backend-Entwickler', 'Entwickler'],
    ['Backend-Entwickler', 'backendentwickler'],
    ['Backend-Entwickler', 'Backend Entwickler'],
    ['Back-End-Entwickler', 'backend'],
    ['Backend', 'back-end'],
    ['Backend', 'back end'],
    ['Backend Developer', 'back end developer'],
    ['Back End Developer', 'backend developer'],
    ['Entwickler/in', 'Entwicklerin'],
    ['Entwickler', 'Entwickler:in'],
    ['Entwickler', 'Entwickler*innen'],
    ['Entwicklerin', 'Entwickler*in'],
    ['Node.js', 'nodejs'],
    ['Node.js', 'node.js'],
    ['TCP/IP', 'tcp ip'],
    ['软件工程师', '工程师'],
  ])('%s is found with %s', (text, q) => {
    expect(finds(text, q)).toBe(true);
  });

  it('only the last word may be a prefix', () => {
    expect(finds('Backend Entwickler', 'backend entw')).toBe(true);
    expect(finds('Backend Entwickler', 'back entwickler')).toBe(true);
    const texts = [{ title: 'Koch und Kellner' }, { title: 'Ko Kellner' }];
    expect(titles(texts, 'kellner ko')).toEqual(['Ko Kellner', 'Koch und Kellner']);
    expect(titles(texts, 'ko kellner')).toEqual(['Ko Kellner']);
  });

  it('one letter is a word, but no prefix', () => {
    expect(titles([{ title: 'R' }, { title: 'Reporter' }], 'r')).toEqual(['R']);
  });

  it('all words must be in a guide', () => {
    const texts = [{ title: 'Koch in Wien' }, { title: 'Koch' }, { title: 'Wien' }];
    expect(titles(texts, 'koch wien')).toEqual(['Koch in Wien']);
  });

  it('some words are enough if no guide has all: with at least half of the best score', () => {
    const lead = 'Wie wird man, was man werden will?';
    const texts = [
      { title: 'Koch', lead },
      { title: 'Koch in Wien', lead },
      { title: 'Maurer', lead },
      { title: 'Bäcker', lead: `${lead} Koch oder Maurer?` },
    ];
    expect(titles(texts, 'koch zahnbürste')).toEqual(['Koch', 'Koch in Wien']);
    expect(titles(texts, 'wie wird man eigentlich koch')).toEqual(['Koch', 'Koch in Wien']);
    expect(titles(texts, 'zahnbürste kleiderbügel')).toEqual([]);
  });

  it('a repeated word counts once, at its last position', () => {
    expect(titles([{ title: 'Kochen in Wien' }, { title: 'Wien' }], 'ko wien ko')).toEqual([
      'Kochen in Wien',
    ]);
  });
});

describe('compounds', () => {
  it.each([
    ['Softwareentwickler', 'entwickler'],
    ['Softwareentwicklerinnen', 'Entwickler'],
    ['Landschaftsgärtner', 'gärtner'],
    ['Landschaftsgärtner', 'gaertner'],
    ['Landschaftsgaertner', 'gärtner'],
    ['Zahnarzt', 'arzt'],
    ['Software Entwickler', 'softwareentwickler'],
  ])('%s is found with %s', (text, q) => {
    expect(finds(text, q)).toBe(true);
  });

  it.each([
    ['Ingenieurwesen', 'euer'],
    ['Sport', 'port'],
    ['Engineering', 'neer'],
  ])('%s is not found with %s', (text, q) => {
    expect(finds(text, q)).toBe(false);
  });

  it('rank below the word', () => {
    const several = 'Softwareentwickler Webentwickler Spieleentwickler';
    expect(
      titles([{ title: 'Softwareentwickler' }, { title: several }, { title: 'Entwickler' }], 'entwickler')
    ).toEqual(['Entwickler', several, 'Softwareentwickler']);
  });

  it('match two words of a name only, since words of a lead are adjacent by chance', () => {
    expect(titles([{ title: 'Etwas', lead: 'Am Ende geht es back to the end' }], 'backend')).toEqual([]);
  });
});

describe('typing errors', () => {
  it.each([
    ['Entwickler', 'Entwikler'],
    ['Entwickler', 'Entwickeller'],
    ['Entwickler', 'Ebtwicler'],
    ['Pflege', 'Pflehe'],
    ['Backend Entwickler', 'bakend entwikler'],
    ['Gärtner', 'Gätner'],
    ['Arzt Assistenz', 'Arzt-Asistenz'],
  ])('%s is found with %s', (text, q) => {
    expect(finds(text, q)).toBe(true);
  });

  it.each([
    ['Koch', 'Loch'],
    ['Pflege', 'Pflohe'],
    ['Bäcker', 'Wäcker'],
  ])('%s is not found with %s', (text, q) => {
    expect(finds(text, q)).toBe(false);
  });

  it('rank below every guide that has the word, in whatever field', () => {
    const texts = [
      { title: 'Maler', names: ['Maler'] },
      { title: 'Etwas', lead: 'Mit vielen Worten über einen Mahler' },
    ];
    expect(titles(texts, 'mahler')).toEqual(['Etwas', 'Maler']);
    expect(titles(texts, 'maler')).toEqual(['Maler', 'Etwas']);
  });
});

describe('the order', () => {
  const fields: GuideSketch[] = [
    { title: 'A', lead: 'Gesucht' },
    { title: 'B', skills: ['Gesucht'] },
    { title: 'C', areas: ['Gesucht'] },
    { title: 'D', names: ['Gesucht'] },
    { title: 'Gesucht' },
  ];

  it('is by the weight of the field', () => {
    expect(titles(fields, 'gesucht')).toEqual(['Gesucht', 'D', 'C', 'B', 'A']);
    expect(
      Object.entries(FIELD_WEIGHTS)
        .sort(([, a], [, b]) => b - a)
        .map(([field]) => field)
    ).toEqual(['title', 'names', 'areas', 'skills', 'lead']);
  });

  it('of guides with the same score is by title in the language, then by id', () => {
    const alike = ['Zebra', 'Öl', 'Ofen', 'Zebra'].map((title, at) => ({
      title,
      article: `${9 - at}`,
      skills: ['Gesucht'],
    }));
    const search = createSearch(guideIndexOf(alike.map(guide)));
    const found = search.list({ q: 'gesucht', page: 1, pageSize: 10 }).entries;
    expect(found.map(({ card, article }) => card.title + article)).toEqual([
      'Ofen7',
      'Öl8',
      'Zebra6',
      'Zebra9',
    ]);
  });

  it('does not depend on rounding errors', () => {
    for (let words = 3; words <= 12; words += 1) {
      const forms = Array.from({ length: words }, (_, at) => `koch${String.fromCharCode(97 + at)}`);
      const lead = (each: string[]): string =>
        each.flatMap((form, at) => Array<string>(at + 1).fill(form)).join(' ');
      const alike = [
        { title: 'B', lead: lead(forms) },
        { title: 'A', lead: lead(forms.toReversed()) },
      ];
      expect(titles(alike, 'koch')).toEqual(['A', 'B']);
      expect(titles(alike.toReversed(), 'koch')).toEqual(['A', 'B']);
    }
  });

  it('of Swedish titles is the Swedish one', () => {
    const swedish = ['Ögonläkare', 'Zoolog', 'Operatör'].map((title) => ({ title, locale: 'sv' }));
    expect(titles(swedish, '', {}, 'sv')).toEqual(['Operatör', 'Zoolog', 'Ögonläkare']);
    expect(titles(swedish, '', { sort: 'title:desc' }, 'sv')).toEqual(['Ögonläkare', 'Zoolog', 'Operatör']);
  });

  it('of a language that is none is the common one', () => {
    const unknown = ['Öl', 'Ofen'].map((title) => ({ title, locale: 'not a language' }));
    expect(titles(unknown, '', {}, 'not a language')).toEqual(['Ofen', 'Öl']);
  });

  const dated = [
    { title: 'A Koch', publishedAt: '2026-01-01T00:00:00.000Z', updatedAt: '2026-03-01T00:00:00.000Z' },
    { title: 'B Koch', publishedAt: '2026-02-01T00:00:00.000Z', updatedAt: '2026-02-01T00:00:00.000Z' },
    { title: 'C Koch', publishedAt: '2026-02-01T00:00:00.000Z', updatedAt: '2026-03-01T00:00:00.000Z' },
  ];

  it.each([
    ['publishedAt:desc', ['B Koch', 'C Koch', 'A Koch']],
    ['updatedAt:desc', ['A Koch', 'C Koch', 'B Koch']],
    ['title:desc', ['C Koch', 'B Koch', 'A Koch']],
  ] as const)('is %s where a reader says so, also of what is found', (sort, order) => {
    expect(titles(dated, '', { sort })).toEqual(order);
    expect(titles([...dated, { title: 'Bäcker' }], 'koch', { sort })).toEqual(order);
  });
});

describe('what is no question', () => {
  const texts = [{ title: 'Koch' }, { title: 'Bäcker' }];

  it.each([[''], ['   '], ['\n']])('%j lists everything', (q) => {
    expect(titles(texts, q)).toEqual(['Bäcker', 'Koch']);
  });

  it.each([['*'], ['"'], ['%'], ['???'], ['😀'], ['\0'], ['\u0301'], ['\u0001'], ['-'], ['\u202E']])(
    '%j has no word in it and finds nothing',
    (q) => {
      expect(titles(texts, q)).toEqual([]);
    }
  );
});

it('words that JavaScript knows are words', () => {
  const texts = ['constructor', '__proto__', 'toString', 'hasOwnProperty'].map((title) => ({ title }));
  for (const { title } of texts) expect(titles(texts, title)).toEqual([title]);
});

it('finds the names of a guide in its own language only', () => {
  const texts = [
    { title: 'Koch', locale: 'de' },
    { title: 'Koch', article: 'cook', locale: 'en' },
  ];
  const list = (locale: string): string[] =>
    createSearch(guideIndexOf(texts.map(guide), locale))
      .list({ q: 'koch', page: 1, pageSize: 10 })
      .entries.map(({ article }) => article);
  expect(list('de')).toEqual(['Koch']);
  expect(list('en')).toEqual(['cook']);
  expect(list('fr')).toEqual([]);
});
