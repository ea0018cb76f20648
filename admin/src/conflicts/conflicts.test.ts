import * as fc from 'fast-check';
import { toContent, toFormValues } from './form-values';
import { merge, type Side } from './merge';
import { changedPieces, textOf, textOfSide } from './readable';
import type { Content, Schemas } from './schema';

const schemas: Schemas = {
  uid: 'type',
  type: {
    info: { displayName: 'Type' },
    attributes: {
      title: { type: 'string' },
      tags: { type: 'relation', relation: 'manyToMany', target: 'tag' },
      parent: { type: 'relation', relation: 'oneToOne', target: 'type' },
      box: { type: 'component', component: 'box', repeatable: false },
      rows: { type: 'component', component: 'row', repeatable: true },
    },
  },
  components: {
    box: {
      info: { displayName: 'Box' },
      attributes: {
        heading: { type: 'string' },
        rows: { type: 'component', component: 'row', repeatable: true },
      },
    },
    row: {
      info: { displayName: 'Row' },
      attributes: {
        text: { type: 'string' },
        tag: { type: 'relation', relation: 'oneToOne', target: 'tag' },
      },
    },
  },
};

const OPENED: Content = {
  title: 'Old',
  tags: ['a', 'b'],
  parent: ['p'],
  box: { id: 1, heading: 'Box', rows: [{ id: 10, text: 'In the box', tag: ['t'] }] },
  rows: [
    { id: 20, text: 'One', tag: [] },
    { id: 21, text: 'Two', tag: ['u'] },
  ],
};

const compare = (mine: Content, theirs: Content, choices: Record<string, Side> = {}) =>
  merge(schemas, { opened: OPENED, mine, theirs }, new Map(Object.entries(choices)));

const summary = (differences: ReturnType<typeof compare>['differences']) =>
  differences.map(({ key, by }) => `${key} ${by}`);

describe('a form and what somebody else has stored', () => {
  it('are the same where only ids differ, and nothing is as good as an empty text', () => {
    const theirs = {
      ...OPENED,
      box: { id: 2, heading: 'Box', rows: [{ id: 11, text: 'In the box', tag: ['t'] }] },
    };
    const { differences, content } = compare({ ...OPENED, extra: '' }, theirs);
    expect(differences).toEqual([]);
    expect(content).toEqual(theirs);
  });

  it('are merged where each has changed something else', () => {
    const mine = {
      ...OPENED,
      title: 'Mine',
      rows: [{ id: 20, text: 'Mine', tag: [] }, (OPENED.rows as Content[])[1]],
    };
    const theirs = {
      ...OPENED,
      box: { ...(OPENED.box as Content), heading: 'Theirs' },
      rows: [...(OPENED.rows as Content[]), { id: 22, text: 'Three', tag: [] }],
    };
    const { differences, content } = compare(mine, theirs);
    expect(summary(differences)).toEqual([
      '.title mine',
      '.box.heading theirs',
      '.rows# theirs',
      '.rows/row:20.text mine',
    ]);
    expect(content).toEqual({
      ...theirs,
      title: 'Mine',
      rows: [
        { id: 20, text: 'Mine', tag: [] },
        (OPENED.rows as Content[])[1],
        { id: 22, text: 'Three', tag: [] },
      ],
    });
  });

  it('need a choice where both have changed the same, and where one has removed what the other has changed', () => {
    const mine = { ...OPENED, title: 'Mine', rows: [(OPENED.rows as Content[])[0]] };
    const theirs = {
      ...OPENED,
      title: 'Theirs',
      rows: [(OPENED.rows as Content[])[0], { id: 21, text: 'New', tag: ['u'] }],
    };
    expect(summary(compare(mine, theirs).differences)).toEqual(['.title both', '.rows# both']);
    expect(summary(compare(theirs, mine).differences)).toEqual(['.title both', '.rows# both']);
    const { content } = compare(mine, theirs, { '.title': 'theirs', '.rows#': 'theirs' });
    expect(content).toEqual(theirs);
  });

  const word = fc.constantFrom('Old', 'One', 'Two', 'Box', 'x', 'y');
  const tag = fc.uniqueArray(fc.constantFrom('t', 'u', 'v'), { maxLength: 1 });
  const row = (id: fc.Arbitrary<number | undefined>) => fc.record({ id, text: word, tag });
  const rows = (ids: number[]) =>
    fc.uniqueArray(row(fc.constantFrom(...ids)), { selector: ({ id }) => id, maxLength: 3 });
  const version = (own: number) =>
    fc.record({
      title: word,
      tags: fc.uniqueArray(fc.constantFrom('a', 'b', 'c')),
      parent: tag,
      box: fc.option(fc.record({ id: fc.constant(1), heading: word, rows: rows([10, own]) }), { nil: null }),
      rows: rows([20, 21, own + 1]),
    });

  it('yield either one completely when only that is chosen, and lose no change of one side only', () => {
    fc.assert(
      fc.property(version(10), version(30), version(40), (opened, mine, theirs) => {
        const versions = { opened, mine, theirs } as never;
        const all = (side: Side) => {
          // A choice can bring up places that were not there without it.
          let choices = new Map<string, Side>();
          for (let round = 0; round < 3; round += 1) {
            const { differences } = merge(schemas, versions, choices);
            choices = new Map(differences.map(({ key }) => [key, side]));
          }
          return merge(schemas, versions, choices).content;
        };
        const same = (one: unknown, other: unknown) =>
          merge(schemas, { opened: one, mine: one, theirs: other } as never, new Map()).differences;
        expect(same(all('mine'), mine)).toEqual([]);
        expect(same(all('theirs'), theirs)).toEqual([]);
        // Where theirs is what was opened, everything of mine is there without any choice, and the other way round.
        const alone = merge(schemas, { opened, mine, theirs: opened } as never, new Map());
        expect(alone.differences.filter(({ by }) => by !== 'mine')).toEqual([]);
        expect(same(alone.content, mine)).toEqual([]);
        const other = merge(schemas, { opened, mine: opened, theirs } as never, new Map());
        expect(other.differences.filter(({ by }) => by !== 'theirs')).toEqual([]);
        expect(same(other.content, theirs)).toEqual([]);
      })
    );
  });
});

