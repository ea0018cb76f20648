import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { isMap } from 'node:util/types';
import { deserialize, serialize } from 'node:v8';
import { isObject } from '../documents/attributes';
import { ImageFile, Reference, TextImage, type PreparedLocale } from '../documents/prepare';

/** What is to be written of a document, each locale as it was prepared. */
export type PreparedLocales = Record<string, PreparedLocale>;

/** Bytes that gather before they go to the disk. */
const BUFFER = 1024 * 1024;

/** What stands for others has a class of its own, which is not kept on disk. No file's content has a `Map` in it. */
const toStored = (value: unknown): unknown => {
  if (value instanceof Reference) return new Map([['reference', value.id]]);
  if (value instanceof ImageFile) return new Map([['image', value.file]]);
  if (value instanceof TextImage) {
    return new Map([
      ['textImage', value.file],
      ['alternativeText', value.alternativeText],
      ['caption', value.caption],
    ]);
  }
  if (Array.isArray(value)) return value.map(toStored);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, toStored(item)]));
};

const fromStored = (value: unknown): unknown => {
  if (isMap(value)) {
    const stored = value as Map<string, string>;
    if (stored.has('reference')) return new Reference(stored.get('reference')!);
    if (stored.has('image')) return new ImageFile(stored.get('image')!);
    return new TextImage(stored.get('textImage')!, stored.get('alternativeText')!, stored.get('caption'));
  }
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) value[index] = fromStored(item);
    return value;
  }
  if (!isObject(value)) return value;
  for (const [name, item] of Object.entries(value)) value[name] = fromStored(item);
  return value;
};

/**
 * Keeps documents on disk between their planning and their writing: reading and converting the files once more would
 * take as long as the writing, and memory must not grow with their number. What was planned is what is written,
 * whatever becomes of the files meanwhile.
 *
 * It reads and writes at once, without a promise: each document takes microseconds, and waiting for a thread would take
 * as long as all else that is done with it.
 */
export interface Spool {
  /** Keeps a document's locales, in the place of any that were kept before. */
  put(id: string, locales: PreparedLocales): void;
  /** @throws Error for a document that was not put in */
  take(id: string): PreparedLocales;
  /** Deletes everything. */
  close(): void;
}

/**
 * @param temporary the folder in which it is kept
 * @throws Error when that cannot be written
 */
export const createSpool = (temporary = tmpdir()): Spool => {
  const places = new Map<string, { offset: number; length: number }>();
  let waiting: Buffer[] = [];
  let waitingLength = 0;
  let written = 0;

  const inFolder = <Result>(run: () => Result): Result => {
    try {
      return run();
    } catch (error) {
      throw new Error(`The temporary folder ${temporary} cannot be used: ${(error as Error).message}`);
    }
  };

  const [folder, file] = inFolder(() => {
    // For nobody else to read: it holds what is not public yet.
    const made = mkdtempSync(path.join(temporary, 'career-field-'));
    return [made, openSync(path.join(made, 'documents'), 'wx+', 0o600)];
  });
  // Without a name it goes with its process, however that ends. Where an open file cannot be deleted, `close` does it.
  try {
    rmSync(folder, { recursive: true, force: true });
  } catch {
    // Windows.
  }

  const flush = (): void => {
    const bytes = Buffer.concat(waiting);
    inFolder(() => {
      for (let done = 0; done < bytes.length;) {
        done += writeSync(file, bytes, done, bytes.length - done, written + done);
      }
    });
    written += bytes.length;
    waiting = [];
    waitingLength = 0;
  };

  const readBytes = ({ offset, length }: { offset: number; length: number }): Buffer => {
    const bytes = Buffer.allocUnsafe(length);
    inFolder(() => {
      for (let done = 0; done < length;) {
        const count = readSync(file, bytes, done, length - done, offset + done);
        if (count === 0) throw new Error('Its file has become shorter.');
        done += count;
      }
    });
    return bytes;
  };

  return {
    put(id, locales) {
      const bytes = serialize(toStored(locales));
      places.set(id, { offset: written + waitingLength, length: bytes.length });
      waiting.push(bytes);
      waitingLength += bytes.length;
      if (waitingLength >= BUFFER) flush();
    },
    take(id) {
      const place = places.get(id);
      if (!place) throw new Error(`Nothing is kept of ${id}.`);
      if (waitingLength > 0) flush();
      return fromStored(deserialize(readBytes(place))) as PreparedLocales;
    },
    close() {
      closeSync(file);
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
