import { Agent, request, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Core } from '@strapi/strapi';

/** A response as it was received. */
export interface RawResponse {
  status: number;
  /** In the order in which they were sent, without those of `VOLATILE`. */
  headers: [name: string, value: string][];
  /** Not decompressed. */
  body: Buffer;
  text: string;
  /** Returns one header, or an empty text. */
  header: (name: string) => string;
}

export type Reader = (
  path: string,
  options?: { method?: string; headers?: Record<string, string>; body?: string }
) => Promise<RawResponse>;

/** Headers that differ between connections or moments. */
const VOLATILE = new Set(['date', 'connection', 'keep-alive']);

/** Lets a site that runs in this process listen on a port, and returns its origin. */
export const listen = async (strapi: Core.Strapi): Promise<string> => {
  const { httpServer } = strapi.server;
  // A connection that is closed while another test reuses it would let that test fail.
  httpServer.keepAliveTimeout = 0;
  await new Promise<void>((resolve) => httpServer.listen(0, '127.0.0.1', () => resolve()));
  return `http://127.0.0.1:${(httpServer.address() as AddressInfo).port}`;
};

/**
 * Creates a reader that sends a path unchanged, while `fetch` would normalise it, and adds no headers of its own.
 *
 * @param origin of the site
 * @param base the start of all paths
 */
export const createReader = (origin: string, base = ''): { read: Reader; close: () => void } => {
  const { hostname, port } = new URL(origin);
  const agent = new Agent({ keepAlive: true, maxSockets: 32 });

  const read: Reader = async (path, { method = 'GET', headers = {}, body } = {}) => {
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      const sent = request({ hostname, port, agent, method, path: base + path, headers }, resolve);
      sent.on('error', reject);
      sent.end(body);
    });
    const chunks: Buffer[] = [];
    for await (const chunk of response) chunks.push(chunk as Buffer);
    const whole = Buffer.concat(chunks);
    const raw = response.rawHeaders;
    const pairs = raw.flatMap((name, at): [string, string][] => (at % 2 === 0 ? [[name, raw[at + 1]!]] : []));
    return {
      status: response.statusCode!,
      headers: pairs.filter(([name]) => !VOLATILE.has(name.toLowerCase())),
      body: whole,
      text: whole.toString(),
      header: (name) => String(response.headers[name] ?? ''),
    };
  };

  return { read, close: () => agent.destroy() };
};

/** A header that makes a request take the default path and changes nothing else. */
export const DEFAULT_PATH: Record<string, string> = { 'Content-Length': '0' };
