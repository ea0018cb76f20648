'use strict';

const { styleText } = require('node:util');

/** @typedef {'bold' | 'dim' | 'red' | 'green' | 'yellow'} Style */
/** @typedef {(style: Style, text: string) => string} Paint */

/** @type {Paint} */
const unpainted = (_, text) => text;

/** @type {Paint} */
const coloured = (style, text) => styleText(style, text);

/**
 * Colours where the terminal has them; Node asks NO_COLOR, FORCE_COLOR and TERM for that.
 *
 * @param {import('node:tty').WriteStream} stream
 * @returns {Paint}
 */
const paintFor = (stream) => (stream.isTTY && stream.hasColors() ? coloured : unpainted);

const format = new Intl.NumberFormat('en');

/**
 * `1,980`
 *
 * @param {number} value
 */
const number = (value) => format.format(value);

/**
 * `1 document`, `1,980 documents`
 *
 * @param {number} count
 * @param {string} one
 * @param {string} [many]
 */
const counted = (count, one, many = `${one}s`) => `${number(count)} ${count === 1 ? one : many}`;

/** Lines and tabs are text; everything else could move the cursor, recolour the screen or turn the line round. */
// eslint-disable-next-line no-control-regex -- they are what is looked for
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/**
 * Text of a site or a file, without what would act on the terminal.
 *
 * @param {string} text
 */
const clean = (text) => text.replace(/\r\n?/g, '\n').replaceAll('\t', '  ').replace(CONTROLS, '\ufffd');

/**
 * The first entries, and how many more there are.
 *
 * @param {string[]} lines
 * @param {number} limit
 * @param {string} indent
 * @returns {string[]}
 */
const atMost = (lines, limit, indent) =>
  lines.length <= limit
    ? lines
    : [...lines.slice(0, limit), `${indent}… and ${number(lines.length - limit)} more`];

/**
 * An argument as one types it into a shell.
 *
 * @param {string} argument
 */
const shellArgument = (argument) =>
  /^[\w./:@%+,-]+$/.test(argument) ? argument : `'${argument.replaceAll("'", "'\\''")}'`;

module.exports = { atMost, clean, counted, number, paintFor, shellArgument, unpainted };
