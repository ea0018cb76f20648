interface Finder {
  findPhrases: (source: string, phrases: object[]) => object[];
  expressionOf: (words: string) => RegExp;
}

const found = async (source: string, words = 'red apple'): Promise<object[]> => {
  const { findPhrases, expressionOf } = (await import('../../scripts/lib/banned-phrases.mjs')) as Finder;
  return findPhrases(source, [{ expression: expressionOf(words), but: 'green' }]);
};

describe('the lint of words', () => {
  it('finds a phrase in identifiers, whatever joins their words', async () => {
    expect(await found('const isRedApple = RED_APPLE;\nopen("red-apple");')).toEqual([
      { line: 1, text: 'Red Apple', but: 'green' },
      { line: 1, text: 'RED APPLE', but: 'green' },
      { line: 2, text: 'red apple', but: 'green' },
    ]);
  });

  it('finds a phrase that a comment breaks into lines', async () => {
    expect(await found('\n/**\n * Is red\n * apple.\n */')).toMatchObject([{ line: 3 }]);
    expect(await found('// is red\n  // apple')).toMatchObject([{ line: 1 }]);
  });

  it('ignores the names of built-in functions', async () => {
    expect(await found('text.codePointAt(0)', 'code point')).toEqual([]);
    expect(await found('const codePoint = 0;', 'code point')).toHaveLength(1);
  });

  it('does not find single words and parts of words', async () => {
    expect(await found('red; apple; bored apple; red apples')).toEqual([]);
  });
});
