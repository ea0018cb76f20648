import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from './paths.mjs';

export const expressionOf = (words) => new RegExp(`\\b${words.split(' ').join('\\s+')}\\b`, 'gi');

/** Reads the list: `phrases` as expressions with the words to write instead, and which files are exempt. */
export const bannedPhrases = () => {
  const list = JSON.parse(readFileSync(path.join(ROOT, 'scripts/banned-phrases.json'), 'utf8'));
  const exempt = list.exempt.map(({ files }) => new RegExp(files));
  return {
    phrases: list.phrases.flatMap(({ not, but }) =>
      not.split('|').map((words) => ({ expression: expressionOf(words), but }))
    ),
    isExempt: (file) => exempt.some((expression) => expression.test(file)),
  };
};

/** Built-in functions whose names contain a banned phrase. */
const BUILT_IN_NAMES = new RegExp(`\\b(${['codePointAt'].join('|')})\\b`, 'g');

/** Reads identifiers as words and a comment as running text; keeps every line break. */
const plainTextOf = (source) =>
  source
    .replace(BUILT_IN_NAMES, '')
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/[_-]/g, ' ')
    .replace(/\n\s*(\*|\/\/|#)(?=\s)/g, '\n');

/** @returns `line`, the found `text` and `but` for each phrase, in the order of lines */
export const findPhrases = (source, phrases) => {
  const text = plainTextOf(source);
  const lineAt = (index) => text.slice(0, index).split('\n').length;
  return phrases
    .flatMap(({ expression, but }) =>
      [...text.matchAll(expression)].map((match) => ({
        line: lineAt(match.index),
        text: match[0].replace(/\s+/g, ' '),
        but,
      }))
    )
    .sort((a, b) => a.line - b.line);
};
