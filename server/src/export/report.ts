import type { PublicType } from '../../../content-types';
import type { Progress } from '../documents/progress';

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
