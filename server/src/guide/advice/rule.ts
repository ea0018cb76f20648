import type { Texts } from '../../../../texts';
import type { FreshnessOptions } from '../figures';
import type { Guide } from '../types';
import type { Row } from '../values';

/** Something that would make a guide better, and keeps nobody from publishing it. */
export interface Advice {
  /** The name of its sentence in the texts. */
  rule: keyof Texts['advice'];
  /** The path of the field in the article: `faq[0].answer`. */
  field: string;
  values?: Record<string, string | number>;
}

/** What is known of a link that does not answer. */
export interface BrokenLink {
  /** The last HTTP status as text, or the name of an error. */
  result: string | null;
  /** The day of the first failure. */
  failedOn: string | null;
}

/** What rules look at. */
export interface AdvisedArticle {
  /** In the public shape. An attribute that is missing is one that the editor or the readers may not see. */
  article: Row;
  /** The guide that the article would be. */
  guide: Guide;
  /** Where in the article each section of the guide is written. */
  origins: string[];
  /** Links that do not answer, by their addresses. */
  brokenLinks: ReadonlyMap<string, BrokenLink>;
  now: Date;
  freshness: FreshnessOptions;
}

/** Finds what one piece of advice is about; nothing where the article follows it. */
export type AdviceRule = (given: AdvisedArticle) => Advice[];
