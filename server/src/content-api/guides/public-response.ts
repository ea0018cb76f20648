import type { Readable } from 'node:stream';

/** A finished response, the same for every reader. */
export interface PublicResponse {
  /** Media type with its character set. */
  type: string;
  body: Buffer | (() => Readable);
  /** Strong: it changes whenever a byte of the body changes (RFC 9110, 8.8.3). */
  etag: string;
  /** When the content last changed. */
  changed: ChangeTime | undefined;
  /** The language of the content, if it has one. */
  language: string | undefined;
  /** What a CDN may purge it by, with spaces between. */
  surrogateKey: string;
  /** The moment from which on it is another one although nothing is written, in milliseconds since 1970. */
  changesAt?: number | undefined;
  /** False where readers can request any number of variants. */
  isCacheable: boolean;
}

/** A time, and the same time as a header has it, formatted once for all readers. */
export interface ChangeTime {
  /** In milliseconds since 1970. */
  time: number;
  text: string;
}
