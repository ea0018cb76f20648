import { diffArrays } from 'diff';

/** A removed line, an added line, or a gap between changes. */
interface Line {
  sign: '-' | '+' | ' ';
  text: string;
}

/** Above this many removed and added lines, a text counts as rewritten, instead of being compared for seconds. */
const MAX_EDITS = 1000;

/** Cuts a part of a text, with ellipses for the rest. */
const part = (letters: string[], from: number, width: number): string => {
  const until = from + width;
  return `${from > 0 ? '…' : ''}${letters.slice(from, until).join('')}${until < letters.length ? '…' : ''}`;
};

/** Shortens two lines to the part around their first difference. */
export const aroundFirstDifference = (old: string, now: string, width: number): [string, string] => {
  const [before, after] = [[...old], [...now]];
  if (before.length <= width && after.length <= width) return [old, now];
  const different = before.findIndex((letter, index) => letter !== after[index]);
  const first = different < 0 ? before.length : different;
  // A third of the line comes before the difference, from the start of a word.
  const wanted = first - Math.floor(width / 3);
  const word = wanted <= 0 ? 0 : before.indexOf(' ', wanted) + 1;
  const from = wanted <= 0 ? 0 : word > 0 && word <= first ? word : wanted;
  return [part(before, from, width), part(after, from, width)];
};

/** Shortens long lines: a removed line is compared with the added line that replaces it. */
const replacement = (removed: string[], added: string[], width: number): Line[] => {
  const shortened = (index: number): [string, string] =>
    aroundFirstDifference(removed[index] ?? '', added[index] ?? '', width);
  return [
    ...removed.map((_, index): Line => ({ sign: '-', text: shortened(index)[0] })),
    ...added.map((_, index): Line => ({ sign: '+', text: shortened(index)[1] })),
  ];
};

/**
 * Returns the difference of two texts, each given line by line; equal lines between changes become one gap.
 *
 * @param width characters in a line
 */
export const difference = (old: string[], now: string[], width: number): Line[] => {
  const changes = diffArrays(old, now, { maxEditLength: MAX_EDITS });
  if (!changes) return replacement(old, now, width);
  return changes.flatMap(({ value, removed, added }, index): Line[] => {
    const [before, after] = [changes[index - 1], changes[index + 1]];
    if (removed) return replacement(value, after?.added ? after.value : [], width);
    if (added) return before?.removed ? [] : replacement([], value, width);
    return before && after ? [{ sign: ' ', text: '…' }] : [];
  });
};
