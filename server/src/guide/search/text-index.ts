import MiniSearch from 'minisearch';
import type { GuideIndexEntry } from '../guide-index';
import type { GuideSearchText } from '../types';
import { spellings } from './spellings';
import { createVocabulary, type Vocabulary } from './vocabulary';
import { wordGroups } from './words';

type Field = keyof GuideSearchText;

/**
 * What a word counts where it stands, beside how rare it is and how short the text is (BM25+). A guide is about what
 * its title and its occupation are called; that a lead mentions a word says little.
 */
export const FIELD_WEIGHTS: Record<Field, number> = { title: 8, names: 6, areas: 3, skills: 2, lead: 1 };

const FIELDS = Object.keys(FIELD_WEIGHTS) as Field[];

/** The fields that hold names. In a lead, words stand side by side by chance. */
const NAME_FIELDS = FIELDS.filter((field) => field !== 'lead');

/** Guides by their `key`, with how well they fit. */
export type Hits = Map<string, number>;

export interface LookUp {
  /** Also terms that begin so. */
  prefix?: boolean;
  /** Instead terms in which so many letters are wrong, missing or too many, and not the first one. */
  typos?: number;
  /** Only in names, not in the lead. */
  names?: boolean;
}

/** The words of all guides in a language. */
export interface TextIndex {
  add(entry: GuideIndexEntry): void;
  /** @param entry exactly as it was added */
  remove(entry: GuideIndexEntry): void;
  /** The guides with any of these terms. */
  lookUp(terms: string[], options?: LookUp): Hits;
  vocabulary: Vocabulary;
}

const textOf = (entry: GuideIndexEntry, field: Field): string => {
  const text = entry.searchText[field];
  return typeof text === 'string' ? text : text.join('\n');
};

const wordsOf = (text: string): string[] =>
  wordGroups(text).flatMap(({ words, joined }) => (joined === null ? words : [...words, joined]));

/** Few mistake the first letter, and `maker` is no misspelt `baker`. The term itself is none either. */
const isMistakenFor = (term: string, asked: string): boolean =>
  term !== asked && term.startsWith(asked.charAt(0));

export const createTextIndex = (): TextIndex => {
  const vocabulary = createVocabulary();
  // The same words come back in every guide.
  const known = new Map<string, string[]>();

  const termsOf = (word: string): string[] => {
    let terms = known.get(word);
    if (terms === undefined) {
      terms = spellings(word);
      known.set(word, terms);
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
        ...(typos > 0 && { boostDocument: (_key, term) => (isMistakenFor(term, first) ? 1 : 0) }),
      });
      // minisearch multiplies by the number of terms; here they are different forms of one word.
      return new Map(found.map(({ id, score, queryTerms }) => [id as string, score / queryTerms.length]));
    },
  };
};
