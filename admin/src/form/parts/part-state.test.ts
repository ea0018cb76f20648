import { pathsOfErrors, stateOfPart } from './part-state';

const ARTICLE = 'plugin::career-field.article';

const paragraph = (text: string) => [{ type: 'paragraph', children: [{ type: 'text', text }] }];

const stateOf = (part: string, value: unknown, related = {}) => stateOfPart(ARTICLE, part, value, related);

describe('the state of a part', () => {
  it.each([
    ['definition', null],
    ['definition', { heading: null, anchor: '', body: [], hideInToc: false }],
    ['definition', { body: paragraph('  ') }],
    ['outlook', { demand: 'unknown', salaries: [], moves: [] }],
    ['employers', { id: 1, employers: { connect: [], disconnect: [] } }],
    ['occupation', { altNames: [] }],
    ['sections', []],
    ['faq', undefined],
    ['related', undefined],
    ['nothing', 'text'],
  ])('is empty where nobody has written anything: %s %j', (part, value) => {
    expect(stateOf(part, value)).toEqual({ isEmpty: true, words: 0, entries: 0 });
  });

  it('counts the words that readers read, in lists and formatted text too', () => {
    const body = [
      ...paragraph('Ein Satz – mit Strich.'),
      { type: 'list', children: [{ type: 'list-item', children: [{ type: 'text', text: 'noch eins' }] }] },
    ];
    expect(stateOf('definition', { heading: 'Was ist das?', anchor: 'was', navLabel: 'Das', body })).toEqual({
      isEmpty: false,
      words: 9,
      entries: 0,
    });
    expect(stateOf('occupation', { altNames: ['Backend Developer', 'Coder'] })).toMatchObject({ words: 3 });
    expect(stateOf('jobs', { listingUrl: '/jobs' })).toEqual({ isEmpty: false, words: 0, entries: 0 });
    expect(stateOf('outlook', { demand: 'growing' })).toEqual({ isEmpty: false, words: 0, entries: 0 });
  });

  it('counts rows once, and related entries as they are in the form', () => {
    const skill = { id: 7, note: 'sehr gut', skill: { connect: [], disconnect: [] } };
    expect(stateOf('skills', { items: [skill] }, { 'career-field.skill-item:7.skill': ['a'] })).toEqual({
      isEmpty: false,
      words: 2,
      entries: 1,
    });
    const employers = {
      id: 3,
      employers: {
        connect: [{ id: 9, apiData: { documentId: 'c' } }],
        disconnect: [{ apiData: { documentId: 'a' } }],
      },
    };
    expect(
      stateOf('employers', employers, { 'career-field.employers-section:3.employers': ['a', 'b'] })
    ).toMatchObject({ entries: 2 });
    expect(stateOf('related', undefined, { related: ['a', 'b'] })).toMatchObject({ entries: 2 });
    const sections = [
      { __component: 'career-field.text-section', heading: 'Mehr dazu' },
      { __component: 'career-field.facts-section', facts: [{ label: 'Dauer', value: 'kurz' }] },
    ];
    expect(stateOf('sections', sections)).toEqual({ isEmpty: false, words: 4, entries: 2 });
  });
});

describe('the errors of a form', () => {
  it('are found by their paths, whatever their depth and kind', () => {
    const errors = {
      lead: 'Too long',
      jobs: { listingUrl: { id: 'x', defaultMessage: 'Unsafe' } },
      faq: [undefined, { answer: 'Missing' }],
    };
    expect(pathsOfErrors(errors)).toEqual(['lead', 'jobs.listingUrl', 'faq.1.answer']);
    expect(pathsOfErrors(undefined, 'faq')).toEqual([]);
  });
});
