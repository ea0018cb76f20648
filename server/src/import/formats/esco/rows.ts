import path from 'node:path';
import { CsvError, parse, type Parser } from 'csv-parse';
import type { FileIssue } from '../../../documents/document';
import { readFirstLine, readUtf8 } from './bytes';
import { delimiterOf, findColumns, type Columns, type Field } from './columns';
import { FileError } from './file-error';

/** The maximum length of one row. The longest one of ESCO has some 8,000 characters; an unclosed quote has no end. */
const MAX_ROW_LENGTH = 1_000_000;

/** A row of the file, below the one with the names. */
export interface Row {
  /** The row's first line in the file, from 1. */
  line: number;
  /** Returns the text of a column, trimmed; empty if there is no such column. */
  get: (field: Field) => string;
  issue: (field: Field, message: string) => FileIssue;
}

interface RawRow {
  line: number;
  cells: string[];
}

const lineBreaks = (text: string): number => text.match(/\r\n|\r|\n/g)?.length ?? 0;

const MESSAGES: Record<string, string> = {
  CSV_QUOTE_NOT_CLOSED: 'A quotation mark (") opens a text that is never closed.',
  CSV_MAX_RECORD_SIZE:
    'This row does not end. Most likely a quotation mark (") opens a text that is closed far too late or never.',
  CSV_INVALID_CLOSING_QUOTE:
    'There is text after the quotation mark (") that closes a text. A quotation mark within a text is written twice ("").',
  INVALID_OPENING_QUOTE:
    'There is a quotation mark (") within a text that does not begin with one. Put the text in quotation marks, and write the one within it twice ("").',
};

/**
 * Reads the rows of a CSV file. Each chunk is written to the parser, which collects its rows in a list: a stream would
 * drop the rows in its buffer at an error, and with them the error's line.
 */
const readRawRows = async function* (file: string, delimiter: string): AsyncGenerator<RawRow> {
  let line = 1;
  const collected: RawRow[] = [];
  const parser: Parser = parse({
    bom: true,
    delimiter,
    // Explicit rather than detected, since spreadsheets mix them.
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    max_record_size: MAX_ROW_LENGTH,
    on_record: (cells: string[]) => {
      collected.push({ line, cells });
      line += 1 + cells.reduce((sum, cell) => sum + lineBreaks(cell), 0);
      return null;
    },
  });
  let failure: Error | null | undefined;
  // The callbacks of `write` and `end` get the error too; without a listener it would end the process.
  parser.on('error', () => {});
  // The readable side is empty, but the stream only ends while it flows.
  parser.resume();
  const checkFailure = (): void => {
    if (failure instanceof CsvError) {
      const message = MESSAGES[failure.code] ?? failure.message;
      throw new FileError(`${message} The row begins in this line.`, line);
    }
    if (failure) throw failure;
  };
  for await (const chunk of readUtf8(file)) {
    failure = await new Promise((resolve) => parser.write(chunk, resolve));
    yield* collected.splice(0);
    checkFailure();
  }
  failure = await new Promise((resolve) => parser.end(resolve));
  yield* collected.splice(0);
  checkFailure();
};

const isEmpty = ({ cells }: RawRow): boolean => cells.every((cell) => cell.trim() === '');

const countIssue = (cells: number, { count }: Columns): string =>
  `This row has ${cells} columns, but the first row names ${count}. ` +
  `Most likely a text with ${cells > count ? 'the separator' : 'a line break'} in it stands without quotation marks.`;

/**
 * Reads the rows of a CSV file in one of ESCO's layouts, one after the other: separated by commas, semicolons or tabs,
 * with or without a byte order mark. Rows without any text are left out.
 *
 * @returns first the names of columns that no known layout has, if there are any; then each row, or the issue of its
 * shape
 * @throws FileError when the rest of the file cannot be read
 */
export const readRows = async function* (
  file: string
): AsyncGenerator<{ row: Row } | { issue: FileIssue } | { unknown: string[] }> {
  const delimiter = delimiterOf(await readFirstLine(file));
  const name = path.basename(file);
  let columns: Columns | undefined;
  for await (const raw of readRawRows(file, delimiter)) {
    if (!columns) {
      columns = findColumns(raw.cells);
      if (columns.unknown.length > 0) yield { unknown: columns.unknown };
      continue;
    }
    if (isEmpty(raw)) continue;
    const { position, nameOf, count } = columns;
    const { line, cells } = raw;
    const issue = (path: string, message: string): FileIssue => ({
      file: name,
      line,
      column: 1,
      path,
      message,
    });
    if (cells.length !== count) {
      yield { issue: issue('', countIssue(cells.length, columns)) };
      continue;
    }
    yield {
      row: {
        line,
        get: (field) => cells[position[field] ?? -1]?.trim() ?? '',
        issue: (field, message) => issue(nameOf(field), message),
      },
    };
  }
};
