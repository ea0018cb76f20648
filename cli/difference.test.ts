import { describeChange } from './describe-change';
import { aroundFirstDifference, difference } from './difference';

const changed = (old: unknown, now: unknown, width = 40): string[] =>
  describeChange({ path: 'lead', old, new: now }, { width, paint: (_, text) => text })
    .slice(1)
    .map((line) => line.slice(8));

describe('a value that differs', () => {
  it.each([
    ['a text', 'Backend', 'Frontend', ['- Backend', '+ Frontend']],
    ['a figure', 40000, 42000, ['- 40000', '+ 42000']],
    ['a switch', true, false, ['- true', '+ false']],
    ['a value that the site lacks', undefined, 'new', ['+ new']],
    ['a value that the file lacks', 'old', undefined, ['- old']],
    ['an empty text', '', 'new', ['- (empty)', '+ new']],
    ['a list', ['a', 'b', 'c'], ['a', 'c'], ['- a, b, c', '+ a, c']],
    [
      'a list in another order',
      ['frontend', 'devops'],
      ['devops', 'frontend'],
      ['- frontend, devops', '+ devops, frontend'],
    ],
    ['a list that is new', undefined, ['a', 'b'], ['+ a, b']],
    ['a list that is long', ['a'.repeat(30), 'b'.repeat(30)], ['a'.repeat(30)], [`- ${'b'.repeat(30)}`]],
    ['a list of groups', undefined, [{ code: '1' }], ['+ - code: "1"']],
    [
      'a group',
      undefined,
      { title: 'Servers', article: 'devops' },
      ['+ title: Servers', '+ article: devops'],
    ],
  ])('is printed in readable form: %s', (_, old, now, lines) => {
    expect(changed(old, now)).toEqual(lines);
  });

  it('is shortened to the text around the first difference', () => {
    const before =
      'Wer im Backend arbeitet, kümmert sich um alles, was auf dem Server geschieht, Tag für Tag.';
    const after = before.replace('Server', 'Rechner');
    const [old, now] = changed(before, after);
    expect(old).toMatch(/^- ….*dem Server geschieht.*…$/);
    expect(now).toMatch(/^\+ ….*dem Rechner geschieht.*…$/);
    expect(now!.length).toBeLessThanOrEqual(44);
  });

  it('is shortened only at its end if it differs at the start', () => {
    expect(aroundFirstDifference(`a${'x'.repeat(50)}`, `b${'x'.repeat(50)}`, 10)).toEqual([
      'axxxxxxxxx…',
      'bxxxxxxxxx…',
    ]);
  });

  it('shows text that was added to the end of a long text', () => {
    const long = 'word '.repeat(100).trim();
    const [old, now] = aroundFirstDifference(long, `${long} more`, 30);
    expect(old).toMatch(/^…word.* word$/);
    expect(now).toMatch(/^…word.* word more$/);
  });

  it('does not split a character', () => {
    const [old] = aroundFirstDifference('😀'.repeat(30), `${'😀'.repeat(29)}x`, 9);
    expect(old).toBe(`…${'😀'.repeat(4)}`);
  });

  it('is printed line by line if it has several, with a gap for equal lines', () => {
    const before = ['# Aufgaben', '', 'Erstens', 'Zweitens', 'Drittens', '', 'Ende'];
    const after = ['# Aufgaben', '', 'Erstens!', 'Zweitens', 'Drittens', 'Viertens', '', 'Ende'];
    expect(changed(before.join('\n'), after.join('\n'))).toEqual([
      '- Erstens',
      '+ Erstens!',
      '  …',
      '+ Viertens',
    ]);
  });

  it('is cut if it has too many lines', () => {
    const lines = changed(undefined, Array.from({ length: 30 }, (_, index) => `line ${index}`).join('\n'));
    expect(lines).toHaveLength(13);
    expect(lines.at(-1)).toBe('  … 18 more lines');
  });
});

it('treats a text of thousands of lines as rewritten, instead of comparing all pairs of lines', () => {
  const lines = (name: string): string[] => [
    ...Array.from({ length: 1500 }, (_, index) => `${name} ${index}`),
    'the same',
    ...Array.from({ length: 1500 }, (_, index) => `${name} ${index}`),
  ];
  const signs = difference(lines('before'), lines('after'), 80).map(({ sign }) => sign);
  expect(signs).toEqual([...'-'.repeat(3001), ...'+'.repeat(3001)]);
});
