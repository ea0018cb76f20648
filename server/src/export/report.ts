import type { PublicType } from '../../../content-types';
import type { Progress } from '../documents/progress';

export interface ExportOptions {
  locales?: string[];
  /** Only these keys (`backend` or `article:backend`). */
  only?: string[];
  onProgress?: (progress: Progress) => void;
}

export interface ExportReport {
  /** The number of documents of each type. */
  documents: Partial<Record<PublicType, number>>;
  images: number;
  /** The content that could not be exported unchanged, one sentence each. */
  warnings: string[];
}
