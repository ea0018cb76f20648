import type { WriteStream } from 'node:tty';
import { styleText } from 'node:util';

export type Style = 'bold' | 'dim' | 'red' | 'green' | 'yellow';
export type Paint = (style: Style, text: string) => string;

export const unpainted: Paint = (_, text) => text;

const coloured: Paint = (style, text) => styleText(style, text);

/** Paints if the terminal has colours; Node reads NO_COLOR, FORCE_COLOR and TERM. */
export const paintFor = (stream: WriteStream): Paint =>
  stream.isTTY && stream.hasColors() ? coloured : unpainted;

const format = new Intl.NumberFormat('en');

/** `1,980` */
export const number = (value: number): string => format.format(value);

/** `1 document`, `1,980 documents` */
export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${number(count)} ${count === 1 ? one : many}`;

/** Control characters, without line breaks and tabs, that could move the cursor, change colours or reverse a line. */
// eslint-disable-next-line no-control-regex -- the pattern finds control characters
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** Replaces control characters in text of a site or a file. */
export const clean = (text: string): string =>
  text.replace(/\r\n?/g, '\n').replaceAll('\t', '  ').replace(CONTROLS, '\ufffd');

/** Returns the first lines, and a line that counts the rest. */
export const atMost = (lines: string[], limit: number, indent: string): string[] =>
  lines.length <= limit
    ? lines
    : [...lines.slice(0, limit), `${indent}… and ${number(lines.length - limit)} more`];

/** Returns a part of a report: a title, indented lines and a blank one; nothing without lines. */
export const section = (title: string, lines: string[], limit = 100): string[] =>
  lines.length === 0
    ? []
    : [
        title,
        ...atMost(
          lines.map((line) => `  ${line}`),
          limit,
          '  '
        ),
        '',
      ];

/** Quotes an argument for a shell. */
export const shellArgument = (argument: string): string =>
  /^[\w./:@%+,-]+$/.test(argument) ? argument : `'${argument.replaceAll("'", "'\\''")}'`;
