import type { PublicType } from '../../../content-types';

/** A document as its file says it. */
export interface SeedDocument {
  /** The file, relative to the folder that is read. */
  file: string;
  type: PublicType;
  /** Stable for ever: it is how a later run, another document or another site knows this one. */
  key: string;
  published: boolean;
  /** Attributes that are the same in every locale, as written. */
  shared: Record<string, unknown>;
  /** Localised attributes, as written, by locale. */
  locales: Record<string, Record<string, unknown>>;
  /** The line of a value, by its path within the file; the nearest line that there is. */
  lineOf: (path: (string | number)[]) => number;
  /** The line in the file of a line, from 1, of the text that a path names. */
  lineWithin: (path: (string | number)[], line: number) => number;
}

/** `article:backend`: how a document is known across types. */
export const documentId = (type: PublicType, key: string): string => `${type}:${key}`;

/** Something wrong in a file. */
export interface SeedFault {
  file: string;
  line: number;
  /** Where in the document, such as `locales.de.areas.items[0].title`; empty for the file as a whole. */
  path: string;
  message: string;
}

/** Thrown before anything is written: every fault of every file. */
export class SeedFilesError extends Error {
  constructor(readonly faults: SeedFault[]) {
    super(
      [
        `${faults.length === 1 ? 'A seed file is' : 'The seed files are'} not right; nothing was written.`,
        ...faults.map(
          ({ file, line, path, message }) => `  ${file}:${line}  ${path ? `${path}: ` : ''}${message}`
        ),
      ].join('\n')
    );
    this.name = 'SeedFilesError';
  }
}
