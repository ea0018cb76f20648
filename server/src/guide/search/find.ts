import { guessed, withOneLetter, withoutDigraphs } from './spellings';
import type { Hits, TextIndex } from './text-index';
import { MAX_QUERY_LENGTH, wordGroups, type WordGroup } from './words';

/** What a guess at the spelling counts: `arospace` for `aerospace`. */
const GUESS_WEIGHT = 0.25;
/** What a word counts as part of a longer one, or a compound that stands in two words. */
const COMPOUND_WEIGHT = 0.25;
/** The shortest beginning of a word, and the shortest that is guessed: nearly every guide has a word with `a`. */
const BEGINNING = 2;
const GUESSED_BEGINNING = 5;
/** The shortest word with a typing error, and the shortest with two. */
const ONE_TYPO = 5;
const TWO_TYPOS = 9;

/** Where no guide has all words, those count that fit at least so well as the best, as a share of its score. */
const NEARLY_AS_GOOD = 0.5;

/** How well a guide fits a question. */
export interface Match {
  /** Words, or groups of words, that are in the guide. */
  words: number;
  /** Those of them that are there only with typing errors. */
  typos: number;
  score: number;
}

/** The guides that have a word, and those that have one like it. */
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

/** The guides that are in all of them, with the mean of how well they fit. */
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
  if (word.length < ONE_TYPO) return 0;
  return word.length < TWO_TYPOS ? 1 : 2;
};

/** @param last the reader may still be typing it */
const findWord = (index: TextIndex, word: string, last: boolean): WordHits => {
  const term = withOneLetter(word);
  const loose = withoutDigraphs(word);
  const exact = index.lookUp([term], { prefix: last && term.length >= BEGINNING });

  const guesses = loose === term ? [guessed(word)] : [loose, guessed(word)];
  const prefix = last && loose.length >= GUESSED_BEGINNING;
  keepBest(exact, index.lookUp(guesses, { prefix }), GUESS_WEIGHT);

  const compounds = index.vocabulary.compoundsWith(term);
  keepBest(exact, index.lookUp(compounds), COMPOUND_WEIGHT);
  for (const parts of index.vocabulary.partsOf(term)) {
    keepBest(exact, inAll(parts.map((part) => index.lookUp([part], { names: true }))), COMPOUND_WEIGHT);
  }

  const allowed = typosIn(term);
  return { exact, typos: allowed > 0 ? index.lookUp([term], { typos: allowed }) : new Map() };
};

const findGroup = (index: TextIndex, { asked, joined }: WordGroup, last: boolean): WordHits => {
  const words = asked.map((word, at) => findWord(index, word, last && at === asked.length - 1));
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

/** Finds `back end` where a text has `backend`. */
const findNeighboursJoined = (index: TextIndex, groups: WordGroup[], found: WordHits[]): void => {
  for (let at = 0; at + 1 < groups.length; at += 1) {
    const words = [...(groups[at]?.asked ?? []), ...(groups[at + 1]?.asked ?? [])];
    if (words.length !== 2) continue;
    const hits = index.lookUp([withOneLetter(words.join(''))], { prefix: at + 2 === groups.length });
    for (const word of [found[at], found[at + 1]]) if (word) keepBest(word.exact, hits, COMPOUND_WEIGHT);
  }
};

/**
 * An index to which guides were added one after the other has other rounding errors than one that was made at once.
 * Two processes must rank alike, or a reader who turns the page sees a guide twice.
 */
const rounded = (score: number): number => Number(score.toPrecision(9));

const groupsOf = (question: string): WordGroup[] => {
  const groups = new Map<string, WordGroup>();
  for (const group of wordGroups(question.slice(0, MAX_QUERY_LENGTH)).slice(0, MAX_QUERY_LENGTH)) {
    const id = group.words.join(' ');
    // The last one is the one that is being typed.
    groups.delete(id);
    groups.set(id, group);
  }
  return [...groups.values()];
};

/**
 * Finds the guides that have all words of a question. If there are none, it finds those that fit best with the words
 * that they have. A rare word in a title says more than several that stand in every lead, so that `how to become a
 * nurse` finds the nurses, and no list of little words is needed for any language.
 *
 * @returns by the `key` of an entry
 */
export const find = (index: TextIndex, question: string): Map<string, Match> => {
  const groups = groupsOf(question);
  const found = groups.map((group, at) => findGroup(index, group, at === groups.length - 1));
  findNeighboursJoined(index, groups, found);

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
    if (complete ? words < groups.length : score < best * NEARLY_AS_GOOD) matches.delete(key);
  }
  return matches;
};
