import { byFacet } from '../../guide/filters';
import { MANY_KEY, setSurrogateKey, surrogateKeyOfList } from './surrogate-keys';
import { entry } from '../../../../tests/support/unit/guide-index';

it.each([
  ['Surrogate-Key', 'career-field article:a'],
  ['xkey', 'career-field article:a'],
  ['Cache-Tag', 'career-field,article:a'],
  ['Edge-Cache-Tag', 'career-field,article:a'],
])('the header %s has %j', (surrogateKeyHeader, value) => {
  const headers: Record<string, string> = {};
  const set = (name: string, text: string): void => void (headers[name] = text);
  setSurrogateKey({ set }, 'career-field article:a', { surrogateKeyHeader });
  expect(headers).toEqual({ [surrogateKeyHeader]: value });
});

it('one key stands for more documents than a header has room for', () => {
  const cards = Array.from(
    { length: 300 },
    (_, id) => entry(id, { article: `article-${id}`.padEnd(24, '-') }).card
  );
  const facets = byFacet(() => []);
  expect(surrogateKeyOfList(cards, facets, [])).toBe(`career-field career-field-lists ${MANY_KEY}`);
  const few = surrogateKeyOfList(cards.slice(0, 3), facets, ['file:7', 'skill:x']);
  expect(few.split(' ')).toEqual([
    'career-field',
    'career-field-lists',
    ...cards.slice(0, 3).map(({ documentId }) => `article:${documentId}`),
    'file:7',
  ]);
});
