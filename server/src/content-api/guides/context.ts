import type { ServerResponse } from 'node:http';
import type { Auth } from '../../strapi-internals/anonymous-authentication';
import type { Route } from '../../strapi-internals/plain-route';
import type { PublicResponse } from './public-response';

/** What is used of Koa's context, with what Strapi puts into it. */
export interface HttpContext {
  method: string;
  path: string;
  querystring: string;
  params: Record<string, string>;
  state: Record<string, unknown> & {
    auth?: Auth;
    route?: Route;
    /** The response that this request was sent. */
    careerFieldResponse?: PublicResponse;
  };
  headers: Record<string, string | undefined>;
  res: ServerResponse;
  response: { headers: Record<string, unknown> };
  /** False where something else than Koa sends the response. */
  respond?: boolean;
  status: number;
  type: string;
  body: unknown;
  get(header: string): string;
  set(header: string, value: string): void;
  vary(headers: string | string[]): void;
}

/** Whether a request reads a resource. */
export const isRead = ({ method }: HttpContext): boolean => method === 'GET' || method === 'HEAD';

/** Whether a request has neither a token nor a cookie, judging before Strapi authenticates it. */
export const hasNoCredentials = ({ headers }: HttpContext): boolean =>
  headers.authorization === undefined && headers.cookie === undefined;
