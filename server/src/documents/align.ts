/** Positions of an entry in two lists; undefined where one of them has no such entry. */
export type Pair = [old: number | undefined, wanted: number | undefined];

/** Above this many comparisons, entries are paired by their positions. A correct list has at most 300 entries. */
const MAX_COMPARISONS = 100_000;

/** Returns how similar two entries are: 0 for not at all, higher for more. */
export type Similarity = (old: number, wanted: number) => number;

/** Pairs the entries between two pairs by their order, in the absence of any similarity. */
const inOrder = (old: [number, number], wanted: [number, number]): Pair[] => {
  const length = Math.max(old[1] - old[0], wanted[1] - wanted[0]);
  return Array.from({ length }, (_, index) => [
    old[0] + index < old[1] ? old[0] + index : undefined,
    wanted[0] + index < wanted[1] ? wanted[0] + index : undefined,
  ]);
};

/**
 * Pairs the corresponding entries of two lists in their order. So an entry that was added or removed does not shift
 * those after it.
 *
 * @param similarity how similar two entries are, by their positions
 * @param isEqual whether two entries are equal, by their positions
 */
export const align = (
  oldLength: number,
  wantedLength: number,
  similarity: Similarity,
  isEqual: (old: number, wanted: number) => boolean
): Pair[] => {
  let start = 0;
  while (start < oldLength && start < wantedLength && isEqual(start, start)) start += 1;
  let end = 0;
  const isOpen = (): boolean => end < oldLength - start && end < wantedLength - start;
  while (isOpen() && isEqual(oldLength - 1 - end, wantedLength - 1 - end)) end += 1;

  const [oldEnd, wantedEnd] = [oldLength - end, wantedLength - end];
  const pairs = inOrder([0, start], [0, start]);
  const [rows, columns] = [oldEnd - start, wantedEnd - start];
  if (rows * columns > MAX_COMPARISONS) {
    pairs.push(...inOrder([start, oldEnd], [start, wantedEnd]));
  } else {
    // The best sum of similarities from each position on, as for the longest common subsequence.
    const fits = Array.from({ length: rows }, (_, row) =>
      Array.from({ length: columns }, (__, column) => similarity(start + row, start + column))
    );
    const best = Array.from({ length: rows + 1 }, () => new Float64Array(columns + 1));
    const together = (row: number, column: number): number => {
      const fit = fits[row]![column]!;
      return fit > 0 ? fit + best[row + 1]![column + 1]! : 0;
    };
    for (let row = rows - 1; row >= 0; row -= 1) {
      for (let column = columns - 1; column >= 0; column -= 1) {
        best[row]![column] = Math.max(
          together(row, column),
          best[row + 1]![column]!,
          best[row]![column + 1]!
        );
      }
    }
    let [row, column, fromRow, fromColumn] = [0, 0, 0, 0];
    const flush = (): void => {
      pairs.push(...inOrder([start + fromRow, start + row], [start + fromColumn, start + column]));
    };
    while (row < rows && column < columns) {
      if (best[row]![column] === 0) break;
      if (together(row, column) === best[row]![column]) {
        flush();
        pairs.push([start + row, start + column]);
        row += 1;
        column += 1;
        [fromRow, fromColumn] = [row, column];
      } else if (best[row + 1]![column] === best[row]![column]) row += 1;
      else column += 1;
    }
    [row, column] = [rows, columns];
    flush();
  }
  pairs.push(...inOrder([oldEnd, oldLength], [wantedEnd, wantedLength]));
  return pairs;
};
