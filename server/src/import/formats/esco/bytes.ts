import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { FileError } from './file-error';

const NEWLINE = 0x0a;

/** The number of bytes that are read for the first line. */
const START = 16 * 1024;

const REASONS: Record<string, string> = {
  ENOENT: 'There is no such file.',
  EACCES: 'The file may not be read by this user.',
};

const unreadable = (error: unknown): unknown => {
  const { code } = error as NodeJS.ErrnoException;
  return code === undefined ? error : new FileError(REASONS[code] ?? `The file cannot be read (${code}).`);
};

/**
 * Returns the first line of a file, from which the layout follows.
 *
 * @throws FileError when there is no such file, or it is not a text file
 */
export const readFirstLine = async (file: string): Promise<string> => {
  try {
    if ((await stat(file)).isDirectory()) {
      throw new FileError(
        'This is a folder. Name the file of occupations in it, such as occupations_en.csv.'
      );
    }
    const handle = await open(file);
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(START), 0, START, 0);
      const start = buffer.subarray(0, bytesRead);
      if (bytesRead === 0) throw new FileError('The file is empty.');
      if (start.toString('latin1', 0, 4) === 'PK\u0003\u0004') {
        throw new FileError(
          'This is an archive or a spreadsheet. Unpack it, and name its occupations_en.csv.'
        );
      }
      return start.toString('utf8').split(/[\r\n]/, 1)[0]!;
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw unreadable(error);
  }
};

const countLines = (bytes: Buffer): number => {
  let lines = 0;
  for (let at = bytes.indexOf(NEWLINE); at !== -1; at = bytes.indexOf(NEWLINE, at + 1)) lines += 1;
  return lines;
};

/** Returns the number of lines before the first invalid byte of a chunk. */
const linesBeforeIssue = (chunk: Buffer): number => {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  // At most three bytes belong to a character that begins in the previous chunk.
  let start = 0;
  while (start < 3 && (chunk[start]! & 0xc0) === 0x80) start += 1;
  let lines = 0;
  for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, start)) {
    try {
      decoder.decode(chunk.subarray(start, end));
    } catch {
      break;
    }
    lines += 1;
    start = end + 1;
  }
  return lines;
};

/**
 * Reads a file in chunks, and checks that it is UTF-8.
 *
 * @throws FileError at the first byte that is not, with its line
 */
export const readUtf8 = async function* (file: string): AsyncGenerator<Buffer> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const isUtf8 = (chunk?: Buffer): boolean => {
    try {
      decoder.decode(chunk, { stream: chunk !== undefined });
      return true;
    } catch {
      return false;
    }
  };
  let lines = 0;
  const issue = (line: number): FileError =>
    new FileError('The file is not UTF-8 text. Save it as "CSV UTF-8", or download it again.', line);
  try {
    for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) {
      if (!isUtf8(chunk)) throw issue(lines + linesBeforeIssue(chunk) + 1);
      lines += countLines(chunk);
      yield chunk;
    }
  } catch (error) {
    throw unreadable(error);
  }
  if (!isUtf8()) throw issue(lines + 1);
};
