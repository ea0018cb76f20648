import type { Advice, AdvisedArticle } from './rule';
import { ADVICE_RULES } from './rules';

export { findCompleteDrafts } from './complete-drafts';
export { completenessOf, countParts, knownPartCount, type Completeness } from './completeness';
export type { Advice, AdvisedArticle, BrokenLink } from './rule';

/** Returns what would make a guide better: what readers run into first, then what concerns the whole guide. */
export const adviceFor = (given: AdvisedArticle): Advice[] => ADVICE_RULES.flatMap((rule) => rule(given));