describe('the values of a form', () => {
  const find = (documentId: string) => ({
    id: `row ${documentId}`,
    documentId,
    label: documentId.toUpperCase(),
  });
  const stored: Content = {
    title: 'Stored',
    tags: { connect: [], disconnect: [] },
    rows: [{ id: 20, text: 'One', tag: { connect: [], disconnect: [] }, __temp_key__: 'a0' }],
  };
  const related = { tags: ['a', 'b'], 'row:20.tag': ['t'] };

  it('stand for what is connected and disconnected, in its order', () => {
    const item = (documentId: string, position?: object) => ({
      id: 1,
      apiData: { documentId, ...(position ? { position } : {}) },
    });
    const tags = (connect: object[], disconnect: object[] = []) =>
      toContent(schemas, { tags: { connect, disconnect } }, related).tags;
    expect(tags([])).toEqual(['a', 'b']);
    expect(tags([item('c')], [item('a')])).toEqual(['b', 'c']);
    expect(tags([item('c', { start: true })])).toEqual(['c', 'a', 'b']);
    expect(tags([item('b', { before: 'a' })])).toEqual(['b', 'a']);
    expect(
      toContent(schemas, { parent: { connect: [item('q')], disconnect: [] } }, { parent: ['p'] }).parent
    ).toEqual(['q']);
  });

  it('connect and disconnect against what is stored, and drop the ids of what is no longer stored', () => {
    const content = {
      title: 'Mine',
      tags: ['b', 'c'],
      rows: [
        { id: 19, text: 'Gone', tag: ['t'], __temp_key__: 'a0' },
        { id: 20, text: 'One', tag: ['u'], __temp_key__: 'a5' },
      ],
    };
    const values = toFormValues({ schemas, values: stored, related, find }, content);
    expect(values).toMatchObject({
      title: 'Mine',
      tags: {
        connect: [{ apiData: { documentId: 'c' }, label: 'C' }],
        disconnect: [{ apiData: { documentId: 'a' } }],
      },
      rows: [
        { text: 'Gone', tag: { connect: [{ apiData: { documentId: 't' } }], disconnect: [] } },
        {
          id: 20,
          __temp_key__: 'a0',
          tag: {
            connect: [{ apiData: { documentId: 'u' } }],
            disconnect: [{ apiData: { documentId: 't' } }],
          },
        },
      ],
    });
    const [gone] = values.rows as Content[];
    expect(gone).not.toHaveProperty('id');
    expect(gone!.__temp_key__).not.toBe('a0');
    expect(toContent(schemas, values, related)).toMatchObject({
      tags: ['b', 'c'],
      rows: [{ text: 'Gone' }, { tag: ['u'] }],
    });
  });

  it('stay as they are when nothing differs from what is stored', () => {
    const content = toContent(schemas, stored, related);
    expect(toFormValues({ schemas, values: stored, related, find }, content)).toEqual(stored);
  });
});

