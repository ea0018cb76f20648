import { anchorsIn, isAnchorOf, toAnchor, toShortTitle, uniqueAnchor } from './anchors';

describe('the anchor of a heading', () => {
  it.each([
    ['Was ist Backend?', 'was-ist-backend'],
    ['Größe & Übermaß', 'groesse-uebermass'],
    ['C++ für Einsteiger:innen', 'c-fuer-einsteiger-innen'],
    ['2025: Was zählt', 'was-zaehlt'],
    ['Métiers d’été', 'metiers-dete'],
    ['Навыки', ''],
    ['', ''],
    ['Wort '.repeat(40), 'wort-'.repeat(16).slice(0, -1)],
  ])('%j is %j', (heading, anchor) => {
    expect(toAnchor(heading)).toBe(anchor);
    expect(anchor).toMatch(/^([a-z][a-z0-9-]{0,79})?$/);
  });

  it('gets a number where another section has it', () => {
    expect(uniqueAnchor('tasks', new Set(['tasks', 'tasks-2']))).toBe('tasks-3');
    expect(uniqueAnchor('', new Set(['']))).toBe('');
    expect(uniqueAnchor('a'.repeat(80), new Set(['a'.repeat(80)]))).toBe(`${'a'.repeat(78)}-2`);
    expect(isAnchorOf('tasks-3', 'Tasks')).toBe(true);
    expect(isAnchorOf('my-tasks', 'Tasks')).toBe(false);
    expect(isAnchorOf('tasks-2025', 'Tasks')).toBe(false);
  });

  it('is looked up in every section of a form', () => {
    const values = {
      title: 'x',
      tasks: { anchor: 'tasks' },
      skills: null,
      sections: [{ anchor: '' }, { anchor: 'b' }],
    };
    expect([...anchorsIn(values)]).toEqual([
      ['tasks', 'tasks'],
      ['sections.1', 'b'],
    ]);
  });
});

describe('the short title of a heading', () => {
  it.each([
    [' Aufgaben ', 'Aufgaben'],
    ['Was man den ganzen Tag macht, und womit man aufhört', 'Was man den ganzen Tag macht, und womit'],
    ['Donaudampfschifffahrtselektrizitätenhauptbetriebswerk', 'Donaudampfschifffahrtselektrizitätenhaup'],
  ])('%j is %j', (heading, short) => {
    expect(toShortTitle(heading)).toBe(short);
  });
});
