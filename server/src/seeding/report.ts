import type { PublicType } from '../../../content-types';
import type { RemovedCount } from '../maintenance/migrations/removed-values';
import type { CareerFieldConfig } from '../config';
import type { SeedFault } from './document';

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

/**
 * A value that differs between the site and the file, both as a file would write them: rich text as Markdown, other
 * documents as their keys, images as their files' names.
 */
export interface FieldChange {
  /** Within the locale's attributes, such as `areas.items[0].title`; `status` for draft or published. */
  path: string;
  /** In the site now; `undefined` where it has nothing. */
  old: unknown;
  /** In the file; `undefined` where it says nothing. */
  new: unknown;
}

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

/** Where a run is; `total` is 0 while it is not known. */
export interface Progress {
  phase: 'waiting' | 'planning' | 'writing' | 'exporting';
  /** Documents that are done in this phase. */
  done: number;
  total: number;
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

export interface ExportOptions {
  locales?: string[];
  /** Only these keys (`backend` or `article:backend`). */
  only?: string[];
  onProgress?: (progress: Progress) => void;
}

export interface ExportReport {
  /** How many documents of each type. */
  documents: Partial<Record<PublicType, number>>;
  images: number;
  /** What could not be written as it is in the site, one sentence each. */
  warnings: string[];
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

/** What the site holds, seen from the files that were applied to it. */
export interface Status {
  types: {
    type: PublicType;
    /** Documents in the site. */
    documents: number;
    /** Locales of those that are as a file left them. */
    untouched: number;
    /** Locales that a file brought in and an editor has changed since. */
    edited: number;
    /** Locales that a later release imported and that were written since; this release cannot compare them. */
    unreadable: number;
    /** Locales that a file brought in and an editor has deleted. */
    deleted: number;
    /** Locales that no file has brought in. */
    madeByHand: number;
    /** Locales that a run has begun and not finished; the next run finishes them. */
    unfinished: number;
  }[];
  /** Whether a run is under way now, in any process. */
  isRunning: boolean;
  /** What releases removed from the model; the values are in the table `career_field_removed_values`. */
  removed: RemovedCount[];
  /** Categories that lie below themselves, each cycle by the slugs along it. */
  categoryCycles: string[][];
  /** Published articles whose content could not be turned into a guide: readers get the last good one, or none. */
  faultyGuides: FaultyGuide[];
}

export interface FaultyGuide {
  /** The `documentId` of the article. */
  article: string;
  locale: string;
  reason: string;
}
