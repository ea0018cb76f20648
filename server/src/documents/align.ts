/** Positions of an entry in two lists; undefined where one of them has no such entry. */
export type Pair = [old: number | undefined, wanted: number | undefined];

/** Above this many comparisons, entries are paired by their positions. A correct list has at most 300 entries. */
const MAX_COMPARISONS = 100_000;

/** Whether two entries belong together: 0 for not at all, otherwise the more the better. */
export type Similarity = (old: number, wanted: number) => number;

/** The entries between two pairs, by their order: nothing tells better which of them belong together. */
const inOrder = (old: [number, number], wanted: [number, number]): Pair[] => {
  const length = Math.max(old[1] - old[0], wanted[1] - wanted[0]);
  return Array.from({ length }, (_, index) => [
    old[0] + index < old[1] ? old[0] + index : undefined,
    wanted[0] + index < wanted[1] ? wanted[0] + index : undefined,
  ]);
};

/**
 * Pairs the entries of two lists so that what belongs together stands together, without changing its order. An entry
 * that was taken out or put in then does not make every one behind it another one.
 *
 * @param similarity how well two entries fit, by their positions
 * @param isEqual whether they are the same
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
    // The best sum of likenesses from each position on, as for the longest common part of two texts.
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
