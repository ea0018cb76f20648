import type { PublicType } from '../../../content-types';
import type { CareerFieldConfig } from '../config';
import type { FieldChange } from '../documents/compare';
import type { SeedFault } from '../documents/document';
import type { Progress } from '../documents/progress';

export type { FieldChange, Progress };

/**
 * What becomes of one document in one locale.
 *
 * - `create`, `update`: written
 * - `unchanged`: the site has what the file says, or nothing has changed on either side
 * - `kept`: an editor has changed it, or had an entry with this address already; left alone
 * - `gone`: an editor has deleted it; not brought back
 * - `invalid`: the file is not right; nothing at all is written then
 */
export type Outcome = 'create' | 'update' | 'unchanged' | 'kept' | 'gone' | 'invalid';

/**
 * Why something is kept, or what `force` overrides.
 *
 * - `edited`, `deleted`, `made-by-hand`: what an editor has done with it
 * - `shared`: only what all languages share would change, and another language is an editor's; see `keptShared`
 * - `other-version`: a later release of the plugin has written it, and this one cannot compare it with what that wrote
 * - `incomplete`: an editor has deleted something that it needs to be published, such as its category
 */
export type Reason = 'edited' | 'made-by-hand' | 'deleted' | 'shared' | 'incomplete' | 'other-version';

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
  /** For `kept` and `gone`; for `create` and `update` only where `force` overrides it. */
  reason?: Reason;
  /** For `kept`: whether the file says something else than it did when it was applied last. */
  fileChanged?: boolean;
  /** For `update` and `kept`: what differs between the site and the file. */
  changes: FieldChange[];
  /**
   * What all languages share and the file says otherwise, which is left as it is because these languages of the document
   * are an editor's. Not part of `changes`.
   */
  keptShared?: { locales: string[]; changes: FieldChange[] };
}

export interface RunOptions {
  /** `documents` (default): YAML and JSON files of the plugin's own format; `esco`: a CSV of ESCO's occupations. */
  format?: 'documents' | 'esco';
  /** Only the plan: nothing is written. */
  dryRun?: boolean;
  /** Overwrite what was edited, and bring back what was deleted. */
  force?: boolean;
  /** Only these locales; all if left out or empty. */
  locales?: string[];
  /** Only these keys (`backend` or `article:backend`), and what they point at that the site has not got yet. */
  only?: string[];
  /** Write new documents in bulk, without lifecycles, document middlewares, events and webhooks. */
  bulk?: boolean;
  /** ESCO only: the version of the classification, such as `1.2.0`. */
  escoVersion?: string;
  /** ESCO only: which form of a German name becomes the title; the option `esco.titleForm` otherwise. */
  escoTitleForm?: CareerFieldConfig['esco']['titleForm'];
  onProgress?: (progress: Progress) => void;
}

/** A document that could not be written, although its file is right; the others were. */
export interface Failure {
  id: string;
  message: string;
}

/** What a run has done, or would do. */
export interface RunReport {
  dryRun: boolean;
  items: PlanItem[];
  /** Everything that is wrong in the files. If there is anything, nothing at all is written. */
  faults: SeedFault[];
  /** Locales that the files have and the site has not. */
  skippedLocales: string[];
  /** What else is to be said of the files, such as columns that were ignored. */
  notes: string[];
  failures: Failure[];
}

/** A reference to a document that is not among the files, by its position in a file. */
export interface UncheckedReference {
  file: string;
  line: number;
  column: number;
  path: string;
  /** The document, such as `category:it`. */
  id: string;
}

export interface ValidateReport {
  /** How many documents there are, right or not. */
  documents: number;
  faults: SeedFault[];
  /** References to documents that are not among the files, where no site was there to look them up in. */
  notChecked: UncheckedReference[];
  notes: string[];
}
