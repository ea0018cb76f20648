import { compareTrees, type RowTrees } from './stored-trees';

const tree = (values: Record<string, Record<string, unknown>>): RowTrees =>
  new Map(Object.entries(values).map(([path, columns]) => [path, { table: 'articles', values: columns }]));

it('finds no difference between equal rows, whatever their order', () => {
  const one = tree({ a: { title: 'A', tags: ['x'] }, b: { title: 'B' } });
  const other = tree({ b: { title: 'B' }, a: { tags: ['x'], title: 'A' } });
  expect(compareTrees(one, other)).toEqual([]);
});

it('names the table and the column of a value that differs, and of a column that only one of them has', () => {
  const one = tree({ a: { title: 'A', tags: ['x'] } });
  const other = tree({ a: { title: 'A', tags: ['y'], note: 'set' } });
  expect(compareTrees(one, other)).toEqual([
    { path: 'a', table: 'articles', column: 'tags' },
    { path: 'a', table: 'articles', column: 'note' },
  ]);
});

it('names the table of a row that one of them lacks', () => {
  const one = tree({ a: {}, b: {} });
  expect(compareTrees(one, tree({ a: {} }))).toEqual([{ path: 'b', table: 'articles', column: undefined }]);
  expect(compareTrees(tree({ a: {} }), one)).toEqual([{ path: 'b', table: 'articles', column: undefined }]);
});
