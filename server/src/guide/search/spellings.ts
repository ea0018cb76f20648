/** Letters with their replacement by one letter and by two, for keyboards that lack them. */
const LETTERS: Record<string, [one: string, two: string]> = {
  ä: ['a', 'ae'],
  ö: ['o', 'oe'],
  ü: ['u', 'ue'],
  æ: ['a', 'ae'],
  ø: ['o', 'oe'],
  œ: ['o', 'oe'],
  å: ['a', 'aa'],
  ß: ['ss', 'ss'],
  ł: ['l', 'l'],
  đ: ['d', 'd'],
  ð: ['d', 'd'],
  þ: ['th', 'th'],
  ı: ['i', 'i'],
  ς: ['σ', 'σ'],
};

const SPECIAL = new RegExp(`[${Object.keys(LETTERS).join('')}]`, 'g');
const PLAIN = /^[a-z0-9]*$/;

const spell = (word: string, form: 0 | 1): string =>
  PLAIN.test(word)
    ? word
    : word
        .replace(SPECIAL, (letter) => LETTERS[letter]?.[form] ?? letter)
        .normalize('NFD')
        .replace(/\p{M}/gu, '');

/** Writes `ä` as `a`, `ß` as `ss`, `é` as `e`. */
export const withOneLetter = (word: string): string => spell(word, 0);

/**
 * Writes `ae` as `a`, too, so that `Gaertner` finds `Gartner`. That is wrong for `aerospace` and `Michael`, but a reader
 * who looks for them writes them with `ae`.
 */
export const withoutDigraphs = (word: string): string => withOneLetter(word).replace(/([aou])e+/g, '$1');

/** Marks a guessed spelling, so that `pot` ranks below `poet`, and `ar` does not find `aerospace`. */
const GUESS = '\u0001';

/** Returns the term that finds a word without its digraphs. */
export const guessed = (word: string): string => GUESS + withoutDigraphs(word);

/**
 * Returns the terms that find a word of a text: `gartner` and `gaertner` for `gärtner`, `aerospace` and the guess
 * `arospace` for `aerospace`.
 *
 * @param word in lower case and composed form
 */
export const spellings = (word: string): string[] => {
  const one = withOneLetter(word);
  const two = spell(word, 1);
  const terms = one === two ? [one] : [one, two];
  const none = withoutDigraphs(word);
  return terms.includes(none) ? terms : [...terms, GUESS + none];
};
