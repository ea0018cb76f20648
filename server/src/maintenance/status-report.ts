import type { PublicType } from '../../../content-types';
import type { RemovedCount } from './migrations/removed-values';

/** What the site holds, seen from the files that were applied to it. */
export interface Status {
  types: {
    type: PublicType;
    /** Documents in the site. */
    documents: number;
    /** Locales of those that are as a file left them. */
    untouched: number;
    /** Locales that an import wrote and an editor has changed since. */
    edited: number;
    /** Locales that a later release imported and that were written since; this release cannot compare them. */
    unreadable: number;
    /** Locales that an import wrote and an editor has deleted. */
    deleted: number;
    /** Locales that no import wrote. */
    createdByEditor: number;
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
