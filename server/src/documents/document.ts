import type { PublicType } from '../../../content-types';

/** A place within a document: attribute names and positions in lists. */
export type Place = (string | number)[];

/** A place within a file, both from 1. */
export interface Position {
  line: number;
  column: number;
}

export type Attributes = Record<string, unknown>;

/** A document as its file says it. */
export interface SeedDocument {
  /** The file, relative to what is read. */
  file: string;
  type: PublicType;
  /** Stable for ever: it is how a later run, another document or another site knows this one. */
  key: string;
  /** Whether it is published, for every locale. */
  published: Record<string, boolean>;
  /** Attributes that are the same in every locale, as written. */
  shared: Attributes;
  /** Localised attributes, as written, by locale. */
  locales: Record<string, Attributes>;
  /** The working copy of what is published, as far as it differs: whole locales, and the shared attributes. */
  draft: { shared: Attributes | undefined; locales: Record<string, Attributes> };
  /** What no attribute holds yet, and is kept with the import record. */
  notes?: Record<string, string>;
  /** The position of a value, by its path within the file; the nearest one that there is. */
  positionOf: (place: Place) => Position;
  /** The position of a line, from 1, of the text that a path names. */
  positionWithin: (place: Place, line: number) => Position;
}

/** `article:backend`: how a document is known across types. */
export const documentId = (type: PublicType, key: string): string => `${type}:${key}`;

/** `locales.de.areas.items[0].title`, as a person reads it. */
export const showPlace = (place: Place): string =>
  place.reduce<string>(
    (shown, step) => (typeof step === 'number' ? `${shown}[${step}]` : shown ? `${shown}.${step}` : step),
    ''
  );

/** Something wrong in a file. */
export interface SeedFault {
  file: string;
  line: number;
  column: number;
  /** Where in the document, such as `locales.de.areas.items[0].title`; empty for the file as a whole. */
  path: string;
  /** What is wrong, and what is allowed. */
  message: string;
}

/** `articles/backend.yaml:12:7  locales.de.title: …` */
export const describeFault = ({ file, line, column, path, message }: SeedFault): string =>
  `${file}:${line}:${column}  ${path ? `${path}: ` : ''}${message}`;

/** Thrown before anything is written: every fault of every file. */
export class SeedFilesError extends Error {
  constructor(readonly faults: SeedFault[]) {
    super(
      [
        `${faults.length === 1 ? 'A file is' : 'The files are'} not right; nothing was written.`,
        ...faults.map((fault) => `  ${describeFault(fault)}`),
      ].join('\n')
    );
    this.name = 'SeedFilesError';
  }
}
