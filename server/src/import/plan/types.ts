import type { PublicType } from '../../../../content-types';
import type { Language } from '../../../../texts';
import type { FileIssue } from '../../documents/document';
import type { Images } from '../../documents/images';
import type { Strapi } from '../../plugin';
import type { MarkdownConverter } from '../../rich-text';
import type { Source } from '../formats/source';
import type { PlanItem, Progress, UncheckedReference } from '../report';
import type { Spool } from '../spool';

/** What a run works with. */
export interface RunContext {
  strapi: Strapi;
  source: Source;
  images: Images;
  markdown: MarkdownConverter;
  /** Receives the content of the documents to write; undefined in a run that writes nothing. */
  spool: Spool | undefined;
}

export interface PlanOptions {
  /** Overwrite what editors have changed, and restore what they have deleted. */
  force: boolean;
  /** The same for single documents, by their ids. */
  take: ReadonlySet<string>;
  /** Only these locales; all if empty. */
  locales: string[];
  /** Only these keys; all if empty. */
  only: string[];
  /** Check every file as if it were new, whatever was applied before. */
  checkAll: boolean;
  /**
   * Use nothing but the files: references to other documents are listed instead of looked up, and of a locale only the
   * form of its code is checked. The site of the context must be an empty one.
   */
  filesOnly?: boolean;
  language: Language;
  onProgress: (progress: Progress) => void;
}

/** Whether a document is overwritten or restored, whatever an editor has done. */
export const isForced = ({ force, take }: PlanOptions, id: string): boolean => force || take.has(id);

/** One locale of a document that has something to be done. */
export interface PlannedLocale {
  locale: string;
  /** Write the content; otherwise only record the file as applied. */
  writes: boolean;
  /** A hash of the file's content. */
  hash: string;
  /** Whether it replaces a draft that nobody has edited, and of which nothing is or becomes published. */
  isDraftUpdate: boolean;
  /** The state of the rows when the plan was created; they must not have changed when they are overwritten. */
  stamp: string;
}

/** A document that has something to be done, without its content. */
export interface PlannedDocument {
  id: string;
  type: PublicType;
  file: string;
  /** The document in the site, if it exists in any locale. */
  target: string | undefined;
  referencedIds: string[];
  locales: PlannedLocale[];
  /** Whether the document has no locale but those that are written, or its shared attributes do not change. */
  isAlone: boolean;
  /** Locales that nobody has edited since the last run, and that change only in shared attributes. */
  untouched: { locale: string; fileHash: string; notes: Record<string, string> | null }[];
  /** Content of the file that no attribute stores. */
  notes: Record<string, string> | null;
}

export interface Plan {
  items: PlanItem[];
  /** The documents of the files that exist in the site, by their ids: the targets of references. */
  targets: Map<string, string>;
  issues: FileIssue[];
  /** Only with `filesOnly`: the references to documents that are not among the files. */
  notChecked: UncheckedReference[];
  skippedLocales: string[];
  /** Remarks about the files, one line each. */
  notes: string[];
  work: PlannedDocument[];
  /** How many documents were read. */
  documents: number;
}
