/** A removed line, an added line, or a gap between changes. */
interface Line {
  sign: '-' | '+' | ' ';
  text: string;
}

/** Above this many comparisons, a text counts as rewritten from its first difference to its last. */
const MAX_COMPARISONS = 250_000;

/** Counts the entries that two lists share at their start. */
const sharedStart = (old: string[], now: string[]): number => {
  let length = 0;
  while (length < old.length && length < now.length && old[length] === now[length]) length += 1;
  return length;
};

/** Returns the lengths of the longest common subsequences of all tails of two lists, by position. */
const commonLengths = (old: string[], now: string[]): ((i: number, j: number) => number) => {
  const lengths = Array.from({ length: old.length + 1 }, () => new Uint32Array(now.length + 1));
  for (let i = old.length - 1; i >= 0; i -= 1) {
    for (let j = now.length - 1; j >= 0; j -= 1) {
      const row = lengths[i] as Uint32Array;
      const below = lengths[i + 1] as Uint32Array;
      row[j] = old[i] === now[j] ? (below[j + 1] ?? 0) + 1 : Math.max(below[j] ?? 0, row[j + 1] ?? 0);
    }
  }
  return (i, j) => lengths[i]?.[j] ?? 0;
};

/** Compares the lines between the shared start and the shared end of two texts. */
const differenceOfMiddles = (old: string[], now: string[]): Line[] => {
  if (old.length * now.length > MAX_COMPARISONS) {
    return [
      ...old.map((text): Line => ({ sign: '-', text })),
      ...now.map((text): Line => ({ sign: '+', text })),
    ];
  }
  const common = commonLengths(old, now);
  const lines: Line[] = [];
  let i = 0;
  let j = 0;
  while (i < old.length || j < now.length) {
    if (i < old.length && j < now.length && old[i] === now[j]) {
      if (lines.at(-1)?.sign !== ' ') lines.push({ sign: ' ', text: '…' });
      i += 1;
      j += 1;
    } else if (j >= now.length || (i < old.length && common(i + 1, j) >= common(i, j + 1))) {
      lines.push({ sign: '-', text: old[i] ?? '' });
      i += 1;
    } else {
      lines.push({ sign: '+', text: now[j] ?? '' });
      j += 1;
    }
  }
  return lines;
};

/** Returns the lines that differ between two texts; equal lines between them become one gap. */
const differenceOfLines = (old: string[], now: string[]): Line[] => {
  const start = sharedStart(old, now);
  const end = sharedStart(old.slice(start).reverse(), now.slice(start).reverse());
  return differenceOfMiddles(old.slice(start, old.length - end), now.slice(start, now.length - end));
};

/** Cuts a part of a text, with ellipses for the rest. */
const part = (letters: string[], from: number, width: number): string => {
  const until = from + width;
  return `${from > 0 ? '…' : ''}${letters.slice(from, until).join('')}${until < letters.length ? '…' : ''}`;
};

/** Shortens two lines to the part around their first difference. */
export const aroundFirstDifference = (old: string, now: string, width: number): [string, string] => {
  const [before, after] = [[...old], [...now]];
  if (before.length <= width && after.length <= width) return [old, now];
  const first = sharedStart(before, after);
  // A third of the line comes before the difference, from the start of a word.
  const wanted = first - Math.floor(width / 3);
  const word = wanted <= 0 ? 0 : before.indexOf(' ', wanted) + 1;
  const from = wanted <= 0 ? 0 : word > 0 && word <= first ? word : wanted;
  return [part(before, from, width), part(after, from, width)];
};

/** Shortens long lines: a removed line is compared with the added line that replaces it. */
const shortened = (lines: Line[], width: number): Line[] => {
  const result: Line[] = [];
  let removed: string[] = [];
  let added: string[] = [];
  const flush = () => {
    const pairs = Array.from({ length: Math.max(removed.length, added.length) }, (_, index) =>
      aroundFirstDifference(removed[index] ?? '', added[index] ?? '', width)
    );
    result.push(...pairs.slice(0, removed.length).map(([text]): Line => ({ sign: '-', text })));
    result.push(...pairs.slice(0, added.length).map(([, text]): Line => ({ sign: '+', text })));
    removed = [];
    added = [];
  };
  for (const line of lines) {
    if (line.sign === '-' && added.length === 0) removed.push(line.text);
    else if (line.sign === '+') added.push(line.text);
    else {
      flush();
      if (line.sign === '-') removed.push(line.text);
      else result.push(line);
    }
  }
  flush();
  return result;
};

/**
 * Returns the difference of two texts, each given line by line.
 *
 * @param width characters in a line
 */
export const difference = (old: string[], now: string[], width: number): Line[] =>
  shortened(differenceOfLines(old, now), width);
