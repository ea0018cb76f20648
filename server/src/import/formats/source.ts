import type { FileIssue, SourceDocument } from '../../documents/document';

/**
 * What reading yields: a document, an issue with the id of the document that could not be read, or a note for the
 * report. A file that can be read in part yields its issues first, and then the document.
 */
export type Reading =
  { document: SourceDocument } | { issue: FileIssue; id?: string | undefined } | { note: string };

/** A source of documents. They are read one after the other, so that memory does not grow with their number. */
export interface Source {
  /** The folder below which images lie; undefined where documents have none. */
  folder: string | undefined;
  /** Reads every document, in an order that the source chooses. */
  read: () => AsyncGenerator<Reading>;
}
