/** Returns a label in one line, without zero-width characters and no-break spaces, which break searches. */
export const cleanLabel = (text: string): string =>
  text
    .replace(/[\u200b\ufeff]/g, '')
    .replace(/\s+/g, ' ')
    .trim();

/** Returns a text of at most so many characters, cut at a word and with `…` at the end. */
export const shorten = (text: string, length: number): string => {
  if (text.length <= length) return text;
  const start = text.slice(0, length - 1);
  const word = Math.max(start.lastIndexOf(' '), start.lastIndexOf('/'));
  return (
    (!/[ /]/.test(text[length - 1]!) && word > length / 2 ? start.slice(0, word) : start)
      // Half of a surrogate pair, which no database stores, and punctuation before the cut.
      .replace(/[\ud800-\udbff]$/, '')
      .replace(/[\s,;:/(–-]+$/, '') + '…'
  );
};

/**
 * Returns the alternative names of an occupation, which lines or `|` separate, without duplicates in any case and without
 * the preferred label.
 */
export const alternativeNames = (text: string, preferred: string): string[] => {
  const names = new Map<string, string>();
  for (const name of text.split(/[\r\n|]+/).map(cleanLabel)) {
    const known = name.toLowerCase();
    if (name !== '' && !names.has(known)) names.set(known, name);
  }
  names.delete(preferred.toLowerCase());
  return [...names.values()];
};
