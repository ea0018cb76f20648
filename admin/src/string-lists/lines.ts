/** A list of short texts as a person writes one: each on a line of its own. */

export const toText = (value: unknown): string => (Array.isArray(value) ? value.join('\n') : '');

const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

/**
 * The entries of a list, without empty lines.
 *
 * @param isDistinct whether of equal lines only the first counts
 */
export const toList = (text: string, isDistinct: boolean): string[] =>
  isDistinct ? [...new Set(linesOf(text))] : linesOf(text);

/** The lines that occur more than once, each of them once. */
export const repeatedLines = (text: string): string[] => {
  const lines = linesOf(text);
  return [...new Set(lines.filter((line, index) => lines.indexOf(line) !== index))];
};
