import type { FileIssue, SourceDocument } from '../../documents/document';
import type { Edits } from '../../documents/edits';
import type { RowState } from '../../documents/fingerprint';
import type { FileReference, PreparedDocument } from '../../documents/prepare';
import type { SeedRecord } from '../../documents/records';
import type { Row } from '../../model/document-writes';
import { createValidator, type FindIssues } from '../../validation';
import type { PlanItem } from '../report';
import { createDifferences, type Differences } from './differences';
import { LOCALES_BY_FORM, localesOfSite, type LocaleRules } from './locales';
import type { ReferencingDocument } from './references';
import type { PlanOptions, PlannedDocument, RunContext } from './types';
import { createUniqueDocuments, type UniqueDocuments } from './unique-documents';

/** The state that the steps of one plan share. */
export interface Planning {
  context: RunContext;
  options: PlanOptions;
  findIssues: FindIssues;
  differences: Differences;
  localeRules: LocaleRules;
  issues: FileIssue[];
  notes: string[];
  /** Locales that the files have and the site has not. */
  skippedLocales: Set<string>;
  uniqueDocuments: UniqueDocuments;
  /** Files with an issue that was found while they were read. */
  filesReadInPart: Set<string>;
  /** Documents whose files are not valid YAML; references to them are not issues as well. */
  unreadable: Set<string>;
  /** Every category of the files with its parent, also those that have not changed. */
  categories: ReferencingDocument[];
  decided: Decided[];
}

/** A document while it is planned. */
export interface Candidate {
  document: SourceDocument;
  id: string;
  hashes: Record<string, string>;
  /** The locales of the file that the site has and the run selects. */
  locales: string[];
  records: Map<string, SeedRecord>;
  /** Undefined where nothing has changed on either side, so that its attributes need not be read. */
  prepared: PreparedDocument | undefined;
  /** Locales that can no longer be published, because an editor has deleted the target of a reference. */
  incomplete: Set<string>;
}

/** A document whose outcome is decided. */
export interface Decided {
  planned: PlannedDocument;
  items: PlanItem[];
  references: FileReference[];
  /** Whether the run writes the shared attributes. */
  writesShared: boolean;
}

/** The stored state of some documents of one type. */
export interface StoredDocuments {
  states: Map<string, RowState[]>;
  rows: Map<string, Row[]>;
  /** The document that has a slug, by locale and slug. */
  bySlug: Map<string, string>;
  /** The records of documents that editors have changed. */
  edits: Edits;
}

export const createPlanning = async (context: RunContext, options: PlanOptions): Promise<Planning> => {
  const { strapi, markdown, images } = context;
  return {
    context,
    options,
    findIssues: createValidator(strapi),
    differences: createDifferences(strapi, markdown, images),
    localeRules: options.filesOnly ? LOCALES_BY_FORM : await localesOfSite(strapi),
    issues: [],
    notes: [],
    skippedLocales: new Set(),
    uniqueDocuments: createUniqueDocuments(),
    filesReadInPart: new Set(),
    unreadable: new Set(),
    categories: [],
    decided: [],
  };
};

/** Returns the document that the records of a file name, as long as it exists in any locale. */
export const targetOf = ({ records }: Candidate, states: Map<string, RowState[]>): string | undefined =>
  [...records.values()].map(({ targetDocument }) => targetDocument).find((target) => states.has(target));
