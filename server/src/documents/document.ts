import type { PublicType } from '../../../content-types';
import type { FileState } from '../editorial/file-state';

/** A path within a document: attribute names and positions in lists. */
export type DocumentPath = (string | number)[];

/** A path within a file, both from 1. */
export interface Position {
  line: number;
  column: number;
}

export type Attributes = Record<string, unknown>;

/** A document as written in its file. */
export interface SourceDocument {
  /** The file, relative to the folder that is imported. */
  file: string;
  type: PublicType;
  /** Stable: it identifies this document in later runs, other documents and other sites. */
  key: string;
  /** Whether it is published, for every locale. */
  published: Record<string, boolean>;
  /** Attributes that are the same in every locale, as written. */
  shared: Attributes;
  /** Localised attributes, as written, by locale. */
  locales: Record<string, Attributes>;
  /** The draft of a published document, where it differs: whole locales, and the shared attributes. */
  draft: { shared: Attributes | undefined; locales: Record<string, Attributes> };
  /** The editorial state of an article, by locale. */
  states?: Record<string, FileState>;
  /** Values without an attribute, stored with the import record. */
  notes?: Record<string, string>;
  /** Returns the position of a value, or of its nearest parent that the file has. */
  positionOf: (path: DocumentPath) => Position;
  /** Returns the position of a line, from 1, of the text at a path. */
  positionWithin: (path: DocumentPath, line: number) => Position;
}

/** Returns the id of a document across types, such as `article:backend`. */
export const documentId = (type: PublicType, key: string): string => `${type}:${key}`;

/** Returns a path for display, such as `locales.de.areas.items[0].title`. */
export const formatPath = (path: DocumentPath): string =>
  path.reduce<string>(
    (shown, step) => (typeof step === 'number' ? `${shown}[${step}]` : shown ? `${shown}.${step}` : step),
    ''
  );

/** Something wrong in a file. */
export interface FileIssue {
  file: string;
  line: number;
  column: number;
  /** Where in the document, such as `locales.de.areas.items[0].title`; empty for the file as a whole. */
  path: string;
  /** What is wrong, and what is allowed. */
  message: string;
}

/** `articles/backend.yaml:12:7  locales.de.title: …` */
export const describeIssue = ({ file, line, column, path, message }: FileIssue): string =>
  `${file}:${line}:${column}  ${path ? `${path}: ` : ''}${message}`;

/** Thrown before anything is written: every issue of every file. */
export class InvalidFilesError extends Error {
  constructor(readonly issues: FileIssue[]) {
    super(
      [
        `${issues.length === 1 ? 'A file is' : 'The files are'} not right; nothing was written.`,
        ...issues.map((issue) => `  ${describeIssue(issue)}`),
      ].join('\n')
    );
    this.name = 'InvalidFilesError';
  }
}
