'use strict';

const { stringify } = require('yaml');
const { difference } = require('./difference');
const { clean, counted } = require('./text');

/** @typedef {import('../../server/src/seeding/report').FieldChange} FieldChange */
/** @typedef {import('./text').Paint} Paint */

/** Lines of one field; the whole text is one click away in the editor, and in `--json`. */
const MAX_LINES = 12;

/**
 * A value as a file would write it, line by line; nothing where there is nothing.
 *
 * @param {unknown} value
 * @returns {string[]}
 */
const linesOf = (value) => {
  if (value === undefined || value === null) return [];
  if (value === '') return ['(empty)'];
  const text = typeof value === 'object' ? stringify(value, { lineWidth: 0 }) : String(value);
  return clean(text).trimEnd().split('\n');
};

/** @type {Record<string, import('./text').Style>} */
const STYLES = { '-': 'red', '+': 'green', ' ': 'dim' };

/**
 * One field: its name, what the site has after `-`, and what the file has after `+`.
 *
 * @param {FieldChange} change
 * @param {{ locale?: string, width: number, paint: Paint }} options the locale where a document has several
 * @returns {string[]}
 */
const describeChange = ({ path, old, new: now }, { locale, width, paint }) => {
  const lines = difference(linesOf(old), linesOf(now), width).map(({ sign, text }) =>
    paint(STYLES[sign] ?? 'dim', `        ${sign} ${text}`)
  );
  const more = lines.length - MAX_LINES;
  return [
    `      ${locale ? `${locale}: ` : ''}${clean(path)}`,
    ...lines.slice(0, MAX_LINES),
    ...(more > 0 ? [paint('dim', `          … ${counted(more, 'more line')}`)] : []),
  ];
};

module.exports = { describeChange };
