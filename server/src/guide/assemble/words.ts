import { languageTag } from './language-tag';

/** A run of letters and digits, with the punctuation that a word may contain: `don't`, `3.5`. */
const RUN = /[\p{L}\p{M}\p{N}]+(?:['’.,][\p{L}\p{M}\p{N}]+)*/gu;

/** Scripts that write words without spaces between them. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

/**
 * Counts the words of a text in any language. `Intl.Segmenter` supports every language, but takes forty milliseconds
 * per guide; it is used only for scripts without spaces.
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
