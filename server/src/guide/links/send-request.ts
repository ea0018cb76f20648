import { Resolver } from 'node:dns/promises';
import http from 'node:http';
import https from 'node:https';
import { isIP } from 'node:net';
import { isPublicAddress } from './public-address';

/** How the server reaches other sites. Tests have another one, which allows their own server. */
export interface Network {
  /** Returns the IP addresses of a host name. */
  resolve: (hostname: string, signal: AbortSignal) => Promise<string[]>;
  /** Whether an IP address may be connected to. */
  isAllowed: (address: string) => boolean;
}

/** The host has an address that may not be connected to. */
export class NotPublicError extends Error {}

/** The host name has no address. */
export class UnknownHostError extends Error {}

/** For one name server, which gets two queries. */
const DNS_TIMEOUT_MS = 3000;

/**
 * Sends queries to the name servers. `dns.lookup` would occupy the few threads that the site reads its files with, and would know the
 * names in `/etc/hosts`.
 */
const resolve: Network['resolve'] = async (hostname, signal) => {
  const resolver = new Resolver({ timeout: DNS_TIMEOUT_MS, tries: 2 });
  const stop = (): void => resolver.cancel();
  signal.addEventListener('abort', stop);
  try {
    const found = await Promise.allSettled([resolver.resolve4(hostname), resolver.resolve6(hostname)]);
    return found.flatMap((each) => (each.status === 'fulfilled' ? each.value : []));
  } finally {
    signal.removeEventListener('abort', stop);
  }
};

/** The public internet. */
export const PUBLIC_NETWORK: Network = { resolve, isAllowed: isPublicAddress };

/** Rejects when a signal ends what is waited for. */
const aborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_succeed, fail) => {
    const stop = (): void => fail(new Error('The request was ended.'));
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) stop();
  });

export interface Sent {
  status: number;
  /** Of a redirect. */
  location: string | undefined;
}

/**
 * Sends one request, and reads nothing of the response but its headers. It connects only to addresses that were checked:
 * the name is not resolved again.
 *
 * @throws NotPublicError, UnknownHostError, and whatever the connection throws
 */
export const sendRequest = async (
  url: URL,
  method: 'HEAD' | 'GET',
  { network, userAgent, signal }: { network: Network; userAgent: string; signal: AbortSignal }
): Promise<Sent> => {
  // A URL has other forms of IPv4, such as 0x7f.1, in decimal already.
  const hostname = url.hostname.replace(/^\[(.*)\]$/, '$1');
  const addresses = isIP(hostname)
    ? [hostname]
    : await Promise.race([network.resolve(hostname, signal), aborted(signal)]);
  const [first] = addresses;
  if (first === undefined) throw new UnknownHostError(hostname);
  if (!addresses.every(network.isAllowed)) throw new NotPublicError(hostname);
  const { request } = url.protocol === 'https:' ? https : http;
  return new Promise<Sent>((succeed, fail) => {
    const sent = request({
      method,
      hostname,
      port: url.port,
      path: `${url.pathname}${url.search}`,
      headers: { 'User-Agent': userAgent, Accept: '*/*' },
      // A connection of its own, which ends with the response.
      agent: false,
      signal,
      lookup: (_hostname, { all }, callback) => {
        if (all) {
          callback(
            null,
            addresses.map((address) => ({ address, family: isIP(address) }))
          );
        } else callback(null, first, isIP(first));
      },
    });
    sent.on('response', (response) => {
      response.on('error', () => {});
      succeed({ status: response.statusCode ?? 0, location: response.headers.location });
      response.destroy();
    });
    sent.on('error', fail);
    sent.end();
  });
};
