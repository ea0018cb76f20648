import { languageTag } from './language-tag';

/** A run of letters and digits, as far as signs within a word hold it together: `don't`, `3.5`. */
const RUN = /[\p{L}\p{M}\p{N}]+(?:['’.,][\p{L}\p{M}\p{N}]+)*/gu;

/** Scripts that write words without spaces between them. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

/**
 * How many words a text has, in any language. `Intl.Segmenter` knows them all, but takes forty milliseconds for a
 * guide; it is asked only for what is written without spaces.
 */
export const countWords = (text: string, locale: string): number => {
  let words = 0;
  let segmenter: Intl.Segmenter | undefined;
  for (const [run] of text.matchAll(RUN)) {
    if (!UNSPACED.test(run)) {
      words += 1;
      continue;
    }
    segmenter ??= new Intl.Segmenter(languageTag(locale), { granularity: 'word' });
    for (const { isWordLike } of segmenter.segment(run)) if (isWordLike) words += 1;
  }
  return words;
};
