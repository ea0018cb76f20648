/** A response that can be revalidated with `If-None-Match`. */
export interface StoredResponse {
  etag: string;
  /** The body. */
  text: string;
}

/**
 * Stores responses between requests. With a custom store, on disk for instance, a static build does not load again what
 * has not changed since the last build. The key is the URL only, so clients with different tokens need separate stores.
 */
export interface ResponseCache {
  get(url: string): StoredResponse | undefined | Promise<StoredResponse | undefined>;
  set(url: string, response: StoredResponse): void | Promise<void>;
}

/**
 * Creates a cache in memory, which evicts the least recently used responses.
 *
 * @param megabytes the size limit, counted as two bytes per character
 */
export const memoryCache = (megabytes = 8): ResponseCache => {
  const limit = (megabytes * 1024 * 1024) / 2;
  const responses = new Map<string, StoredResponse>();
  const sizeOf = (url: string, { etag, text }: StoredResponse): number =>
    url.length + etag.length + text.length;
  let size = 0;

  const remove = (url: string): void => {
    const response = responses.get(url);
    if (!response) return;
    responses.delete(url);
    size -= sizeOf(url, response);
  };
  return {
    get: (url) => {
      const response = responses.get(url);
      // A map iterates in insertion order: inserting a used entry again makes it the most recent one.
      if (response && responses.delete(url)) responses.set(url, response);
      return response;
    },
    set: (url, response) => {
      remove(url);
      if (sizeOf(url, response) > limit) return;
      responses.set(url, response);
      size += sizeOf(url, response);
      for (const oldest of responses.keys()) {
        if (size <= limit) break;
        remove(oldest);
      }
    },
  };
};
