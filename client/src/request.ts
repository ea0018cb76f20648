import type { ResponseCache } from './cache';
import { CareerFieldError, errorOf } from './errors';

export interface RequestOptions {
  signal?: AbortSignal | undefined;
}

/** Several values of one parameter are separated by commas. */
export type Parameters = Record<string, string | number | readonly string[] | undefined>;

interface Requester {
  baseUrl: string;
  token: string | undefined;
  fetch: typeof fetch;
  cache: ResponseCache | false;
}

/** Returns the URL of a path of the API; parameters without a value are omitted. */
export const urlOf = (baseUrl: string, path: string, parameters: Parameters = {}): string => {
  const given = Object.entries(parameters).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)]]
  );
  const query = new URLSearchParams(given).toString();
  return `${baseUrl.replace(/\/+$/, '')}/api/career-field/${path}${query && `?${query}`}`;
};

export interface ReceivedResponse {
  url: string;
  text: string;
}

/** Creates the function that sends all requests. See `CareerFieldClient` for its errors. */
export const createRequest = ({ baseUrl, token, fetch, cache }: Requester) => {
  const send = async (url: string, init: RequestInit, signal?: AbortSignal) => {
    try {
      const response = await fetch(url, { ...init, ...(signal && { signal }) });
      return { response, text: await response.text() };
    } catch (cause) {
      if (signal?.aborted) throw cause;
      throw new CareerFieldError(`${url} cannot be reached`, url, 0, null, null, { cause });
    }
  };

  return async (
    path: string,
    parameters: Parameters,
    { signal }: RequestOptions,
    { isPrivate = false } = {}
  ): Promise<ReceivedResponse> => {
    const url = urlOf(baseUrl, path, parameters);
    const store = isPrivate ? false : cache;
    const stored = store ? await store.get(url) : undefined;
    const headers = {
      accept: 'application/json, text/markdown, application/xml',
      ...(token && { authorization: `Bearer ${token}` }),
      // Without `Cache-Control`, fetch adds `no-cache` to `If-None-Match`, and servers then send the whole body.
      ...(stored && { 'if-none-match': stored.etag, 'cache-control': 'max-age=0' }),
    };
    const { response, text } = await send(
      url,
      // Frameworks cache what they fetch unless the request forbids it.
      { headers, ...(isPrivate && { cache: 'no-store' as const }) },
      signal
    );
    if (response.status === 304 && stored) return { url, text: stored.text };
    if (!response.ok) throw errorOf(url, response.status, text);
    const etag = response.headers.get('etag');
    if (store && etag) await store.set(url, { etag, text });
    return { url, text };
  };
};

/**
 * Parses a response in JSON.
 *
 * @throws CareerFieldError if another server sent the response, such as a page that it serves for every URL
 */
export const parseResponse = <Body>({ url, text }: ReceivedResponse): Body => {
  try {
    const body: unknown = JSON.parse(text);
    if (typeof body === 'object' && body !== null && 'data' in body) return body as Body;
  } catch {
    // Throws below, as for other JSON.
  }
  throw errorOf(url, 200, text);
};
