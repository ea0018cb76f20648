/** Letters that are written with two where they are missing: with one letter, and with two. */
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

const spelt = (word: string, way: 0 | 1): string =>
  PLAIN.test(word)
    ? word
    : word
        .replace(SPECIAL, (letter) => LETTERS[letter]?.[way] ?? letter)
        .normalize('NFD')
        .replace(/\p{M}/gu, '');

/** `ä` as `a`, `ß` as `ss`, `é` as `e`. */
export const withOneLetter = (word: string): string => spelt(word, 0);

/**
 * Also what was written `ae` as `a`. That is wrong for `aerospace` and `Michael`, and who means them does not write
 * them so; whoever writes `Gaertner` has to find `Gartner`, though.
 */
export const withoutDigraphs = (word: string): string => withOneLetter(word).replace(/([aou])e+/g, '$1');

/** Marks a spelling that is only a guess, so that `pot` is not as good as `poet`, and `ar` finds no `aerospace`. */
const GUESS = '\u0001';

/** The term under which a word is found that has lost its digraphs. */
export const guessed = (word: string): string => GUESS + withoutDigraphs(word);

/**
 * The terms under which a word of a text is found: `gartner` and `gaertner` for `gärtner`, `aerospace` and the guess
 * `arospace` for `aerospace`.
 *
 * @param word in lower case and composed form
 */
export const spellings = (word: string): string[] => {
  const one = withOneLetter(word);
  const two = spelt(word, 1);
  const terms = one === two ? [one] : [one, two];
  const none = withoutDigraphs(word);
  return terms.includes(none) ? terms : [...terms, GUESS + none];
};
