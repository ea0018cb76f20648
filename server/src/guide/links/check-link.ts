import type { HostPace } from './host-pace';
import { isWebUrl } from './links-in';
import { NotPublicError, sendRequest, UnknownHostError, type Network, type Sent } from './send-request';

/** What a request has shown, as it is stored. */
export interface LinkOutcome {
  /** The HTTP status as text, or the name of an error. */
  result: string;
  /** `failure` where readers reach nothing; `unknown` where nothing was requested, or nothing can be said. */
  kind: 'answer' | 'failure' | 'unknown';
}

export interface CheckOptions {
  network: Network;
  pace: HostPace;
  userAgent: string;
  /** Ends the check when the site stops. */
  signal: AbortSignal;
  /** For each request. */
  timeoutMs?: number;
}

const TIMEOUT_MS = 10_000;
const MAX_REDIRECTS = 5;

const isRedirect = (status: number): boolean => [301, 302, 303, 307, 308].includes(status);

/** A page that wants a login, a pause or another client exists. */
const isFailure = (status: number): boolean => status === 404 || status === 410 || status >= 500;

const outcomeOf = ({ status }: Sent): LinkOutcome => ({
  result: String(status),
  kind: isFailure(status) ? 'failure' : 'answer',
});

const TLS_CODE = /^(ERR_TLS|ERR_SSL|CERT_|UNABLE_TO_|DEPTH_ZERO|SELF_SIGNED|EPROTO$|HOSTNAME_MISMATCH$)/;

const failureOf = (error: unknown): LinkOutcome => {
  if (error instanceof NotPublicError) return { result: 'not-public', kind: 'unknown' };
  if (error instanceof UnknownHostError) return { result: 'dns', kind: 'failure' };
  const { code } = error as { code?: unknown };
  return { result: TLS_CODE.test(String(code)) ? 'tls' : 'connection', kind: 'failure' };
};

const targetOf = ({ location }: Sent, from: URL): URL | undefined => {
  try {
    return location === undefined ? undefined : new URL(location, from);
  } catch {
    return undefined;
  }
};

/** Sends a request within the time limit. @returns `late` if it has passed */
const send = async (
  url: URL,
  method: 'HEAD' | 'GET',
  { network, pace, userAgent, signal, timeoutMs = TIMEOUT_MS }: CheckOptions
): Promise<Sent | 'late'> => {
  await pace.turn(url.hostname, signal);
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(), timeoutMs);
  const stop = (): void => limit.abort();
  signal.addEventListener('abort', stop);
  try {
    return await sendRequest(url, method, { network, userAgent, signal: limit.signal });
  } catch (error) {
    if (limit.signal.aborted) return 'late';
    throw error;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
  }
};

/** Follows redirects, each of which is checked as the first address is. */
const follow = async (address: string, options: CheckOptions): Promise<LinkOutcome> => {
  let url = new URL(address);
  for (let redirects = 0; ; redirects += 1) {
    let sent = await send(url, 'HEAD', options);
    // Some servers refuse HEAD, or respond to it with an error that readers do not get.
    if (sent !== 'late' && sent.status >= 400 && sent.status !== 429) sent = await send(url, 'GET', options);
    if (sent === 'late') return { result: 'timeout', kind: 'failure' };
    if (!isRedirect(sent.status)) return outcomeOf(sent);
    const next = targetOf(sent, url);
    // Whether a browser gets further, for instance with cookies, is not known.
    if (!next || !isWebUrl(next) || redirects === MAX_REDIRECTS) {
      return { result: String(sent.status), kind: 'unknown' };
    }
    url = next;
  }
};

/**
 * Requests an address. It never throws.
 *
 * @returns undefined if the site stops
 */
export const checkLink = async (address: string, options: CheckOptions): Promise<LinkOutcome | undefined> => {
  let outcome: LinkOutcome;
  try {
    outcome = await follow(address, options);
  } catch (error) {
    outcome = failureOf(error);
  }
  return options.signal.aborted ? undefined : outcome;
};