describe('a value', () => {
  const words = {
    schemas,
    field: (_uid: string, name: string) => name,
    choice: (uid: string, name: string, stored: string) => `${uid}.${name}: ${stored}`,
    entry: (documentId: string) => documentId.toUpperCase(),
    date: (value: string) => value,
    yes: 'yes',
    no: 'no',
    entries: 'entries',
  };

  it('is read as plain text', () => {
    const list = (type: string, format?: string) => ({
      type: 'list',
      format,
      children: [{ type, children: [{ type: 'text', text: 'item' }] }],
    });
    const blocks = [
      {
        type: 'paragraph',
        children: [
          { type: 'text', text: 'See ' },
          { type: 'link', url: '/x', children: [{ type: 'text', text: 'this' }] },
        ],
      },
      list('list-item', 'ordered'),
      list('list-item'),
      { type: 'image', image: { name: 'cat.png' }, children: [] },
    ];
    expect(textOf(words, { type: 'blocks' }, blocks)).toBe('See this (/x)\n\n1. item\n\n• item\n\ncat.png');
    expect(textOf(words, { type: 'media' }, { id: 1, name: 'dog.png' })).toBe('dog.png');
    expect(textOf(words, { type: 'boolean' }, false)).toBe('no');
    expect(textOf(words, { type: 'customField' }, ['one', 'two'])).toBe('one\ntwo');
    expect(textOf(words, schemas.type.attributes.rows!, OPENED.rows)).toBe(
      '1. One\n    text: One\n2. Two\n    text: Two\n    tag: U'
    );
    expect(textOf(words, schemas.type.attributes.rows!, OPENED.rows, new Set(['row:20']))).toBe(
      '1. One\n2. Two\n    text: Two\n    tag: U'
    );
  });

  it('has words for choices, in fields and in parts that are shown as a whole', () => {
    const attributes = { level: { type: 'enumeration' } };
    const withChoices: Schemas = {
      uid: 'type',
      type: {
        info: { displayName: 'Type' },
        attributes: { ...attributes, box: schemas.type.attributes.box! },
      },
      components: { box: { info: { displayName: 'Box' }, attributes } },
    };
    const { differences } = merge(
      withChoices,
      {
        opened: { level: 'low', box: null },
        mine: { level: 'high', box: null },
        theirs: { level: '', box: { id: 1, level: 'low' } },
      },
      new Map()
    );
    const own = { ...words, schemas: withChoices };
    expect(
      differences.map((each) => [textOfSide(own, each, 'mine'), textOfSide(own, each, 'theirs')])
    ).toEqual([
      ['type.level: high', ''],
      ['', 'level: box.level: low'],
    ]);
  });

  it('is marked where it is not the same as another one', () => {
    expect(changedPieces('All of it is old.\nEnd', 'All of this is quite new.\nEnd')).toEqual([
      ['All of ', 'it is old.\n', 'End'],
      ['All of ', 'this is quite new.\n', 'End'],
    ]);
    expect(changedPieces('one one', 'one')).toEqual([
      ['', 'one ', 'one'],
      ['', '', 'one'],
    ]);
    expect(changedPieces('', 'new')).toEqual([
      ['', '', ''],
      ['', 'new', ''],
    ]);
  });
});
