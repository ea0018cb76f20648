import type { Dependent } from '../staleness';

/** A row of the guide table, without its payload. */
export interface StoredGuide extends Dependent {
  id: number;
  key: string;
  state: string;
  /** Incremented by each rebuild that is stored. */
  version: number;
  /** The number of the last change that readers see; null for a row of an earlier release. */
  sequence: number | null;
  /** The build hash that it was built with. */
  build: string;
  /** Why its content cannot be turned into a guide, or null. */
  failure: string | null;
  changedAt: string | null;
  entry: string | null;
}

/** A row as the change feed and the sitemap need it. */
export interface ListedGuide {
  article: string;
  language: string;
  slug: string;
  state: string;
  noIndex: boolean;
  changedAt: string;
  sequence: number;
}

export interface StoredPayload {
  payload: string | null;
  entry: string | null;
}

/** States of rows that readers do not get. */
export const STATES_WITHOUT_GUIDE = ['removed', 'failed'] as const;

export const hasGuide = ({ state }: { state: string }): boolean =>
  !STATES_WITHOUT_GUIDE.some((each) => each === state);

export const STORED_ATTRIBUTES = [
  'id',
  'key',
  'article',
  'language',
  'state',
  'version',
  'sequence',
  'basis',
  'build',
  'failure',
  'changedAt',
  'changesOn',
  'dependencies',
  'entry',
];

export const LISTED_ATTRIBUTES = ['article', 'language', 'slug', 'state', 'noIndex', 'changedAt', 'sequence'];

export type DatabaseRow = Record<string, unknown>;

export const toStoredGuide = (row: DatabaseRow): StoredGuide => ({
  ...(row as unknown as StoredGuide),
  changedAt: (row.changedAt as string | null | undefined) ?? null,
  basis: Number(row.basis ?? 0),
  build: String(row.build ?? ''),
  dependencies: String(row.dependencies ?? ''),
});

export const toListedGuide = (row: DatabaseRow): ListedGuide =>
  ({ ...row, noIndex: Boolean(row.noIndex), changedAt: String(row.changedAt ?? '') }) as ListedGuide;
