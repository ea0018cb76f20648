import type { PublicType } from '../../../content-types';
import type { Language } from '../../../texts';
import type { FieldChange } from '../documents/compare';
import type { FileIssue } from '../documents/document';
import type { Progress } from '../documents/progress';
import type { FormatName, FormatOptions } from './formats';

export type { FieldChange, Progress };

/**
 * What happens to one document in one locale.
 *
 * - `create`, `update`: written
 * - `unchanged`: the site has what the file says, or nothing has changed on either side
 * - `kept`: an editor has changed it, or has created an entry with this slug before; not overwritten
 * - `deleted`: an editor has deleted it; not restored
 * - `invalid`: the file has issues; then nothing at all is written
 */
export type Outcome = 'create' | 'update' | 'unchanged' | 'kept' | 'deleted' | 'invalid';

/**
 * Why something is kept, or what `force` overrides.
 *
 * - `edited`, `deleted`, `created-by-editor`: what an editor has done
 * - `shared`: only shared attributes would change, and another locale belongs to an editor; see `keptShared`
 * - `other-version`: a later release of the plugin has written it, and this release cannot compare it
 * - `incomplete`: an editor has deleted a document that it needs to be published, such as its category
 */
export type Reason = 'edited' | 'created-by-editor' | 'deleted' | 'shared' | 'incomplete' | 'other-version';

/** The plan for one document in one locale. */
export interface PlanItem {
  /** `article:backend` */
  id: string;
  type: PublicType;
  key: string;
  locale: string;
  /** Relative to what is imported. */
  file: string;
  outcome: Outcome;
  /** For `kept` and `deleted`; for `create` and `update` only where `force` overrides it. */
  reason?: Reason;
  /** For `kept`: whether the file has changed since it was applied last. */
  fileChanged?: boolean;
  /** For `update` and `kept`: the differences between the site and the file. */
  changes: FieldChange[];
  /**
   * Shared attributes in which the file differs, and which are kept because these locales of the document belong to an
   * editor. Not part of `changes`.
   */
  keptShared?: { locales: string[]; changes: FieldChange[] };
}

export interface RunOptions extends FormatOptions {
  /** The format of the files; `documents` by default. */
  format?: FormatName;
  /** Only plan: nothing is written. */
  dryRun?: boolean;
  /** Overwrite edited documents and restore deleted ones. */
  force?: boolean;
  /** The same for single documents only, such as `article:backend`. */
  take?: string[];
  /** Only these locales; all if left out or empty. */
  locales?: string[];
  /** Only these keys (`backend` or `article:backend`), and the documents they reference that the site does not have. */
  only?: string[];
  /** Write in bulk where possible, without lifecycles, document middlewares, events and webhooks. */
  bulk?: boolean;
  /** The language of messages about values that the rules refuse; English by default. */
  language?: Language;
  onProgress?: (progress: Progress) => void;
  /** What the history calls the files: the name of the file or folder by default, null for the shipped guides. */
  source?: string | null;
  /** What started the import, where that is no administrator and no command. */
  origin?: 'bootstrap';
}

/** A document that could not be written although its file is valid; the others were written. */
export interface Failure {
  id: string;
  message: string;
}

/** The result of a run, or of a dry run. */
export interface RunReport {
  dryRun: boolean;
  items: PlanItem[];
  /** Everything that is wrong in the files. If there is an issue, nothing at all is written. */
  issues: FileIssue[];
  /** Locales that the files have and the site has not. */
  skippedLocales: string[];
  /** Remarks about the files, such as ignored columns. */
  notes: string[];
  failures: Failure[];
}

/** A reference to a document that is not among the files, with its position in a file. */
export interface UncheckedReference {
  file: string;
  line: number;
  column: number;
  path: string;
  /** The document, such as `category:it`. */
  id: string;
}

export interface ValidateReport {
  /** How many documents there are, valid or not. */
  documents: number;
  issues: FileIssue[];
  /** References to documents that are not among the files, if no site was there to look them up in. */
  notChecked: UncheckedReference[];
  notes: string[];
}
