/** How much of a query is read, in UTF-16 units. The API rejects a longer one. */
export const MAX_QUERY_LENGTH = 200;

/** A text between blanks: a word, or several joined by signs, such as `Backend-Entwickler` and `TCP/IP`. */
export interface WordGroup {
  /** The words, in lower case. */
  words: string[];
  /** The same without the signs, `backendentwickler`; null for a single word. */
  joined: string | null;
  /** The words to find in a query, without a gendered ending: `entwickler` of `Entwickler:in`. */
  queried: string[];
}

/** Invisible signs that would split a word. */
const INVISIBLE = /[\u00AD\u200B-\u200D\u2060\uFEFF]/g;

// `C++`, `C#`; a sign of a script that writes no blanks between words; any other word.
const WORD =
  '\\p{L}{1,2}[+#]{1,2}(?![\\p{L}\\p{N}])' +
  '|[\\p{scx=Han}\\p{scx=Hira}\\p{scx=Kana}\\p{scx=Thai}\\p{scx=Lao}\\p{scx=Khmr}\\p{scx=Mymr}](?<=[\\p{L}\\p{N}])\\p{M}*' +
  '|[\\p{L}\\p{N}][\\p{L}\\p{N}\\p{M}]*';
const SIGNS = "[-‐‑–/:*_·.'’(]{1,2}";
const GROUP = new RegExp(`(?:${WORD})(?:(?:${SIGNS})?(?:${WORD}))*`, 'gu');
const WORDS = new RegExp(WORD, 'gu');

/** German endings for all genders: `Entwickler*in`, `Angestellte(r)`. */
const GENDERED = /^(in|innen|r|n|e)$/;
const GENDER_SIGN = /^[*:_/(·]-?$/;

/** Longer groups are addresses and lists, which nobody writes as one word. */
const MAX_JOINED_LENGTH = 40;

/** Matches most words, and is faster than the rules for all scripts. */
const SIMPLE = /^[a-z0-9äöüß]+$/;

const groupOf = (text: string): WordGroup => {
  if (SIMPLE.test(text)) return { words: [text], joined: null, queried: [text] };
  const words: string[] = [];
  const queried: string[] = [];
  let end = 0;
  for (const { 0: word, index } of text.matchAll(WORDS)) {
    const gendered = GENDERED.test(word) && GENDER_SIGN.test(text.slice(end, index));
    words.push(word);
    if (words.length === 1 || !gendered) queried.push(word);
    end = index + word.length;
  }
  const joined = words.join('');
  return {
    words,
    queried: [...new Set(queried)],
    joined: words.length > 1 && joined.length <= MAX_JOINED_LENGTH ? joined : null,
  };
};

/**
 * Returns the words of a text or a query, in lower case and normalized (NFKC).
 *
 * @param text any text; all but letters and digits only separates words
 */
export const wordGroups = (text: string): WordGroup[] =>
  (text.normalize('NFKC').toLowerCase().replace(INVISIBLE, '').match(GROUP) ?? []).map(groupOf);
