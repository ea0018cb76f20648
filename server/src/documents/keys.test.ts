import { assignKeys, byName, type Entry } from './keys';
import { isKey } from './parse';

const entry = (documentId: string, slug: string | null, locale: string | null = 'de'): Entry => ({
  documentId,
  locale,
  slug,
});

const keysOf = (entries: Entry[], recorded: Record<string, string> = {}): Record<string, string> =>
  Object.fromEntries(assignKeys(entries, new Map(Object.entries(recorded)), 'de'));

describe('the key of a document', () => {
  it('is the one that it came with, whatever its address is now', () => {
    expect(keysOf([entry('aa1', 'server')], { aa1: 'backend', bb2: 'frontend' })).toEqual({ aa1: 'backend' });
  });

  it('is else its address', () => {
    expect(keysOf([entry('aa1', 'backend')])).toEqual({ aa1: 'backend' });
  });

  it.each([
    ['in the default locale', [entry('aa1', 'server', 'en'), entry('aa1', 'backend')], 'backend'],
    ['in the first other one', [entry('aa1', 'server', 'fr'), entry('aa1', 'backend', 'en')], 'backend'],
    ['in the one that has an address', [entry('aa1', null), entry('aa1', 'server', 'en')], 'server'],
    ['in the one in which it may be a key', [entry('aa1', 'C_plus'), entry('aa1', 'c', 'en')], 'c'],
    ['of a type without locales', [entry('aa1', 'backend', null)], 'backend'],
  ])('is its address %s', (_where, entries, key) => {
    expect(keysOf(entries)).toEqual({ aa1: key });
    expect(keysOf(entries.toReversed())).toEqual({ aa1: key });
  });

  it.each([['none'], [''], ['Mit Leerzeichen'], ['a--b'], ['a'.repeat(121)]])(
    'is its id where its address is %j, which is no key',
    (slug) => {
      expect(keysOf([entry('Aa1', slug === 'none' ? null : slug)])).toEqual({ Aa1: 'aa1' });
    }
  );

  it('has the id with it where the address is the key of another one', () => {
    const entries = [entry('cc3', 'backend'), entry('bb2', 'backend', 'en'), entry('aa1', 'server')];
    expect(keysOf(entries, { aa1: 'backend' })).toEqual({
      aa1: 'backend',
      bb2: 'backend-bb2',
      cc3: 'backend-cc3',
    });
    // In the order of the ids, so that the next export gives the same.
    expect(keysOf([entries[0]!, entries[1]!])).toEqual({ bb2: 'backend', cc3: 'backend-cc3' });
    expect(keysOf([entries[1]!, entries[0]!])).toEqual({ bb2: 'backend', cc3: 'backend-cc3' });
  });

  // An export wrote keys that the import refused.
  it('is one that a file may have, however long the address is', () => {
    const [longest, tooLong] = ['a'.repeat(120), 'a'.repeat(255)];
    const id = 'k'.repeat(24);
    const entries = [entry('aa1', longest), entry(id, longest, 'en'), entry('bb2', tooLong)];
    const keys = keysOf(entries);
    expect(keys).toEqual({ aa1: longest, [id]: id, bb2: 'bb2' });
    expect(Object.values(keys).filter((key) => !isKey(key))).toEqual([]);
  });
});

it('sorts names by their code units, as every machine does', () => {
  expect(['b', 'B', 'ä', 'a-b', 'a', 'ab'].sort(byName)).toEqual(['B', 'a', 'a-b', 'ab', 'b', 'ä']);
});
