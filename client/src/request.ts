import type { AnswerCache } from './cache';
import { CareerFieldError, errorOf } from './errors';

export interface RequestOptions {
  signal?: AbortSignal;
}

/** Several values of one parameter stand with commas between them. */
export type Parameters = Record<string, string | number | readonly string[] | undefined>;

interface Requester {
  baseUrl: string;
  token: string | undefined;
  fetch: typeof fetch;
  cache: AnswerCache | false;
}

/** The whole address of something below the API; parameters without a value are left out. */
export const addressOf = (baseUrl: string, path: string, parameters: Parameters = {}): string => {
  const given = Object.entries(parameters).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)]]
  );
  const query = new URLSearchParams(given).toString();
  return `${baseUrl.replace(/\/+$/, '')}/api/career-field/${path}${query && `?${query}`}`;
};

export interface ReceivedAnswer {
  url: string;
  text: string;
}

/** Makes the function that all requests go through. What it throws is told at `CareerFieldClient`. */
export const createRequest = ({ baseUrl, token, fetch, cache }: Requester) => {
  const ask = async (url: string, headers: Record<string, string>, signal?: AbortSignal) => {
    try {
      const response = await fetch(url, { headers, ...(signal && { signal }) });
      return { response, text: await response.text() };
    } catch (cause) {
      if (signal?.aborted) throw cause;
      throw new CareerFieldError(`${url} cannot be reached`, url, 0, null, null, { cause });
    }
  };

  return async (
    path: string,
    parameters: Parameters,
    { signal }: RequestOptions
  ): Promise<ReceivedAnswer> => {
    const url = addressOf(baseUrl, path, parameters);
    const stored = cache ? await cache.get(url) : undefined;
    const headers = {
      accept: 'application/json, text/markdown, application/xml',
      ...(token && { authorization: `Bearer ${token}` }),
      // Without the second, fetch adds `Cache-Control: no-cache` to the first, and servers then send all of it again.
      ...(stored && { 'if-none-match': stored.etag, 'cache-control': 'max-age=0' }),
    };
    const { response, text } = await ask(url, headers, signal);
    if (response.status === 304 && stored) return { url, text: stored.text };
    if (!response.ok) throw errorOf(url, response.status, text);
    const etag = response.headers.get('etag');
    if (cache && etag) await cache.set(url, { etag, text });
    return { url, text };
  };
};

/**
 * Reads an answer in JSON.
 *
 * @throws CareerFieldError for the page of another program, which answers every address in its own way
 */
export const parseAnswer = <Answer>({ url, text }: ReceivedAnswer): Answer => {
  try {
    const answer: unknown = JSON.parse(text);
    if (typeof answer === 'object' && answer !== null && 'data' in answer) return answer as Answer;
  } catch {
    // Said below, as for JSON that is something else.
  }
  throw errorOf(url, 200, text);
};
