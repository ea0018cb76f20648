import { takeOver } from './taken-over';

const blocks = (text: string) => [{ type: 'paragraph', children: [{ type: 'text', text }] }];

const given = {
  lead: 'Vorspann',
  tasks: { heading: 'Aufgaben', body: blocks('Text'), items: [{ __temp_key__: 'a0', title: 'Eins' }] },
  faq: [
    { __temp_key__: 'a0', question: 'A?' },
    { __temp_key__: 'a1', question: 'B?' },
  ],
};

describe('taking a part over from another language', () => {
  it('fills an empty field, and replaces a written one only if that is wanted', () => {
    const at = { path: 'lead', sourcePath: 'lead' };
    expect(takeOver({ lead: '' }, given, at, false)).toEqual({
      path: 'lead',
      value: 'Vorspann',
      replaces: false,
    });
    expect(takeOver({ lead: 'Mine' }, given, at, false)).toEqual({
      path: 'lead',
      value: 'Mine',
      replaces: true,
    });
    expect(takeOver({ lead: 'Mine' }, given, at, true)).toMatchObject({ value: 'Vorspann' });
  });

  it('fills what is empty in a named part, and leaves its list alone', () => {
    const items = [{ id: 7, title: 'One' }];
    const values = { tasks: { id: 3, heading: 'Tasks', body: null, items } };
    const at = { path: 'tasks', sourcePath: 'tasks' };
    const body = blocks('Text');
    expect(takeOver(values, given, at, false)).toEqual({
      path: 'tasks',
      value: { id: 3, heading: 'Tasks', body, items },
      replaces: true,
    });
    expect(takeOver(values, given, at, true)).toMatchObject({
      value: { id: 3, heading: 'Aufgaben', body, items },
    });
  });

  it('inserts an entry that a list lacks at its place', () => {
    const values = { faq: [{ id: 1, question: 'First?' }] };
    expect(takeOver(values, given, { path: null, sourcePath: 'faq.1' }, false)).toEqual({
      path: 'faq',
      value: [{ id: 1, question: 'First?' }, given.faq[1]],
      replaces: false,
    });
  });
});
