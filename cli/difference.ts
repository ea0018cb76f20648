/** A line that went, one that came, or a gap between changes. */
interface Line {
  sign: '-' | '+' | ' ';
  text: string;
}

/** Above this many comparisons, a text counts as rewritten from its first difference to its last. */
const MAX_COMPARISONS = 250_000;

/** How many entries two lists share at their start. */
const sharedStart = (old: string[], now: string[]): number => {
  let length = 0;
  while (length < old.length && length < now.length && old[length] === now[length]) length += 1;
  return length;
};

/** The lengths of the longest common subsequences of all ends of two lists, by position. */
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

/** What lies between the shared start and the shared end of two texts, line by line. */
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

/** The lines that differ between two texts; lines between them that do not are one gap. */
const differenceOfLines = (old: string[], now: string[]): Line[] => {
  const start = sharedStart(old, now);
  const end = sharedStart(old.slice(start).reverse(), now.slice(start).reverse());
  return differenceOfMiddles(old.slice(start, old.length - end), now.slice(start, now.length - end));
};

/** A part of a text, with an ellipsis where something is left out. */
const part = (letters: string[], from: number, width: number): string => {
  const until = from + width;
  return `${from > 0 ? '…' : ''}${letters.slice(from, until).join('')}${until < letters.length ? '…' : ''}`;
};

/** Two lines, shortened to what surrounds their first difference, so that one sees what differs. */
export const aroundFirstDifference = (old: string, now: string, width: number): [string, string] => {
  const [before, after] = [[...old], [...now]];
  if (before.length <= width && after.length <= width) return [old, now];
  const first = sharedStart(before, after);
  // A third of the line for what leads to it, from the start of a word.
  const wanted = first - Math.floor(width / 3);
  const word = wanted <= 0 ? 0 : before.indexOf(' ', wanted) + 1;
  const from = wanted <= 0 ? 0 : word > 0 && word <= first ? word : wanted;
  return [part(before, from, width), part(after, from, width)];
};

/** A difference with long lines shortened: a line that went is compared with the one that came for it. */
const shortened = (lines: Line[], width: number): Line[] => {
  const result: Line[] = [];
  let went: string[] = [];
  let came: string[] = [];
  const flush = () => {
    const pairs = Array.from({ length: Math.max(went.length, came.length) }, (_, index) =>
      aroundFirstDifference(went[index] ?? '', came[index] ?? '', width)
    );
    result.push(...pairs.slice(0, went.length).map(([text]): Line => ({ sign: '-', text })));
    result.push(...pairs.slice(0, came.length).map(([, text]): Line => ({ sign: '+', text })));
    went = [];
    came = [];
  };
  for (const line of lines) {
    if (line.sign === '-' && came.length === 0) went.push(line.text);
    else if (line.sign === '+') came.push(line.text);
    else {
      flush();
      if (line.sign === '-') went.push(line.text);
      else result.push(line);
    }
  }
  flush();
  return result;
};

/**
 * What differs between two texts, each given line by line.
 *
 * @param width letters that a line may have
 */
export const difference = (old: string[], now: string[], width: number): Line[] =>
  shortened(differenceOfLines(old, now), width);
