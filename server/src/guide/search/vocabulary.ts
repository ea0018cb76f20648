/** The minimum length of a word that is found anywhere in longer words: `developer` in `Webdeveloperin`. */
const MIN_ANYWHERE = 5;
/** The minimum length of a word that is found at their end: `arzt` in `zahnarzt`. */
const MIN_AT_END = 4;
/** The minimum length of the part before it, which must be a word and no prefix. */
const MIN_BEFORE = 3;
/** The minimum length of the two parts of a compound. */
const MIN_PART = 3;

const BREAK = '\n';

/** The distinct terms of a text index, to find compounds by their parts. */
export interface Vocabulary {
  add(term: string): void;
  /** Returns the longer terms that contain this one. */
  compoundsWith(term: string): string[];
  /** Returns each pair of existing terms that form this one. */
  partsOf(term: string): [string, string][];
}

/**
 * Creates a vocabulary. It searches one text with all terms, a few hundred kilobytes for 3,000 guides: an index of all
 * endings of words would be ten times the size of an index of words.
 */
export const createVocabulary = (): Vocabulary => {
  const terms = new Set<string>();
  let text: string | undefined;

  return {
    add(term) {
      terms.add(term);
      text = undefined;
    },

    compoundsWith(term) {
      if (term.length < MIN_AT_END) return [];
      text ??= `${BREAK}${[...terms].join(BREAK)}${BREAK}`;
      const found = new Set<string>();
      let at = text.indexOf(term);
      while (at !== -1) {
        const first = text.lastIndexOf(BREAK, at) + 1;
        const end = text.indexOf(BREAK, at);
        const before = at - first;
        const isAtEnd = at + term.length === end;
        const fits = before === 0 ? term.length >= MIN_ANYWHERE : before >= MIN_BEFORE;
        if (fits && !(before === 0 && isAtEnd) && (isAtEnd || term.length >= MIN_ANYWHERE)) {
          found.add(text.slice(first, end));
        }
        at = text.indexOf(term, end);
      }
      return [...found];
    },

    partsOf(term) {
      const parts: [string, string][] = [];
      for (let at = MIN_PART; at <= term.length - MIN_PART; at += 1) {
        const pair: [string, string] = [term.slice(0, at), term.slice(at)];
        if (pair.every((part) => terms.has(part))) parts.push(pair);
      }
      return parts;
    },
  };
};
