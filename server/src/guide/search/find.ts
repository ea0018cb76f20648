import { guessed, withOneLetter, withoutDigraphs } from './spellings';
import type { Hits, TextIndex } from './text-index';
import { MAX_QUERY_LENGTH, wordGroups, type WordGroup } from './words';

/** The weight of a guessed spelling: `arospace` for `aerospace`. */
const GUESS_WEIGHT = 0.25;
/** The weight of a word as part of a longer one, and of a compound that is written as two words. */
const COMPOUND_WEIGHT = 0.25;
/** The minimum length of a prefix, and of a guessed one: nearly every guide has a word that begins with `a`. */
const MIN_PREFIX = 2;
const MIN_GUESSED_PREFIX = 5;
/** The minimum length of a word with a typing error, and with two. */
const MIN_ONE_TYPO = 5;
const MIN_TWO_TYPOS = 9;

/** If no guide has all words, the minimum score of a match, as a share of the best score. */
const MIN_PARTIAL_SCORE = 0.5;

/** How well a guide matches a query. */
export interface Match {
  /** How many words, or groups of words, are in the guide. */
  words: number;
  /** How many of them match only with typing errors. */
  typos: number;
  score: number;
}

/** The guides that have a word, and those that have a similar one. */
interface WordHits {
  exact: Hits;
  typos: Hits;
}

const keepBest = (best: Hits, others: Hits, weight = 1): void => {
  for (const [key, score] of others) {
    const weighted = score * weight;
    if (weighted > (best.get(key) ?? 0)) best.set(key, weighted);
  }
};

/** Returns the guides that are in all hits, with the mean of their scores. */
const inAll = (all: Hits[]): Hits => {
  const [first, ...others] = all.toSorted((a, b) => a.size - b.size);
  const common: Hits = new Map();
  for (const [key, score] of first ?? []) {
    const scores = others.map((hits) => hits.get(key));
    if (scores.every((other) => other !== undefined)) {
      common.set(key, scores.reduce((sum, other) => sum + other, score) / all.length);
    }
  }
  return common;
};

const typosIn = (word: string): number => {
  if (word.length < MIN_ONE_TYPO) return 0;
  return word.length < MIN_TWO_TYPOS ? 1 : 2;
};

/** @param last whether the reader may still be typing the word */
const findWord = (index: TextIndex, word: string, last: boolean): WordHits => {
  const term = withOneLetter(word);
  const loose = withoutDigraphs(word);
  const exact = index.lookUp([term], { prefix: last && term.length >= MIN_PREFIX });

  const guesses = loose === term ? [guessed(word)] : [loose, guessed(word)];
  const prefix = last && loose.length >= MIN_GUESSED_PREFIX;
  keepBest(exact, index.lookUp(guesses, { prefix }), GUESS_WEIGHT);

  const compounds = index.vocabulary.compoundsWith(term);
  keepBest(exact, index.lookUp(compounds), COMPOUND_WEIGHT);
  for (const parts of index.vocabulary.partsOf(term)) {
    keepBest(exact, inAll(parts.map((part) => index.lookUp([part], { names: true }))), COMPOUND_WEIGHT);
  }

  const allowed = typosIn(term);
  return { exact, typos: allowed > 0 ? index.lookUp([term], { typos: allowed }) : new Map() };
};

const findGroup = (index: TextIndex, { queried, joined }: WordGroup, last: boolean): WordHits => {
  const words = queried.map((word, at) => findWord(index, word, last && at === queried.length - 1));
  const [only] = words;
  const found: WordHits =
    only && words.length === 1
      ? only
      : {
          exact: inAll(words.map(({ exact }) => exact)),
          typos: inAll(
            words.map(({ exact, typos }) => {
              const either = new Map(typos);
              keepBest(either, exact);
              return either;
            })
          ),
        };
  if (joined !== null) {
    const whole = findWord(index, joined, last);
    keepBest(found.exact, whole.exact);
    keepBest(found.typos, whole.typos);
  }
  return found;
};

/** Finds texts with `backend` for the query `back end`. */
const addJoinedPairs = (index: TextIndex, groups: WordGroup[], found: WordHits[]): void => {
  for (let at = 0; at + 1 < groups.length; at += 1) {
    const words = [...(groups[at]?.queried ?? []), ...(groups[at + 1]?.queried ?? [])];
    if (words.length !== 2) continue;
    const hits = index.lookUp([withOneLetter(words.join(''))], { prefix: at + 2 === groups.length });
    for (const word of [found[at], found[at + 1]]) if (word) keepBest(word.exact, hits, COMPOUND_WEIGHT);
  }
};

/**
 * Removes rounding errors, which depend on the order in which guides were indexed. All processes must rank guides in the
 * same order, or a reader who turns the page sees a guide twice.
 */
const rounded = (score: number): number => Number(score.toPrecision(9));

const groupsOf = (query: string): WordGroup[] => {
  const groups = new Map<string, WordGroup>();
  for (const group of wordGroups(query.slice(0, MAX_QUERY_LENGTH)).slice(0, MAX_QUERY_LENGTH)) {
    const id = group.words.join(' ');
    // The last occurrence counts, because the reader may still be typing it.
    groups.delete(id);
    groups.set(id, group);
  }
  return [...groups.values()];
};

/**
 * Finds the guides that have all words of a query. If there are none, it finds the best partial matches. A rare word in
 * a title weighs more than several that are in every lead, so `how to become a nurse` finds the nurses, and no language
 * needs a list of stop words.
 *
 * @returns matches by the `key` of an entry
 */
export const find = (index: TextIndex, query: string): Map<string, Match> => {
  const groups = groupsOf(query);
  const found = groups.map((group, at) => findGroup(index, group, at === groups.length - 1));
  addJoinedPairs(index, groups, found);

  const matches = new Map<string, Match>();
  for (const { exact, typos } of found) {
    for (const key of new Set([...exact.keys(), ...typos.keys()])) {
      const match = matches.get(key) ?? { words: 0, typos: 0, score: 0 };
      const score = exact.get(key);
      match.words += 1;
      match.typos += score === undefined ? 1 : 0;
      match.score += score ?? typos.get(key) ?? 0;
      matches.set(key, match);
    }
  }

  for (const match of matches.values()) match.score = rounded(match.score);

  const all = [...matches.values()];
  const complete = all.some(({ words }) => words === groups.length);
  const best = all.reduce((highest, { score }) => Math.max(highest, score), 0);
  for (const [key, { words, score }] of matches) {
    if (complete ? words < groups.length : score < best * MIN_PARTIAL_SCORE) matches.delete(key);
  }
  return matches;
};
