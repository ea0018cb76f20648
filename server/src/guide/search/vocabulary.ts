/** From this length on, a word is looked for anywhere in longer words: `developer` in `Webdeveloperin`. */
const ANYWHERE = 5;
/** From this length on, it is looked for at their ends: `arzt` in `zahnarzt`. */
const AT_END = 4;
/** What stands before it is a word of its own, and no ending. */
const BEFORE = 3;
/** The shortest part of a word that is taken apart. */
const PART = 3;

const BREAK = '\n';

/** The different terms of an index, to find compounds by their parts. */
export interface Vocabulary {
  add(term: string): void;
  /** The longer terms that are made with this one. */
  compoundsWith(term: string): string[];
  /** The ways to take a term apart into two that exist. */
  partsOf(term: string): [string, string][];
}

/**
 * An index over all ends of words would be ten times the size of one over words. The different terms of 3,000 guides
 * are a text of some hundred kilobytes instead, in which a term is found at once.
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
      if (term.length < AT_END) return [];
      text ??= `${BREAK}${[...terms].join(BREAK)}${BREAK}`;
      const found = new Set<string>();
      let at = text.indexOf(term);
      while (at !== -1) {
        const start = text.lastIndexOf(BREAK, at) + 1;
        const end = text.indexOf(BREAK, at);
        const before = at - start;
        const atEnd = at + term.length === end;
        const fits = before === 0 ? term.length >= ANYWHERE : before >= BEFORE;
        if (fits && !(before === 0 && atEnd) && (atEnd || term.length >= ANYWHERE)) {
          found.add(text.slice(start, end));
        }
        at = text.indexOf(term, end);
      }
      return [...found];
    },

    partsOf(term) {
      const parts: [string, string][] = [];
      for (let at = PART; at <= term.length - PART; at += 1) {
        const pair: [string, string] = [term.slice(0, at), term.slice(at)];
        if (pair.every((part) => terms.has(part))) parts.push(pair);
      }
      return parts;
    },
  };
};
