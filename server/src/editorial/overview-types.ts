import type { LastChange } from './history';
import type { Person } from './person';

/** Which articles are shown: those of which a readable language meets all conditions. */
export interface OverviewFilter {
  /** Text in the title or slug of any language. */
  search?: string | undefined;
  /** Only this language is compared with the other conditions. */
  locale?: string | undefined;
  /** The id of the responsible administrator. */
  responsible?: number | undefined;
  /** Due on this day at the latest. */
  dueBefore?: string | undefined;
  /** Due on this day at the earliest. */
  dueFrom?: string | undefined;
  /** Only these articles, by the ids of their documents. */
  articles?: readonly string[] | undefined;
  /** Behind their original; missing takes `locale`, and finds articles without that language. */
  parity?: 'behind' | 'missing' | undefined;
  /** With links that do not answer. */
  links?: 'broken' | undefined;
  /** Never published, published, or published and changed since. */
  status?: 'draft' | 'published' | 'modified' | undefined;
}

export interface OverviewRequest {
  page: number;
  pageSize: number;
  sort: 'title' | 'modified' | 'due' | 'behind';
  isDescending: boolean;
  filter: OverviewFilter;
  /** The language whose titles are shown and sorted by, as far as an article has it. */
  titleLocale: string;
  /** The languages that the administrator may read. */
  locales: readonly string[];
}

/** One language of an article in the table. */
export interface OverviewCell {
  locale: string;
  title: string;
  status: 'draft' | 'published' | 'modified';
  /** The number of parts that are behind their original. */
  behind: number;
  modifiedAt: string;
  reviewedAt: string | null;
  dueAt: string | null;
  responsible: Person | null;
}

export interface OverviewRow {
  documentId: string;
  title: string;
  modifiedAt: string;
  /** Who has changed it last; null where that is not recorded. */
  modifiedBy: LastChange | null;
  cells: OverviewCell[];
}

export interface OverviewPage {
  rows: OverviewRow[];
  total: number;
}
