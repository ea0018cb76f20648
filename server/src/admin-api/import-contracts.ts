/** What both halves of the plugin agree on about imports and exports, as types; see contracts.ts. */

/** A difference between the site and a file; a text each, null where there is none. */
export interface ImportChange {
  /** `areas.items[0].title`; `status` for draft or published. */
  path: string;
  /** The site's. */
  old: string | null;
  /** The file's. */
  new: string | null;
}

/**
 * What an import does with a document in one language. `kept` is what an editor has changed or created, `conflict` what has
 * changed in the file as well, `deleted` what an editor has deleted.
 */
export type ImportOutcome = 'create' | 'update' | 'unchanged' | 'kept' | 'conflict' | 'deleted' | 'invalid';

export interface ImportItem {
  /** `article:backend` */
  id: string;
  type: string;
  key: string;
  locale: string;
  file: string;
  outcome: ImportOutcome;
  /** Why it is kept. */
  reason: string | null;
  changes: ImportChange[];
  moreChanges: number;
}

export interface ImportPlan {
  /** Names the plan, to apply just this one. */
  hash: string;
  counts: Record<ImportOutcome, number>;
  /** Without those that are unchanged. */
  items: ImportItem[];
  moreItems: number;
  /** What is wrong in the files; then nothing is written. */
  issues: { file: string; line: number; column: number; path: string; message: string }[];
  moreIssues: number;
  /** Languages of the files that the site does not have. */
  skippedLocales: string[];
  notes: string[];
}

/** The data of the response of `POST /career-field/imports`. */
export interface ImportResult {
  plan: ImportPlan;
  /** Null if nothing was applied: the request was for a plan, or the plan is another one than the request names. */
  applied: { counts: ImportPlan['counts']; failures: { id: string; message: string }[] } | null;
}

/** The data of the response of `GET /career-field/imports/progress`; null for a run that is not known. */
export type ImportProgress = { phase: string; done: number; total: number } | null;

/** An import that has written something. The data of the response of `GET /career-field/imports/runs` has the last ones. */
export interface ImportRun {
  /** ISO 8601. */
  startedAt: string;
  /** Null for one that was interrupted, or is not finished yet. */
  finishedAt: string | null;
  /** An administrator, the command line or the site's own code, or the first start of the site. */
  origin: 'admin' | 'command' | 'bootstrap';
  /** Of the administrator. */
  name: string | null;
  /** The names of the files, or of the folder; null for the shipped guides. */
  source: string | null;
  /** Documents, each language by itself. */
  counts: { create: number; update: number; unchanged: number; kept: number; failed: number } | null;
}

/** The data of the response of `GET /career-field/imports/shipped`: documents of the shipped guides, in each language. */
export interface ShippedState {
  current: number;
  /** Changed or created by an editor. */
  changed: number;
  /** With a newer file, whether or not an editor has changed them. */
  newer: number;
  /** Not imported yet. */
  missing: number;
  /** Deleted by an editor. */
  deleted: number;
}

/** The parameters of `GET /career-field/exports`. */
export interface ExportQuery {
  /** The documentIds of articles, with commas between them; everything if left out. */
  articles?: string;
}
