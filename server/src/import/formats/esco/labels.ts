/** A label in one line. Hard spaces become spaces, and characters without width go: they come from copying, and break searches. */
export const cleanLabel = (text: string): string =>
  text
    .replace(/[\u200b\ufeff]/g, '')
    .replace(/\s+/g, ' ')
    .trim();

/** A text of at most this many characters, cut at a word, with `…` where something is missing. */
export const shorten = (text: string, length: number): string => {
  if (text.length <= length) return text;
  const start = text.slice(0, length - 1);
  const word = Math.max(start.lastIndexOf(' '), start.lastIndexOf('/'));
  return (
    (!/[ /]/.test(text[length - 1]!) && word > length / 2 ? start.slice(0, word) : start)
      // Half of a character, which no database stores, and marks that lead to what is cut off.
      .replace(/[\ud800-\udbff]$/, '')
      .replace(/[\s,;:/(–-]+$/, '') + '…'
  );
};

/**
 * The alternative names of an occupation: one a line, in some files apart by `|`. What is there twice, whatever its
 * case, or is the preferred label, is left out.
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
