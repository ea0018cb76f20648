import type { GuideKey } from './key';

/**
 * The published content of one article cannot be turned into a guide. Unlike a failure of the database, it stays until
 * the article is written again, so the rebuild is not repeated before that.
 */
export class GuideContentError extends Error {
  readonly key: GuideKey;

  constructor(key: GuideKey, cause: unknown) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    super(`The guide of article ${key.article} (${key.locale}) cannot be built from its content: ${reason}`, {
      cause,
    });
    this.name = 'GuideContentError';
    this.key = key;
  }
}
