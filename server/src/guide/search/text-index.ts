import MiniSearch from 'minisearch';
import type { GuideIndexEntry } from '../guide-index';
import type { GuideSearchText } from '../types';
import { spellings } from './spellings';
import { createVocabulary, type Vocabulary } from './vocabulary';
import { wordGroups } from './words';

type Field = keyof GuideSearchText;

/**
 * The weight of a word by its field; BM25+ adds how rare the word and how short the text is. The title and the names of
 * the occupation say what a guide is about; a word in the lead says little.
 */
export const FIELD_WEIGHTS: Record<Field, number> = { title: 8, names: 6, areas: 3, skills: 2, lead: 1 };

const FIELDS = Object.keys(FIELD_WEIGHTS) as Field[];

/** The fields that hold names. In a lead, words are adjacent by chance. */
const NAME_FIELDS = FIELDS.filter((field) => field !== 'lead');

/** The scores of guides by their `key`. */
export type Hits = Map<string, number>;

export interface LookUp {
  /** Whether terms with this prefix match, too. */
  prefix?: boolean;
  /** Matches terms with up to so many wrong, missing or additional letters instead; the first letter is correct. */
  typos?: number;
  /** Whether only names are searched, not the lead. */
  names?: boolean;
}

/** The words of all guides in a language. */
export interface TextIndex {
  add(entry: GuideIndexEntry): void;
  /** @param entry the same object that was added */
  remove(entry: GuideIndexEntry): void;
  /** Returns the guides with any of these terms. */
  lookUp(terms: string[], options?: LookUp): Hits;
  vocabulary: Vocabulary;
}

const textOf = (entry: GuideIndexEntry, field: Field): string => {
  const text = entry.searchText[field];
  return typeof text === 'string' ? text : text.join('\n');
};

const wordsOf = (text: string): string[] =>
  wordGroups(text).flatMap(({ words, joined }) => (joined === null ? words : [...words, joined]));

/** Whether a term is a misspelling: the first letter is rarely wrong, and `maker` is no misspelt `baker`. */
const isMisspelling = (term: string, queried: string): boolean =>
  term !== queried && term.startsWith(queried.charAt(0));

export const createTextIndex = (): TextIndex => {
  const vocabulary = createVocabulary();
  // Cached, because guides share most of their words.
  const cached = new Map<string, string[]>();

  const termsOf = (word: string): string[] => {
    let terms = cached.get(word);
    if (terms === undefined) {
      terms = spellings(word);
      cached.set(word, terms);
      terms.forEach((term) => vocabulary.add(term));
    }
    return terms;
  };

  const index = new MiniSearch<GuideIndexEntry>({
    idField: 'key',
    fields: FIELDS,
    extractField: (entry, field) => (field === 'key' ? entry.key : textOf(entry, field as Field)),
    tokenize: wordsOf,
    processTerm: termsOf,
    searchOptions: {
      tokenize: (term) => [term],
      processTerm: (term) => term,
      boost: FIELD_WEIGHTS,
    },
  });

  return {
    vocabulary,
    add: (entry) => index.add(entry),
    remove: (entry) => index.remove(entry),
    lookUp(terms, { prefix = false, typos = 0, names = false } = {}) {
      const [first] = terms;
      if (first === undefined) return new Map();
      const found = index.search(terms.length === 1 ? first : { combineWith: 'OR', queries: terms }, {
        prefix,
        fuzzy: typos,
        fields: names ? NAME_FIELDS : FIELDS,
        ...(typos > 0 && { boostDocument: (_key, term) => (isMisspelling(term, first) ? 1 : 0) }),
      });
      // MiniSearch multiplies by the number of terms, which here are forms of one word.
      return new Map(found.map(({ id, score, queryTerms }) => [id as string, score / queryTerms.length]));
    },
  };
};
