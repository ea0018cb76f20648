/** An answer that can be asked for again with `If-None-Match`. */
export interface StoredAnswer {
  etag: string;
  /** The body as it came. */
  text: string;
}

/**
 * Where answers are kept between requests. A store of a site's own, on disk for instance, saves a static build from
 * loading what has not changed since the last one. Answers are kept by address, so that clients with different tokens
 * need a store each.
 */
export interface AnswerCache {
  get(url: string): StoredAnswer | undefined | Promise<StoredAnswer | undefined>;
  set(url: string, answer: StoredAnswer): void | Promise<void>;
}

/**
 * Keeps answers in memory; what was not used for longest goes first.
 *
 * @param megabytes what it may take, counted as two bytes a character
 */
export const memoryCache = (megabytes = 8): AnswerCache => {
  const limit = (megabytes * 1024 * 1024) / 2;
  const answers = new Map<string, StoredAnswer>();
  const sizeOf = (url: string, { etag, text }: StoredAnswer): number =>
    url.length + etag.length + text.length;
  let size = 0;

  const remove = (url: string): void => {
    const answer = answers.get(url);
    if (!answer) return;
    answers.delete(url);
    size -= sizeOf(url, answer);
  };
  return {
    get: (url) => {
      const answer = answers.get(url);
      // A map keeps the order in which entries came: one that is used comes anew.
      if (answer && answers.delete(url)) answers.set(url, answer);
      return answer;
    },
    set: (url, answer) => {
      remove(url);
      if (sizeOf(url, answer) > limit) return;
      answers.set(url, answer);
      size += sizeOf(url, answer);
      for (const oldest of answers.keys()) {
        if (size <= limit) break;
        remove(oldest);
      }
    },
  };
};
