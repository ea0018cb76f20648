import { Agent, request, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Core } from '@strapi/strapi';

/** What came over the wire. */
export interface Heard {
  status: number;
  /** As they were sent, in their order, without those that belong to one connection or one moment. */
  headers: [name: string, value: string][];
  /** Not decompressed. */
  body: Buffer;
  text: string;
  /** One header, or an empty text. */
  header: (name: string) => string;
}

export type Reader = (
  path: string,
  options?: { method?: string; headers?: Record<string, string>; body?: string }
) => Promise<Heard>;

/** Headers of one connection or one moment. */
const OF_ONE_MOMENT = new Set(['date', 'connection', 'keep-alive']);

/** Lets a site that runs in this process listen on a port, and returns its origin. */
export const listen = async (strapi: Core.Strapi): Promise<string> => {
  const { httpServer } = strapi.server;
  // A connection that is closed just when somebody takes it up again would be another test's failure.
  httpServer.keepAliveTimeout = 0;
  await new Promise<void>((resolve) => httpServer.listen(0, '127.0.0.1', () => resolve()));
  return `http://127.0.0.1:${(httpServer.address() as AddressInfo).port}`;
};

/**
 * A reader that sends a path as it is, which `fetch` and others put right, and adds no headers of its own.
 *
 * @param origin of the site
 * @param base what all paths begin with
 */
export const createReader = (origin: string, base = ''): { read: Reader; close: () => void } => {
  const { hostname, port } = new URL(origin);
  const agent = new Agent({ keepAlive: true, maxSockets: 32 });

  const read: Reader = async (path, { method = 'GET', headers = {}, body } = {}) => {
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      const sent = request({ hostname, port, agent, method, path: base + path, headers }, resolve);
      sent.on('error', reject);
      sent.end(body);
    });
    const chunks: Buffer[] = [];
    for await (const chunk of answer) chunks.push(chunk as Buffer);
    const whole = Buffer.concat(chunks);
    const raw = answer.rawHeaders;
    const pairs = raw.flatMap((name, at): [string, string][] => (at % 2 === 0 ? [[name, raw[at + 1]!]] : []));
    return {
      status: answer.statusCode!,
      headers: pairs.filter(([name]) => !OF_ONE_MOMENT.has(name.toLowerCase())),
      body: whole,
      text: whole.toString(),
      header: (name) => String(answer.headers[name] ?? ''),
    };
  };

  return { read, close: () => agent.destroy() };
};

/** A header that keeps a question from the fast lane and changes nothing else. */
export const DEFAULT_PATH: Record<string, string> = { 'Content-Length': '0' };
