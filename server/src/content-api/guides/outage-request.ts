import type { HttpContext } from './context';
import type { PublicResponse } from './public-response';

/** A request for guides, and how it is responded to while the database is not available. */
export interface OutageRequest {
  /** Names the request, the same for every reader. */
  key: string;
  /** Returns the status of the response; a GraphQL response with errors has 200 itself. */
  statusOf(context: HttpContext): number;
  /** Returns the response that may be sent to other readers, and the bytes that it takes. */
  responseOf(context: HttpContext): { response: PublicResponse; bytes: number } | undefined;
  /** Sends the last good response. */
  send(context: HttpContext, response: PublicResponse): void;
  /** Sets the body of a 503. */
  refuse(context: HttpContext): void;
}

export const UNAVAILABLE_MESSAGE = 'The database is not available.';
